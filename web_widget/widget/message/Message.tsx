/** One thing that was said: by the assistant, by a counsellor, or by the person here. */
import type { JSX } from "preact";

import { AlertIcon, PhoneIcon } from "../../shared/icons/icons";
import { EMERGENCY_PHONE, telHref } from "../../shared/constants";
import { clock, fullDate } from "../../shared/time";
import { Words } from "../../shared/words/Words";
import { isCard, type Item } from "../logic/timeline";
import { NoteMessage } from "../note/NoteMessage";
import type { Kind } from "../note/keep";

export interface MessageActions {
  onRetry(id: string): void;
  onTakeBack(id: string): void;
  onKeepNote(kind: Kind): void;
}

type FailureActions = Omit<MessageActions, "onKeepNote">;

export function Message({ item, ...actions }: { item: Item } & MessageActions): JSX.Element {
  if (item.kind !== "message") return <Line item={item} />;
  if (isCard(item)) return <Card999 item={item} />;
  if (item.response === "note") return <NoteMessage item={item} onKeep={actions.onKeepNote} />;
  return (
    <article class={`message message--${item.sender} message--${item.urgency}`} data-testid="message"
      data-sender={item.sender} data-seq={item.seq} data-id={item.id} data-urgency={item.urgency}>
      <p class="message__who">{who(item)}</p>
      <p class="message__text">{item.sender === "professional" ? item.text : <Words text={item.text} />}</p>
      <Foot item={item} {...actions} />
    </article>
  );
}

function who(item: Item): string {
  if (item.sender === "professional") return "You";
  if (item.sender === "counsellor") return item.name ? `${item.name}, counsellor` : "Counsellor";
  return "Automated assistant";
}

function Time({ at }: { at: number }): JSX.Element {
  return <time dateTime={new Date(at).toISOString()} title={fullDate(at)}>{clock(at)}</time>;
}

function Foot({ item, onRetry, onTakeBack }: { item: Item } & FailureActions): JSX.Element {
  if (item.delivery === "failed") return <Failed item={item} onRetry={onRetry} onTakeBack={onTakeBack} />;
  return (
    <p class="message__foot">
      <Time at={item.at} />
      {item.sender === "professional" && <span data-testid="delivery">{deliveryWords(item)}</span>}
    </p>
  );
}

function deliveryWords(item: Item): string {
  if (item.delivery === "sending") return "Sending…";
  if (item.delivery === "trying") return "Not saved yet, trying again";
  return "Saved";
}

function Failed({ item, onRetry, onTakeBack }: { item: Item } & FailureActions): JSX.Element {
  const id = item.id ?? item.key;
  return (
    <div class="message__failed">
      <p data-testid="delivery">
        <AlertIcon /> <span><strong>Not saved.</strong> {item.failure?.text}</span>
      </p>
      <div class="message__actions">
        {!UNCHANGED_FAILS.has(item.failure?.error ?? "") && (
          <button type="button" class="button" data-testid="retry" onClick={() => onRetry(id)}>Send again</button>
        )}
        <button type="button" class="button" data-testid="take-back" onClick={() => onTakeBack(id)}>Change it</button>
      </div>
    </div>
  );
}

/** Refusals that the same words would meet again. */
const UNCHANGED_FAILS = new Set(["empty", "too_long", "bad_event"]);

/** The heading is the card's own first sentence where it already says to call. */
export function splitCard(text: string): { heading: string; rest: string } {
  const first = /^[^\n.]*999[^\n.]*[.\n]?/.exec(text)?.[0] ?? "";
  if (first === "" || first.length > 80) return { heading: `Call ${EMERGENCY_PHONE} now`, rest: text.trim() };
  return { heading: first.trim(), rest: text.slice(first.length).trim() };
}

function Card999({ item }: { item: Item }): JSX.Element {
  const { heading, rest } = splitCard(item.text);
  return (
    <div class="card-999" role="alert" data-testid="card-999" data-sender={item.sender} data-seq={item.seq}
      data-id={item.id}>
      <h3 class="card-999__heading"><AlertIcon /> {heading}</h3>
      {rest !== "" && <p class="card-999__text"><Words text={rest} /></p>}
      <a class="button button--danger card-999__call" href={telHref(EMERGENCY_PHONE)}>
        <PhoneIcon />
        Call {EMERGENCY_PHONE}
      </a>
      <p class="message__foot"><Time at={item.at} /></p>
    </div>
  );
}

function Line({ item }: { item: Item }): JSX.Element {
  return (
    <div class={`line line--${item.kind}`} data-testid={item.kind}>
      <p><Words text={item.text} /></p>
    </div>
  );
}
