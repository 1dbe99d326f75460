/** The one place that knows Socket.IO.
 *
 * A connection is lazy (nothing is dialled before `open`), tries for ever with growing pauses, and
 * tells four things: connecting, open, lost, refused. Nothing is buffered while the line is down:
 * what must not be lost lives in an outbox, which knows when to send it again. */
import { io, type Socket } from "socket.io-client";

import { ACK_TIMEOUT } from "./constants";

export type Line = "off" | "connecting" | "open" | "lost";

export interface Link {
  open(): void;
  close(): void;
  on(event: string, listener: (payload: unknown) => void): void;
  /** Tells of every change; `reason` is the server's own word when it refused the connection. */
  onLine(listener: (line: Line, reason: string | null) => void): void;
  emit(event: string, payload: unknown): void;
  /** Emits and waits: the answer, or null when none came in time or the line broke. */
  ask(event: string, payload: unknown, answer: (reply: unknown) => void): void;
}

/** No answer: the line broke, or nobody replied in time. */
const NO_ANSWER = null;
/** Milliseconds before we come back by ourselves after a refusal. */
const REDIAL_AFTER = 3_000;

export class SocketLink implements Link {
  readonly #socket: Socket;
  #wanted = false;

  constructor(url: string) {
    this.#socket = io(url, {
      path: "/socket.io",
      autoConnect: false,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      withCredentials: false,
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      reconnectionAttempts: Number.POSITIVE_INFINITY,
    });
  }

  open(): void {
    this.#wanted = true;
    this.#socket.connect();
  }

  close(): void {
    this.#wanted = false;
    this.#socket.disconnect();
  }

  on(event: string, listener: (payload: unknown) => void): void {
    this.#socket.on(event, listener);
  }

  onLine(listener: (line: Line, reason: string | null) => void): void {
    this.#socket.on("connect", () => listener("open", null));
    this.#socket.on("disconnect", (reason) => {
      listener(reason === "io client disconnect" ? "off" : "lost", null);
      if (reason === "io server disconnect") this.#redial();
    });
    this.#socket.on("connect_error", (error) => {
      listener("lost", error.message);
      if (!this.#socket.active) this.#redial();
    });
  }

  emit(event: string, payload: unknown): void {
    if (this.#socket.connected) this.#socket.emit(event, payload);
  }

  ask(event: string, payload: unknown, answer: (reply: unknown) => void): void {
    if (!this.#socket.connected) {
      setTimeout(() => answer(NO_ANSWER), REDIAL_AFTER);
      return;
    }
    this.#socket.timeout(ACK_TIMEOUT).emit(event, payload, (error: Error | null, reply: unknown) => {
      answer(error ? NO_ANSWER : reply);
    });
  }

  /** The server closed or refused this one connection: Socket.IO leaves it to us to come back. */
  #redial(): void {
    setTimeout(() => {
      if (this.#wanted && !this.#socket.active) this.#socket.connect();
    }, REDIAL_AFTER);
  }
}
