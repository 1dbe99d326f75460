/** What is new in a queue, said in words. Pure. */
import type { QueueItem, QueueView } from "../../shared/protocol";

export interface News {
  /** For at once: someone in immediate danger. Empty where there is none. */
  urgent: string;
  /** For when there is a moment. */
  calm: string;
}

function key({ conversation, urgency }: QueueItem): string {
  return `${conversation} ${urgency === "immediate"}`;
}

function name({ topic, role }: QueueItem): string {
  return [topic, role].filter((part) => part && part !== "not asked").join(", ") || "topic not known yet";
}

export function newsOf(before: QueueView | null, now: QueueView): News {
  if (before === null) return { urgent: "", calm: "" };
  const known = new Set([...before.waiting, ...before.mine, ...before.others].map(key));
  const fresh = [...now.waiting, ...now.mine].filter((item) => !known.has(key(item)));
  const immediate = fresh.filter((item) => item.urgency === "immediate");
  const waiting = fresh.filter((item) => item.urgency !== "immediate" && item.state === "waiting");
  return {
    urgent: immediate.map((item) => `Immediate danger: ${name(item)}.`).join(" "),
    calm: waiting.map((item) => `New in the queue: ${name(item)}.`).join(" "),
  };
}

export function pageTitle(queue: QueueView | null): string {
  if (queue === null || queue.waiting.length === 0) return "Helpline console";
  const immediate = queue.waiting.filter((item) => item.urgency === "immediate").length;
  const counts = `${queue.waiting.length} waiting`;
  return immediate > 0 ? `(${immediate} immediate, ${counts}) Helpline console` : `(${counts}) Helpline console`;
}
