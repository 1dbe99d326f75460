/** The conversation. In danger, the 999 card is never scrolled away before the person has gone on. */
import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";

import { useFollow } from "../../shared/follow";
import type { QuickReply } from "../../shared/protocol";
import { isCard, openReplies, type Item, type Timeline } from "../logic/timeline";
import { Message, type MessageActions } from "../message/Message";

interface Props extends MessageActions {
  items: Timeline;
  typing: boolean;
  withPerson: boolean;
  /** While it lasts, a 999 card that nobody answered keeps its place on screen. */
  danger: boolean;
  helplineName: string;
  helplinePhone: string;
  onChoose(reply: QuickReply): void;
}

/** A 999 card that the person has not answered yet. */
function unansweredCard(items: Timeline): boolean {
  return items.findLastIndex(isCard) > items.findLastIndex((item) => item.sender === "professional");
}

export function MessageList(props: Props): JSX.Element {
  const { items, typing, withPerson, danger, onChoose, onRetry, onTakeBack, onKeepNote } = props;
  const box = useRef<HTMLDivElement>(null);
  const newest = items.at(-1);
  const replies = openReplies(items);
  const { behind, scrolled, toEnd } = useFollow({
    box,
    newest: newest?.key,
    own: newest?.sender === "professional",
    hold: (list) =>
      danger && unansweredCard(items) ? ([...list.querySelectorAll<HTMLElement>(".card-999")].at(-1) ?? null) : null,
  });

  return (
    <div class="message-list">
      <div class="message-list__scroll" ref={box} onScroll={scrolled} tabIndex={0} role="log" aria-live="polite"
        aria-relevant="additions" aria-label="Conversation">
        <Introduction {...props} />
        {items.map((item) => (
          <Row key={item.key} item={item} onRetry={onRetry} onTakeBack={onTakeBack} onKeepNote={onKeepNote} />
        ))}
        {replies && (
          <div class="quick-replies" role="group" aria-label="Answers you can choose" key={`replies-${replies.key}`}>
            {replies.quickReplies.map((reply) => (
              <button type="button" class="button" data-testid="quick-reply" key={reply.payload}
                onClick={() => onChoose(reply)}>
                {reply.title}
              </button>
            ))}
          </div>
        )}
        {typing && (
          <p class="typing" data-testid="typing" key="typing">
            <span class="typing__dots" aria-hidden="true"><i /><i /><i /></span>
            {withPerson ? "The counsellor is writing" : "The assistant is writing"}
          </p>
        )}
      </div>
      {behind && (
        <button type="button" class="button message-list__down" onClick={toEnd}>More below</button>
      )}
    </div>
  );
}

/** A message that is drawn again only when it changed, so that a turn costs the same in a long conversation. What
 * it calls must therefore not depend on when it was drawn. */
function Row({ item, ...actions }: { item: Item } & MessageActions): JSX.Element {
  return useMemo(() => <Message item={item} {...actions} />, [item]);
}

function Introduction({ helplineName, helplinePhone }: { helplineName: string; helplinePhone: string }): JSX.Element {
  return (
    <div class="introduction">
      <p>
        This is an automated assistant for people who work with children. It helps you think a worry through, and you
        can ask for a person at any time.
      </p>
      <p>
        This chat is not a referral. You can also phone the {helplineName} on {helplinePhone}.
      </p>
    </div>
  );
}
