/** What is on screen, in order, each thing once.
 *
 * The log's sequence number decides the order; where there is none yet, the place of arrival does.
 * The same message may come several times (live, in `history`, as a card sent before the log
 * answered, as our own text and its logged copy): it is one item, found by `id` or by `seq`, and the
 * logged copy wins. Pure: every function returns a new list. */
import type { Delivery, Failure } from "../../shared/outbox";
import type { QuickReply, Sender, Urgency, Uttered } from "../../shared/protocol";

export interface Item {
  /** Names the item for as long as it is on screen; never changes. */
  readonly key: string;
  readonly kind: "message" | "notice" | "divider";
  readonly sender: Sender;
  readonly text: string;
  readonly at: number;
  readonly seq?: number;
  readonly id?: string;
  readonly name?: string;
  /** The reply that this text came from; "note" for the note of the conversation. */
  readonly response?: string;
  readonly urgency: Urgency;
  readonly quickReplies: readonly QuickReply[];
  /** Own messages only, until they are saved. */
  readonly delivery?: Delivery;
  readonly failure?: Failure;
  /** Belongs to a conversation that is over: keeps its place, takes part in nothing. */
  readonly past?: boolean;
}

export type Timeline = readonly Item[];

const findBy = (list: Timeline, test: (item: Item) => boolean): number =>
  list.findIndex((item) => !item.past && item.kind === "message" && test(item));

/** Where a message with this seq belongs: before the first later one, after everything unnumbered. */
function placeFor(list: Timeline, seq: number): number {
  const later = findBy(list, (item) => item.seq !== undefined && item.seq > seq);
  return later === -1 ? list.length : later;
}

function inPlace(list: Timeline, at: number, seq: number): boolean {
  return list.every(
    (item, index) =>
      item.past || item.seq === undefined || index === at || (index < at) === (item.seq < seq),
  );
}

function put(list: Timeline, at: number, item: Item): Timeline {
  return [...list.slice(0, at), item, ...list.slice(at)];
}

function without(list: Timeline, at: number): Timeline {
  return [...list.slice(0, at), ...list.slice(at + 1)];
}

/** Changes the item at `at`, and moves it only if its number says that it stands in the wrong place. */
function settle(list: Timeline, at: number, item: Item): Timeline {
  const changed = list.map((old, index) => (index === at ? item : old));
  if (item.seq === undefined || inPlace(changed, at, item.seq)) return changed;
  const rest = without(changed, at);
  return put(rest, placeFor(rest, item.seq), item);
}

function saved(item: Item): Item {
  const { delivery: _delivery, failure: _failure, ...rest } = item;
  return rest;
}

/** Takes in a message from the wire. `titleOf` turns a button's payload into what the button said. */
export function receive(list: Timeline, message: Uttered, now: number, titleOf = (text: string) => text): Timeline {
  const { seq, id, at, sender, urgency, name, response } = message.metadata;
  const own = sender === "professional";
  const facts = {
    kind: "message" as const,
    sender,
    text: own ? titleOf(message.text) : message.text,
    urgency: urgency ?? "none",
    quickReplies: message.quick_replies,
    ...(name === undefined ? {} : { name }),
    ...(response === undefined ? {} : { response }),
    ...(seq === undefined ? {} : { seq }),
    ...(id === undefined ? {} : { id }),
    ...(at === undefined ? {} : { at }),
  };
  const byId = id === undefined ? -1 : findBy(list, (item) => item.id === id);
  const bySeq = seq === undefined ? -1 : findBy(list, (item) => item.seq === seq);
  const known = byId === -1 ? bySeq : byId;
  const old = list[known];
  if (old) {
    const trimmed = bySeq !== -1 && bySeq !== known ? without(list, bySeq) : list;
    return settle(trimmed, trimmed.indexOf(old), saved({ ...old, ...facts, id: old.id ?? id ?? old.key }));
  }
  const item: Item = { key: id ?? `${sender}-${seq ?? `${now}-${list.length}`}`, at: at ?? now, ...facts };
  return put(list, seq === undefined ? list.length : placeFor(list, seq), item);
}

/** True where the log began anew behind our back: the same number is another message than the one on
 * screen. (Own messages are named by us and by the server, so they prove nothing.) */
export function contradicts(list: Timeline, { metadata: { seq, id, sender } }: Uttered): boolean {
  if (seq === undefined || id === undefined || sender === "professional") return false;
  const held = list[findBy(list, (item) => item.seq === seq)];
  return held !== undefined && (held.sender === "professional" || (held.id !== undefined && held.id !== id));
}

/** Our own words, shown at once, before the server has them. */
export function say(list: Timeline, id: string, text: string, now: number): Timeline {
  const item: Item = {
    key: id, id, text, at: now,
    kind: "message", sender: "professional", urgency: "none", quickReplies: [], delivery: "sending",
  };
  return [...list, item];
}

/** The server has the message with this id, as number `seq`. */
export function acknowledge(list: Timeline, id: string, seq: number): Timeline {
  const at = findBy(list, (item) => item.id === id);
  const item = list[at];
  if (!item) return list;
  const copy = list.find((other) => !other.past && other.seq === seq && other !== item);
  const rest = copy ? list.filter((other) => other !== copy) : list;
  return settle(rest, rest.indexOf(item), saved({ ...item, seq }));
}

export function deliver(list: Timeline, id: string, delivery: Delivery, failure: Failure | null): Timeline {
  return list.map((item) =>
    item.past || item.id !== id ? item : { ...saved(item), delivery, ...(failure ? { failure } : {}) },
  );
}

export function drop(list: Timeline, id: string): Timeline {
  return list.filter((item) => item.past || item.id !== id);
}

/** A line about the connection or a refusal. The same words twice running are said once. */
export function note(list: Timeline, text: string, now: number): Timeline {
  const last = list.at(-1);
  if (last?.kind === "notice" && last.text === text) return list;
  return [...list, line("notice", text, now, list.length)];
}

/** The server no longer knows the conversation on screen: what is there stays readable, and ends. */
export function retire(list: Timeline, text: string, now: number): Timeline {
  const unsent = list.filter((item) => item.delivery !== undefined);
  const past = list
    .filter((item) => item.delivery === undefined)
    .map((item) => ({ ...item, key: `past-${item.key}`, past: true, quickReplies: [] }));
  return [...past, { ...line("divider", text, now, list.length), past: true }, ...unsent];
}

function line(kind: "notice" | "divider", text: string, now: number, count: number): Item {
  return { key: `${kind}-${now}-${count}`, kind, sender: "assistant", text, at: now, urgency: "none", quickReplies: [] };
}

/** The buttons that may be pressed now: those of the newest message, if nobody has answered it. */
export function openReplies(list: Timeline): Item | null {
  const newest = list.findLast((item) => item.kind === "message");
  return newest && newest.sender !== "professional" && newest.quickReplies.length > 0 ? newest : null;
}

/** The 999 card is the assistant's own message at the highest urgency. */
export function isCard(item: Item): boolean {
  return item.kind === "message" && item.sender === "assistant" && item.urgency === "immediate";
}
