/** What is known, grouped, and what nobody has asked yet. */
import type { JSX } from "preact";

import type { QueueItem } from "../../shared/protocol";
import { groups, list, type Group } from "../logic/summary";
import type { OpenConversation } from "../logic/transcript";
import { Urgency } from "../urgency/Urgency";

interface Props {
  item: QueueItem | null;
  open: OpenConversation | undefined;
}

export function SummaryPane({ item, open }: Props): JSX.Element {
  return (
    <section class="pane summary" data-pane-name="summary" aria-labelledby="summary-title" tabIndex={-1}>
      <h2 class="pane__title" id="summary-title">Summary</h2>
      <div class="pane__scroll" data-testid="summary" tabIndex={0} role="region" aria-label="Summary of the conversation"
        data-first="">
        {item === null || open === undefined ? (
          <p class="empty">The summary of the conversation that you choose is shown here.</p>
        ) : (
          <Facts item={item} open={open} />
        )}
      </div>
    </section>
  );
}

function Facts({ item, open }: { item: QueueItem; open: OpenConversation }): JSX.Element {
  if (!open.loaded) return <p class="empty" role="status">Loading the summary…</p>;
  return (
    <>
      <section class="summary__level" aria-label="Level">
        <Urgency urgency={item.urgency} level={item.level} />
        <Reasons title="Why this level" lines={list(open.summary["level_reasons"])} />
        <Reasons title="Words that raised it" lines={list(open.summary["trigger_phrases"])} quoted />
      </section>
      {groups(open.summary).map((group) => <GroupOfFacts key={group.title} group={group} />)}
    </>
  );
}

function Reasons({ title, lines, quoted = false }: { title: string; lines: string[]; quoted?: boolean }): JSX.Element | null {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => <li key={line}>{quoted ? `“${line}”` : line}</li>)}
      </ul>
    </>
  );
}

function GroupOfFacts({ group }: { group: Group }): JSX.Element {
  return (
    <section class="summary__group" aria-label={group.title}>
      <h3>{group.title}</h3>
      <dl>
        {group.facts.map(({ field, label, value, asked }) => (
          <div class={asked ? "fact" : "fact fact--not-asked"} key={field} data-field={field}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
