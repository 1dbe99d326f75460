/** "Leave this page": blank first, then forget, then go. Asks nobody and needs no server.
 *
 * The page is emptied before anything else, so that it is safe to look at even while the neutral
 * page is slow to load. `replace` leaves no entry to come back to; a copy that the browser kept in
 * memory reloads itself instead of showing what was there. */

export interface ExitSteps {
  /** Ends the connection and clears what this tab remembers. */
  forget(): void;
  leave(url: string): void;
}

export function quickExit(url: string, steps: ExitSteps): void {
  try {
    blank();
    steps.forget();
  } finally {
    steps.leave(url);
  }
}

function blank(): void {
  document.title = "";
  document.documentElement.replaceChildren();
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) globalThis.location.reload();
  });
}

export const ESCAPES_TO_LEAVE = 3;
/** Milliseconds in which the presses must come. */
const ESCAPE_WINDOW = 3_000;

/** Counts Escape presses; returns how many more are needed, 0 when it is time to leave. */
export class EscapeCounter {
  #presses: number[] = [];

  press(now: number): number {
    this.#presses = [...this.#presses.filter((at) => now - at < ESCAPE_WINDOW), now];
    const left = ESCAPES_TO_LEAVE - this.#presses.length;
    if (left <= 0) this.#presses = [];
    return Math.max(0, left);
  }
}
