/** The middle pane: what was said, what may be done, and the place to write. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { waited } from "../../shared/time";
import { Actions } from "../actions/Actions";
import type { Desk, DeskState } from "../logic/desk";
import { Reply } from "../reply/Reply";
import { Urgency } from "../urgency/Urgency";
import { Transcript } from "./Transcript";

export function ConversationPane({ desk, state, now }: { desk: Desk; state: DeskState; now: number }): JSX.Element {
  const { selected } = state;
  const item = desk.item(selected);
  const open = selected === null ? undefined : state.open[selected];
  const mine = desk.isMine(selected);
  const pane = useRef<HTMLElement>(null);

  useEffect(() => {
    if (!mine && selected !== null && document.activeElement === document.body) pane.current?.focus();
  }, [mine]);

  return (
    <section class="pane conversation" data-pane-name="conversation" ref={pane} aria-labelledby="conversation-title" tabIndex={-1}>
      <div class="conversation__head">
        <div>
          <h2 class="conversation__title" id="conversation-title">{title(item?.topic, selected)}</h2>
          {item && (
            <p class="conversation__facts">
              <Urgency urgency={item.urgency} level={item.level} />
              <span data-testid="conversation-state">{stateWords(item.state, mine, item.counsellor)}</span>
              {item.state === "waiting" && <span>{waited(item.waiting_since, now)}</span>}
            </p>
          )}
        </div>
        {selected !== null && item && <Actions desk={desk} item={item} mine={mine} />}
      </div>
      {selected === null || open === undefined ? (
        <p class="empty conversation__empty">Choose a conversation in the queue to read it. Reading takes nothing from anybody.</p>
      ) : (
        <Transcript key={selected} open={open} line={state.line} now={now}
          onRetry={(id) => desk.retry(id)} onTakeBack={(id) => desk.takeBack(selected, id)} />
      )}
      {selected !== null && mine && (
        <Reply key={`reply-${selected}`} draft={state.drafts[selected] ?? ""} onDraft={(text) => desk.draft(selected, text)}
          onSend={(text) => desk.send(selected, text)} onWriting={() => desk.writing(selected)} />
      )}
      {selected !== null && !mine && item && <p class="conversation__closed">{whyReadOnly(item.state, item.counsellor)}</p>}
    </section>
  );
}

function title(topic: string | undefined, selected: string | null): string {
  if (selected === null) return "Conversation";
  return topic && topic !== "not asked" ? topic : "Topic not known yet";
}

function stateWords(state: string, mine: boolean, counsellor: string | undefined): string {
  if (state === "waiting") return "Waiting";
  if (state === "claimed") return mine ? "With you" : `With ${counsellor ?? "another counsellor"}`;
  return state === "closed" ? "Closed by a counsellor" : "With the assistant";
}

function whyReadOnly(state: string, counsellor: string | undefined): string {
  if (state === "waiting") return "Claim this conversation to write in it.";
  if (state === "claimed") return `${counsellor ?? "Another counsellor"} has this conversation. You can read along.`;
  return "This conversation is not waiting for a counsellor.";
}
