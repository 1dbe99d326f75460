import { describe, expect, it } from "vitest";

import { statusOf, type StatusFacts } from "./status";

const FACTS: StatusFacts = { line: "open", started: true, handoff: null, asking: false, helplinePhone: "0808 800 5000" };

describe("the status line", () => {
  it.each<[string, Partial<StatusFacts>, string, string]>([
    ["nobody but the assistant", {}, "assistant", "Automated assistant"],
    ["before the first answer", { line: "connecting", started: false }, "offline", "Connecting…"],
    ["a line that is open but has no session", { started: false }, "offline", "Connecting…"],
    ["no server at all", { line: "lost", started: false }, "offline", "Not connected. Trying again…"],
    ["a broken line", { line: "lost" }, "offline", "Reconnecting…"],
    ["asking", { asking: true }, "waiting", "Asking for a counsellor…"],
    [
      "waiting, with a place",
      { handoff: { state: "waiting", turn: "assistant", position: 2 } },
      "waiting",
      "Waiting for a counsellor: you are 2nd",
    ],
    ["waiting, no place known", { handoff: { state: "waiting", turn: "assistant" } }, "waiting", "Waiting for a counsellor"],
    [
      "a counsellor by name",
      { handoff: { state: "claimed", turn: "human", counsellor: "Sam" } },
      "person",
      "You are talking with Sam, counsellor",
    ],
    ["a counsellor without a name", { handoff: { state: "claimed", turn: "human" } }, "person", "You are talking with a counsellor"],
    ["after a counsellor", { handoff: { state: "closed", turn: "assistant" } }, "assistant", "Automated assistant"],
    [
      "a broken line in the middle of a talk",
      { line: "lost", handoff: { state: "claimed", turn: "human", counsellor: "Sam" } },
      "offline",
      "Reconnecting…",
    ],
  ])("says %s", (_case, facts, tone, text) => {
    expect(statusOf({ ...FACTS, ...facts })).toMatchObject({ tone, text });
  });

  it.each<[[number, number] | undefined, string]>([
    [[5, 10], "About 5 to 10 minutes."],
    [[3, 3], "About 3 minutes."],
    [[0, 1], "About 1 minute."],
    [undefined, ""],
  ])("tells a waiting time of %j only where one is known", (wait_minutes, detail) => {
    const handoff = { state: "waiting" as const, turn: "assistant" as const, ...(wait_minutes ? { wait_minutes } : {}) };
    expect(statusOf({ ...FACTS, handoff }).detail).toBe(detail);
  });

  it("gives the phone number wherever nobody can answer here", () => {
    expect(statusOf({ ...FACTS, line: "lost" }).detail).toContain("0808 800 5000");
    expect(statusOf({ ...FACTS, line: "lost", asking: true }).detail).toMatch(/counsellor will be asked.*0808 800 5000/);
    expect(statusOf({ ...FACTS, asking: true }).detail).toContain("0808 800 5000");
  });
});
