/** The session id, in this tab only. Nothing else is ever stored, and nothing outlives the tab. */

const KEY = "helpline-session";

export interface SessionStore {
  read(): string | null;
  write(id: string): void;
  forget(): void;
}

/** `sessionStorage` where the page may use it, this page's memory where it may not. */
export class TabSession implements SessionStore {
  #memory: string | null = null;

  read(): string | null {
    try {
      return globalThis.sessionStorage.getItem(KEY) ?? this.#memory;
    } catch {
      return this.#memory;
    }
  }

  write(id: string): void {
    this.#memory = id;
    try {
      globalThis.sessionStorage.setItem(KEY, id);
    } catch {
      // A browser that blocks storage still holds a conversation: it ends with the page.
    }
  }

  forget(): void {
    this.#memory = null;
    try {
      globalThis.sessionStorage.removeItem(KEY);
    } catch {
      // Nothing was stored.
    }
  }
}
