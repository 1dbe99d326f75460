/** Who waits, who is ours, who is with others: the riskiest first, as the server sent them. */
import type { JSX } from "preact";

import { PersonIcon } from "../../shared/icons/icons";
import type { QueueItem } from "../../shared/protocol";
import { waited } from "../../shared/time";
import type { DeskState } from "../logic/desk";
import { Urgency } from "../urgency/Urgency";

interface Props {
  state: DeskState;
  now: number;
  onOpen(conversation: string): void;
  onClaim(conversation: string): void;
}

const REASONS = { asked: "asked for a person", immediate: "words of danger", offered: "took the offer of a person" };

export function QueuePane({ state, now, onOpen, onClaim }: Props): JSX.Element {
  const { queue } = state;

  function pressed(event: KeyboardEvent): void {
    const items = [...document.querySelectorAll<HTMLElement>("[data-testid=queue-item]")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (at === -1 || event.ctrlKey || event.altKey || event.metaKey) return;
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    const to = steps[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[Math.max(0, Math.min(items.length - 1, to))]?.focus();
    } else if (event.key.toLowerCase() === "c") {
      const conversation = items[at]?.dataset["conversation"];
      if (queue?.waiting.some((item) => item.conversation === conversation) && conversation) onClaim(conversation);
    }
  }

  const shared = { state, now, onOpen, onKey: pressed };

  return (
    <section class="pane queue" data-pane-name="queue" aria-labelledby="queue-title" tabIndex={-1}>
      <h2 class="pane__title" id="queue-title">Queue</h2>
      {queue !== null && (
        <div class="queue__jumps" role="group" aria-label="Go to">
          <Jump title="Waiting" count={queue.waiting.length} />
          <Jump title="Mine" count={queue.mine.length} />
          <Jump title="With others" count={queue.others.length} />
        </div>
      )}
      <div class="pane__scroll">
        {queue === null ? (
          <p class="empty" role="status">{state.line === "lost" ? "The queue cannot be reached." : "Loading the queue…"}</p>
        ) : (
          <>
            <Section title="Waiting" items={queue.waiting} empty="Nobody is waiting." {...shared} />
            <Section title="Mine" items={queue.mine} empty="You have no conversation." {...shared} />
            <Section title="With others" items={queue.others} empty="Nobody else has one." {...shared} />
            <p class="queue__staff">
              <PersonIcon /> {queue.counsellors.length === 1 ? "1 counsellor is" : `${queue.counsellors.length} counsellors are`} signed in
            </p>
          </>
        )}
      </div>
    </section>
  );
}

function Jump({ title, count }: { title: string; count: number }): JSX.Element {
  return (
    <button type="button" class="button" onClick={() => document.getElementById(sectionId(title))?.focus()}>
      {title} {count}
    </button>
  );
}

function sectionId(title: string): string {
  return `queue-${title.toLowerCase().replaceAll(" ", "-")}`;
}

interface SectionProps {
  title: string;
  items: QueueItem[];
  empty: string;
  state: DeskState;
  now: number;
  onOpen(conversation: string): void;
  onKey(event: KeyboardEvent): void;
}

function Section({ title, items, empty, state, now, onOpen, onKey }: SectionProps): JSX.Element {
  return (
    <section class="queue__section" aria-label={title} id={sectionId(title)} tabIndex={-1}>
      <h3>{title} <span class="queue__count">{items.length}</span></h3>
      {items.length === 0 && <p class="empty">{empty}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.conversation}>
            <Line item={item} now={now} unread={state.unread[item.conversation] ?? 0}
              selected={item.conversation === state.selected} onOpen={onOpen} onKey={onKey} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface LineProps {
  item: QueueItem;
  now: number;
  unread: number;
  selected: boolean;
  onOpen(conversation: string): void;
  onKey(event: KeyboardEvent): void;
}

function Line({ item, now, unread, selected, onOpen, onKey }: LineProps): JSX.Element {
  return (
    <button type="button" class={`queue-item ${item.urgency === "immediate" ? "queue-item--immediate" : ""}`}
      data-testid="queue-item" data-conversation={item.conversation} data-state={item.state}
      aria-current={selected} {...(selected ? { "data-first": "" } : {})} onClick={() => onOpen(item.conversation)} onKeyDown={onKey}>
      <span class="queue-item__top">
        <Urgency urgency={item.urgency} level={item.level} />
        {item.state === "waiting" && (
          <span class="queue-item__wait"><span class="only-heard">waiting </span>{waited(item.waiting_since, now)}</span>
        )}
      </span>
      <span class="queue-item__top">
        <span class="queue-item__topic">{known(item.topic, "Topic not known yet")}</span>
        {unread > 0 && <span class="queue-item__unread">{unread} new</span>}
      </span>
      <span class="queue-item__facts">{facts(item)}</span>
      {item.last_text && <span class="queue-item__last">{item.last_text}</span>}
      {!item.connected && <span class="queue-item__facts">Has left the page, may come back</span>}
    </button>
  );
}

function facts(item: QueueItem): string {
  const role = known(item.role, "Role not known");
  if (item.state === "waiting") return `${role} · ${REASONS[item.reason]}`;
  return item.counsellor ? `${role} · with ${item.counsellor}` : role;
}

function known(value: string, otherwise: string): string {
  return value === "" || value === "not asked" ? otherwise : value;
}
