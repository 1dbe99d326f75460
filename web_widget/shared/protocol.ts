/** The wire, mirrored by hand from bot/protocol.py, which is the truth.
 *
 * The professional's side first, then the console's, then the readers: what arrives is checked for
 * shape here, so that everything behind this file may trust its types. */

export type Urgency = "immediate" | "check" | "urgent" | "none";
export type Level = "immediate" | "urgent" | "concern" | "unsure";
export type Sender = "assistant" | "counsellor" | "professional";
export type HandoffState = "none" | "waiting" | "claimed" | "closed";

export interface QuickReply {
  title: string;
  payload: string;
}

export interface Metadata {
  sender: Sender;
  seq?: number;
  id?: string;
  at?: number;
  urgency?: Urgency;
  name?: string;
  response?: string;
}

/** `bot_uttered`, and each item of `history` (there also the professional's own words). */
export interface Uttered {
  text: string;
  quick_replies: QuickReply[];
  metadata: Metadata;
}

export interface HandoffStatus {
  state: HandoffState;
  turn: "assistant" | "human";
  urgency?: Urgency;
  position?: number;
  wait_minutes?: [number, number];
  counsellors?: number;
  counsellor?: string;
  text?: string;
}

export interface Notice {
  code: string;
  text: string;
  message_id?: string;
}

export interface Ack {
  seq?: number;
  error?: string;
  text?: string;
}

/** The answer to `record_request`: a note of the conversation, `name` without an ending. */
export interface Note {
  name: string;
  text: string;
  pdf?: ArrayBuffer;
}

/** No note: why, in the server's words, or an empty text where nobody answered. */
export interface Failure {
  failed: string;
}

export interface Reason {
  rule: string;
  /** Start and end in code points, the end exclusive. */
  span: [number, number];
  why: string;
}

export interface QueueItem {
  conversation: string;
  state: HandoffState;
  urgency: Urgency;
  level: Level;
  topic: string;
  role: string;
  waiting_since: number;
  reason: "asked" | "immediate" | "offered";
  counsellor?: string;
  connected: boolean;
  last_text: string;
}

export interface QueueView {
  waiting: QueueItem[];
  mine: QueueItem[];
  others: QueueItem[];
  counsellors: string[];
  me: string;
}

export interface TranscriptEntry {
  seq: number;
  at: number;
  kind: "message" | "event";
  sender: Sender | "system";
  text: string;
  urgency?: Urgency;
  reasons?: Reason[];
  name?: string;
  id?: string;
}

/** Every value is a string, a list of strings, or absent; "not asked" is the server's word. */
export type Summary = Readonly<Record<string, string | string[] | undefined>>;

export interface Transcript {
  conversation: string;
  entries: TranscriptEntry[];
  summary: Summary;
  item: QueueItem;
}

/** What the console's commands are answered with. */
export interface Result {
  ok?: boolean;
  text?: string;
  seq?: number;
  error?: string;
}

export const NOT_ASKED = "not asked";

type Loose = Record<string, unknown>;

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function whole(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Leaves absent keys out, so that `exactOptionalPropertyTypes` holds. */
function present<T extends Loose>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function readUrgency(value: unknown): Urgency | undefined {
  return value === "immediate" || value === "check" || value === "urgent" || value === "none"
    ? value
    : undefined;
}

function readSender(value: unknown): Sender {
  return value === "counsellor" || value === "professional" ? value : "assistant";
}

function readReplies(value: unknown): QuickReply[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).flatMap((reply) => {
    const title = text(reply["title"]);
    return title ? [{ title, payload: text(reply["payload"]) ?? title }] : [];
  });
}

/** A message from the wire, or null where it has no text to show. */
export function readUttered(value: unknown): Uttered | null {
  if (!isObject(value)) return null;
  const words = text(value["text"]);
  if (words === undefined) return null;
  const meta = isObject(value["metadata"]) ? value["metadata"] : {};
  return {
    text: words,
    quick_replies: readReplies(value["quick_replies"]),
    metadata: {
      sender: readSender(meta["sender"]),
      ...present({
        seq: whole(meta["seq"]),
        id: text(meta["id"]),
        at: whole(meta["at"]),
        urgency: readUrgency(meta["urgency"]),
        name: text(meta["name"]),
        response: text(meta["response"]),
      }),
    },
  };
}

export function readHistory(value: unknown): Uttered[] {
  if (!isObject(value) || !Array.isArray(value["messages"])) return [];
  return value["messages"].map(readUttered).filter((message) => message !== null);
}

export function readHandoffStatus(value: unknown): HandoffStatus | null {
  if (!isObject(value)) return null;
  const state = value["state"];
  if (state !== "none" && state !== "waiting" && state !== "claimed" && state !== "closed") return null;
  const wait = value["wait_minutes"];
  const low = Array.isArray(wait) ? whole(wait[0]) : undefined;
  const high = Array.isArray(wait) ? whole(wait[1]) : undefined;
  return {
    state,
    turn: value["turn"] === "human" ? "human" : "assistant",
    ...present({
      urgency: readUrgency(value["urgency"]),
      position: whole(value["position"]),
      wait_minutes: low !== undefined && high !== undefined ? ([low, high] as [number, number]) : undefined,
      counsellors: whole(value["counsellors"]),
      counsellor: text(value["counsellor"]),
      text: text(value["text"]),
    }),
  };
}

export function readNotice(value: unknown): Notice | null {
  if (!isObject(value)) return null;
  const words = text(value["text"]);
  if (!words) return null;
  return { code: text(value["code"]) ?? "", text: words, ...present({ message_id: text(value["message_id"]) }) };
}

/** The note to keep, or what was said instead of it. */
export function readNote(value: unknown): Note | Failure {
  if (!isObject(value)) return { failed: "" };
  const name = text(value["name"]);
  const words = text(value["text"]) ?? "";
  if (name === undefined) return { failed: words };
  const pdf = value["pdf"];
  return { name, text: words, ...(pdf instanceof ArrayBuffer ? { pdf } : {}) };
}

export function readAck(value: unknown): Ack {
  if (!isObject(value)) return {};
  return present({ seq: whole(value["seq"]), error: text(value["error"]), text: text(value["text"]) });
}
