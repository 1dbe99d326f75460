/** One conversation as the console holds it: the log's entries by number, and our own words that are
 * still on their way. Pure. */
import type { Delivery, Failure } from "../../shared/outbox";
import type { QueueItem, Summary, Transcript, TranscriptEntry } from "../../shared/protocol";

export interface Pending {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  /** The newest entry when it was written: the logged copy lies after it. */
  readonly after: number;
  readonly delivery: Delivery;
  readonly failure: Failure | null;
  /** Its number once the server has it. */
  readonly seq?: number;
}

export interface OpenConversation {
  readonly entries: readonly TranscriptEntry[];
  readonly pending: readonly Pending[];
  readonly summary: Summary;
  readonly item: QueueItem | null;
  readonly loaded: boolean;
  readonly error: string;
  readonly typing: boolean;
}

export const NOT_LOADED: OpenConversation = {
  entries: [], pending: [], summary: {}, item: null, loaded: false, error: "", typing: false,
};

export function lastSeq(conversation: OpenConversation | undefined): number {
  return conversation?.entries.at(-1)?.seq ?? 0;
}

/** Takes in a `transcript`: new entries once each, in order; summary and state as they are now. */
export function merge(open: OpenConversation, news: Transcript): OpenConversation {
  const bySeq = new Map(open.entries.map((entry) => [entry.seq, entry]));
  for (const entry of news.entries) bySeq.set(entry.seq, entry);
  const entries = [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
  return settle({ ...open, entries, summary: news.summary, item: news.item, loaded: true, error: "", typing: false });
}

/** Our words whose logged copy is here are no longer pending. */
export function settle(open: OpenConversation): OpenConversation {
  const logged = (one: Pending): boolean =>
    open.entries.some(
      (entry) =>
        entry.seq === one.seq ||
        (entry.seq > one.after && entry.sender === "counsellor" && entry.text === one.text && one.delivery === "sending"),
    );
  return { ...open, pending: open.pending.filter((one) => !logged(one)) };
}

export function change(open: OpenConversation, id: string, fields: Partial<Pending>): OpenConversation {
  return settle({ ...open, pending: open.pending.map((one) => (one.id === id ? { ...one, ...fields } : one)) });
}
