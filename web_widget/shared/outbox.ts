/** Messages on their way out: nothing a person wrote is lost, and nothing is sent twice.
 *
 * Order of events: `add` puts a message in and sends it if the line is open; an answer with `seq`
 * takes it out; a refusal marks it `failed` and waits for `retry`; silence or a broken line marks it
 * `trying`. When the line opens again everything left is sent, oldest first, each under the id it
 * was born with, so that the server can tell a second copy from a second message. */
import type { Ack } from "./protocol";

export type Delivery = "sending" | "trying" | "failed";

export interface Outgoing {
  readonly id: string;
  readonly text: string;
  /** The conversation it belongs to, where the sender has several. */
  readonly to?: string;
}

export interface Failure {
  readonly error: string;
  readonly text: string;
}

/** What became of one attempt: the server's answer, or null when none came in time. */
export type Answer = (ack: Ack | null) => void;

export interface OutboxEvents {
  /** Puts the message on the wire once. */
  send(message: Outgoing, answer: Answer): void;
  changed(message: Outgoing, delivery: Delivery, failure: Failure | null): void;
  saved(message: Outgoing, seq: number): void;
}

interface Held {
  readonly message: Outgoing;
  delivery: Delivery;
  attempt: number;
  failure: Failure | null;
}

export class Outbox {
  readonly #held = new Map<string, Held>();
  readonly #events: OutboxEvents;
  #open = false;

  constructor(events: OutboxEvents) {
    this.#events = events;
  }

  get size(): number {
    return this.#held.size;
  }

  add(message: Outgoing): void {
    const held: Held = { message, delivery: "sending", attempt: 0, failure: null };
    this.#held.set(message.id, held);
    this.#attempt(held, this.#open ? "sending" : "trying");
  }

  /** The line is open: everything left goes out, oldest first. */
  opened(): void {
    this.#open = true;
    for (const held of this.#held.values()) this.#attempt(held, "trying");
  }

  closed(): void {
    this.#open = false;
    for (const held of this.#held.values()) {
      if (held.delivery === "sending") this.#mark(held, "trying");
    }
  }

  retry(id: string): void {
    const held = this.#held.get(id);
    if (held) this.#attempt(held, this.#open ? "sending" : "trying");
  }

  /** Sends again what was refused for this reason. */
  retryRefused(error: string): void {
    for (const held of this.#held.values()) {
      if (held.failure?.error === error) this.retry(held.message.id);
    }
  }

  drop(id: string): void {
    this.#held.delete(id);
  }

  clear(): void {
    this.#held.clear();
  }

  #attempt(held: Held, delivery: Delivery): void {
    held.attempt += 1;
    held.failure = null;
    this.#mark(held, delivery);
    if (!this.#open) return;
    const attempt = held.attempt;
    this.#events.send(held.message, (ack) => this.#answered(held, attempt, ack));
  }

  #answered(held: Held, attempt: number, ack: Ack | null): void {
    if (this.#held.get(held.message.id) !== held) return;
    if (ack?.seq !== undefined) {
      this.#held.delete(held.message.id);
      this.#events.saved(held.message, ack.seq);
      return;
    }
    if (attempt !== held.attempt) return;
    if (ack?.error !== undefined) {
      held.failure = { error: ack.error, text: ack.text ?? "" };
      this.#mark(held, "failed");
      return;
    }
    if (this.#open) this.#attempt(held, "trying");
    else this.#mark(held, "trying");
  }

  #mark(held: Held, delivery: Delivery): void {
    held.delivery = delivery;
    this.#events.changed(held.message, delivery, held.failure);
  }
}
