/** What the status line says: who is there, or honestly that nobody is. Pure. */
import type { Line } from "../../shared/connection";
import type { HandoffStatus } from "../../shared/protocol";
import { ordinal } from "../../shared/time";

export interface Status {
  tone: "assistant" | "waiting" | "person" | "offline";
  text: string;
  /** A second sentence, where there is more that helps. */
  detail: string;
}

export interface StatusFacts {
  line: Line;
  /** A session was confirmed at least once since the panel was opened. */
  started: boolean;
  handoff: HandoffStatus | null;
  /** "Talk to a person" was pressed and the helpline has not answered yet. */
  asking: boolean;
  helplinePhone: string;
}

function waitRange(range: [number, number] | undefined): string {
  if (!range) return "";
  const [low, high] = range;
  if (high <= 1) return "About 1 minute.";
  return low === high ? `About ${high} minutes.` : `About ${low} to ${high} minutes.`;
}

function waiting(handoff: HandoffStatus): Status {
  const place = handoff.position === undefined ? "" : `: you are ${ordinal(handoff.position)}`;
  return {
    tone: "waiting",
    text: `Waiting for a counsellor${place}`,
    detail: [handoff.text, waitRange(handoff.wait_minutes)].filter(Boolean).join(" "),
  };
}

export function statusOf({ line, started, handoff, asking, helplinePhone }: StatusFacts): Status {
  const phone = `You can phone ${helplinePhone}.`;
  if (line === "lost") {
    const text = started ? "Reconnecting…" : "Not connected. Trying again…";
    const kept = asking
      ? "A counsellor will be asked for once this page is connected."
      : "Anything you write is kept on this page until it can be sent.";
    return { tone: "offline", text, detail: `${kept} ${phone}` };
  }
  if (line !== "open" || !started) return { tone: "offline", text: "Connecting…", detail: "" };
  if (handoff?.state === "claimed") {
    const who = handoff.counsellor ? `${handoff.counsellor}, counsellor` : "a counsellor";
    return { tone: "person", text: `You are talking with ${who}`, detail: "" };
  }
  if (handoff?.state === "waiting") return waiting(handoff);
  if (asking) return { tone: "waiting", text: "Asking for a counsellor…", detail: phone };
  return { tone: "assistant", text: "Automated assistant", detail: "" };
}
