// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { describe, expect, it } from "vitest";

import type { QueueItem, QueueView } from "../../shared/protocol";
import { draw, press, type, type Drawn } from "../../shared/testing/draw";
import { HandLink } from "../../shared/testing/hand-link";
import type { Api } from "../logic/api";
import { Desk } from "../logic/desk";
import { App } from "./App";

const ITEM: QueueItem = {
  conversation: "a", state: "waiting", urgency: "immediate", level: "immediate", topic: "neglect", role: "teacher",
  waiting_since: Date.now() - 5 * 60_000, reason: "asked", connected: true, last_text: "no coat again",
};
const QUEUE: QueueView = {
  waiting: [ITEM, { ...ITEM, conversation: "b", urgency: "none", level: "unsure", connected: false }],
  mine: [], others: [], counsellors: ["sam"], me: "sam",
};
const MINE: QueueView = { ...QUEUE, waiting: [], mine: [{ ...ITEM, state: "claimed", counsellor: "Sam" }] };

async function signedIn(): Promise<{ page: Drawn; link: HandLink; desk: Desk; tell(event: string, payload: unknown): void }> {
  const link = new HandLink();
  const api: Api = {
    login: () => Promise.resolve({ kind: "ok", value: null }),
    logout: () => Promise.resolve({ kind: "ok", value: null }),
    me: () => Promise.resolve({ kind: "ok", value: { username: "sam", name: "Sam" } }),
  };
  const desk = new Desk({ link, api });
  const page = draw(<App desk={desk} />);
  await act(() => desk.start());
  void act(() => link.line("open"));
  return { page, link, desk, tell: (event, payload) => void act(() => link.send(event, payload)) };
}

function transcript(): unknown {
  return {
    conversation: "a",
    entries: [
      { seq: 1, at: 1, kind: "event", sender: "system", text: "Asked for a counsellor" },
      {
        seq: 2, at: 2, kind: "message", sender: "professional", text: "he is not breathing <b>", urgency: "immediate",
        reasons: [{ rule: "r", span: [6, 19], why: "A medical collapse" }],
      },
    ],
    summary: { topic: "neglect", level_reasons: ["Danger now"], trigger_phrases: ["not breathing"] },
    item: ITEM,
  };
}

describe("the queue", () => {
  it("says urgency in words, and who has left the page", async () => {
    const { page, tell } = await signedIn();
    expect(page.root.textContent).toContain("Loading the queue…");
    tell("queue", QUEUE);
    const [first, second] = page.all("queue-item");
    expect(first?.textContent).toContain("Immediate danger");
    expect(first?.textContent).toContain("5 min");
    expect(first?.dataset["conversation"]).toBe("a");
    expect(second?.textContent).toContain("Unsure");
    expect(second?.textContent).toContain("Has left the page");
  });

  it("is walked with the arrow keys, and C claims what has the focus", async () => {
    const { page, link, tell } = await signedIn();
    tell("queue", QUEUE);
    const [first, second] = page.all("queue-item");
    first?.focus();
    press(first as HTMLElement, "ArrowDown");
    expect(document.activeElement).toBe(second);
    press(second as HTMLElement, "c");
    expect(link.last("claim").payload).toEqual({ conversation: "b" });
  });
});

describe("a conversation", () => {
  it("is read before it is claimed, with its marked words explained", async () => {
    const { page, link, tell } = await signedIn();
    tell("queue", QUEUE);
    page.click("queue-item");
    expect(page.get("transcript").textContent).toContain("Loading the transcript…");
    tell("transcript", transcript());
    const mark = page.get("transcript").querySelector("mark");
    expect(mark?.textContent).toBe("not breathing");
    const why = page.root.querySelector(`#${mark?.getAttribute("aria-describedby")}`);
    expect(why?.textContent).toBe("A medical collapse");
    expect(page.get("transcript").querySelector("b")).toBeNull();
    expect(page.all("console-composer")).toEqual([]);
    expect(page.get("summary").textContent).toContain("Danger now");
    page.click("claim");
    expect(link.last("claim").payload).toEqual({ conversation: "a" });
  });

  it("is written in, handed back and closed by the one who has it", async () => {
    const { page, link, tell } = await signedIn();
    tell("queue", MINE);
    page.click("queue-item");
    const field = page.get<HTMLTextAreaElement>("console-composer");
    type(field, "Hello, I am here");
    press(field, "Enter");
    expect(link.last("message").payload).toMatchObject({ text: "Hello, I am here" });
    expect(field.value).toBe("");
    page.click("release");
    expect(link.last("release").payload).toEqual({ conversation: "a" });
  });

  it("is closed only after a second yes", async () => {
    const { page, link, tell } = await signedIn();
    tell("queue", MINE);
    page.click("queue-item");
    page.click("close");
    expect(link.asked.some(({ event }) => event === "close")).toBe(false);
    page.click("dialog-confirm");
    expect(link.last("close").payload).toEqual({ conversation: "a" });
  });

  it("has its danger cleared only with a reason", async () => {
    const { page, link, tell } = await signedIn();
    tell("queue", MINE);
    page.click("queue-item");
    page.click("clear-urgency");
    page.click("dialog-confirm");
    expect(link.asked.some(({ event }) => event === "clear_urgency")).toBe(false);
    type(page.get<HTMLTextAreaElement>("clear-urgency-reason"), " Police are with them ");
    page.click("dialog-confirm");
    expect(link.last("clear_urgency").payload).toEqual({ conversation: "a", reason: "Police are with them" });
  });

  it("of another counsellor can be read along and nothing more", async () => {
    const { page, tell } = await signedIn();
    tell("queue", { ...QUEUE, waiting: [], others: [{ ...ITEM, state: "claimed", counsellor: "Mina" }] });
    page.click("queue-item");
    expect(page.root.textContent).toContain("Mina has this conversation. You can read along.");
    for (const hook of ["claim", "release", "close", "clear-urgency", "console-composer"]) {
      expect(page.all(hook)).toEqual([]);
    }
  });
});

it("says plainly that the connection is lost", async () => {
  const { page, link } = await signedIn();
  void act(() => link.line("lost"));
  expect(page.get("offline").textContent).toContain("may be out of date");
});
