/** Signing in and out, over plain HTTP. Every answer is one of a few named outcomes with words to show. */

export interface Me {
  username: string;
  name: string;
}

export type Outcome<T> = { kind: "ok"; value: T } | { kind: "refused" | "unreachable"; text: string };

export interface Api {
  login(username: string, password: string): Promise<Outcome<null>>;
  logout(): Promise<Outcome<null>>;
  me(): Promise<Outcome<Me>>;
}

const UNREACHABLE = "The helpline cannot be reached. Check the connection, then try again.";
const HEADERS = { "X-Requested-With": "helpline-console", "Content-Type": "application/json" };

export class HttpApi implements Api {
  login(username: string, password: string): Promise<Outcome<null>> {
    return ask("/console/api/login", { method: "POST", body: JSON.stringify({ username, password }) }, () => null);
  }

  logout(): Promise<Outcome<null>> {
    return ask("/console/api/logout", { method: "POST" }, () => null);
  }

  me(): Promise<Outcome<Me>> {
    return ask("/console/api/me", { method: "GET" }, (body) => body as Me);
  }
}

async function ask<T>(path: string, init: RequestInit, value: (body: unknown) => T): Promise<Outcome<T>> {
  try {
    const response = await fetch(path, { ...init, headers: HEADERS, credentials: "same-origin", cache: "no-store" });
    const body: unknown = response.status === 204 ? null : await response.json().catch(() => null);
    if (response.ok) return { kind: "ok", value: value(body) };
    const text = (body as { text?: unknown } | null)?.text;
    const kind = response.status >= 500 ? "unreachable" : "refused";
    return { kind, text: typeof text === "string" ? text : UNREACHABLE };
  } catch {
    return { kind: "unreachable", text: UNREACHABLE };
  }
}
