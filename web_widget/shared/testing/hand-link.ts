/** A line held by hand: the test plays the server, word by word. Used by tests alone. */
import type { Line, Link } from "../connection";

export interface Asked {
  event: string;
  payload: unknown;
  answer(reply: unknown): void;
}

export class HandLink implements Link {
  readonly emitted: Array<{ event: string; payload: unknown }> = [];
  readonly asked: Asked[] = [];
  opened = 0;
  readonly #listeners = new Map<string, (payload: unknown) => void>();
  #line: (line: Line, reason: string | null) => void = () => undefined;

  open(): void {
    this.opened += 1;
  }

  close(): void {
    this.line("off");
  }

  on(event: string, listener: (payload: unknown) => void): void {
    this.#listeners.set(event, listener);
  }

  onLine(listener: (line: Line, reason: string | null) => void): void {
    this.#line = listener;
  }

  emit(event: string, payload: unknown): void {
    this.emitted.push({ event, payload });
  }

  ask(event: string, payload: unknown, answer: (reply: unknown) => void): void {
    this.asked.push({ event, payload, answer });
  }

  // --- the server's part ---

  line(line: Line, reason: string | null = null): void {
    this.#line(line, reason);
  }

  send(event: string, payload: unknown): void {
    this.#listeners.get(event)?.(payload);
  }

  /** The newest question with this event; the test fails where there is none. */
  last(event: string): Asked {
    const found = this.asked.findLast((one) => one.event === event);
    if (!found) throw new Error(`nobody asked ${event}`);
    return found;
  }
}
