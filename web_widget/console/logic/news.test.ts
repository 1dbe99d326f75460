import { describe, expect, it } from "vitest";

import type { QueueItem, QueueView } from "../../shared/protocol";
import { newsOf, pageTitle } from "./news";

function item(conversation: string, fields: Partial<QueueItem> = {}): QueueItem {
  return {
    conversation, state: "waiting", urgency: "none", level: "concern", topic: "neglect", role: "teacher",
    waiting_since: 0, reason: "asked", connected: true, last_text: "", ...fields,
  };
}

function view(waiting: QueueItem[], mine: QueueItem[] = []): QueueView {
  return { waiting, mine, others: [], counsellors: [], me: "sam" };
}

const NOTHING = { urgent: "", calm: "" };

describe("news", () => {
  it("are none at sign-in, however long the queue", () => {
    expect(newsOf(null, view([item("a", { urgency: "immediate" })]))).toEqual(NOTHING);
  });

  it("tell calmly of somebody new", () => {
    expect(newsOf(view([]), view([item("a")]))).toEqual({ urgent: "", calm: "New in the queue: neglect, teacher." });
  });

  it("tell at once of immediate danger, new or newly so, in the queue or in one's own hands", () => {
    const danger = { urgency: "immediate" as const };
    expect(newsOf(view([]), view([item("a", danger)])).urgent).toBe("Immediate danger: neglect, teacher.");
    expect(newsOf(view([item("a")]), view([item("a", danger)])).urgent).not.toBe("");
    expect(newsOf(view([], [item("a")]), view([], [item("a", danger)])).urgent).not.toBe("");
  });

  it("are told once", () => {
    const now = view([item("a", { urgency: "immediate" })]);
    expect(newsOf(now, now)).toEqual(NOTHING);
  });

  it("never read out what was not asked", () => {
    const calm = newsOf(view([]), view([item("a", { topic: "not asked", role: "not asked" })])).calm;
    expect(calm).toBe("New in the queue: topic not known yet.");
  });
});

it("puts the counts into the page's title", () => {
  expect(pageTitle(null)).toBe("Helpline console");
  expect(pageTitle(view([item("a")]))).toBe("(1 waiting) Helpline console");
  expect(pageTitle(view([item("a"), item("b", { urgency: "immediate" })]))).toBe("(1 immediate, 2 waiting) Helpline console");
});
