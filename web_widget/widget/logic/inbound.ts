/** From the wire to typed calls: what cannot be read is left out, and nothing behind this sees raw data. */
import type { Link } from "../../shared/connection";
import {
  readHandoffStatus,
  readHistory,
  readNotice,
  readUttered,
  type HandoffStatus,
  type Notice,
  type Uttered,
} from "../../shared/protocol";

export interface Inbound {
  confirmed(session: string): void;
  uttered(message: Uttered): void;
  history(messages: Uttered[]): void;
  handoff(status: HandoffStatus): void;
  typing(typing: boolean): void;
  notice(notice: Notice): void;
}

export function listen(link: Link, to: Inbound): void {
  const on = <T>(event: string, read: (payload: unknown) => T | null, tell: (value: T) => void): void =>
    link.on(event, (payload) => {
      const value = read(payload);
      if (value !== null) tell(value);
    });
  on("session_confirm", (id) => (typeof id === "string" && id !== "" ? id : null), (id) => to.confirmed(id));
  on("bot_uttered", readUttered, (message) => to.uttered(message));
  on("history", readHistory, (messages) => to.history(messages));
  on("handoff_status", readHandoffStatus, (status) => to.handoff(status));
  on("agent_typing", (hint) => (hint as { typing?: unknown } | null)?.typing === true, (typing) => to.typing(typing));
  on("notice", readNotice, (notice) => to.notice(notice));
}
