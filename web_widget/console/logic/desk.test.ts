// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";

import type { QueueItem, QueueView, Transcript, TranscriptEntry } from "../../shared/protocol";
import { HandLink } from "../../shared/testing/hand-link";
import type { Api, Me, Outcome } from "./api";
import { Desk } from "./desk";

const SAM: Outcome<Me> = { kind: "ok", value: { username: "sam", name: "Sam" } };
const REFUSED = { kind: "refused" as const, text: "Those do not fit." };
const AWAY = { kind: "unreachable" as const, text: "Not there." };

/** Sign-in answers, set by the test. */
class HandApi implements Api {
  who: Outcome<Me> = SAM;
  door: Outcome<null> = { kind: "ok", value: null };

  login(): Promise<Outcome<null>> {
    return Promise.resolve(this.door);
  }

  logout(): Promise<Outcome<null>> {
    return Promise.resolve(this.door);
  }

  me(): Promise<Outcome<Me>> {
    return Promise.resolve(this.who);
  }
}

function item(conversation: string, fields: Partial<QueueItem> = {}): QueueItem {
  return {
    conversation, state: "waiting", urgency: "none", level: "concern", topic: "neglect", role: "teacher",
    waiting_since: 0, reason: "asked", connected: true, last_text: "", ...fields,
  };
}

function queue(fields: Partial<QueueView>): QueueView {
  return { waiting: [], mine: [], others: [], counsellors: ["sam"], me: "sam", ...fields };
}

function entry(seq: number, text: string, fields: Partial<TranscriptEntry> = {}): TranscriptEntry {
  return { seq, at: seq, kind: "message", sender: "professional", text, ...fields };
}

function transcript(conversation: string, entries: TranscriptEntry[]): Transcript {
  return { conversation, entries, summary: { topic: "neglect" }, item: item(conversation) };
}

async function signedIn() {
  const link = new HandLink();
  const api = new HandApi();
  const desk = new Desk({ link, api });
  await desk.start();
  link.line("open");
  return { link, api, desk };
}

const texts = (desk: Desk, conversation: string): string[] =>
  desk.state.get().open[conversation]?.entries.map(({ text }) => text) ?? [];

beforeEach(() => {
  document.title = "";
});

describe("signing in", () => {
  it.each([
    ["nobody is", REFUSED, "signed-out", 0],
    ["the helpline is away", AWAY, "unreachable", 0],
    ["somebody is", SAM, "signed-in", 1],
  ] as const)("starts right where %s", async (_case, who, phase, opened) => {
    const link = new HandLink();
    const api = new HandApi();
    api.who = who;
    const desk = new Desk({ link, api });
    await desk.start();
    expect(desk.state.get().phase).toBe(phase);
    expect(link.opened).toBe(opened);
  });

  it("gives back the words of a refusal", async () => {
    const { desk, api } = await signedIn();
    api.door = REFUSED;
    expect(await desk.signIn("sam", "wrong")).toBe("Those do not fit.");
  });

  it("goes back to the door, with nothing left on screen, when the server no longer knows us", async () => {
    const { desk, link } = await signedIn();
    link.send("queue", queue({ waiting: [item("a")] }));
    link.line("lost", "sign in");
    expect(desk.state.get()).toMatchObject({ phase: "signed-out", queue: null, open: {}, line: "off" });
    expect(desk.state.get().problem).toContain("Sign in again");
    expect(document.title).toBe("Helpline console");
  });

  it("says that one is still signed in when signing out failed", async () => {
    const { desk, api } = await signedIn();
    api.door = AWAY;
    await desk.signOut();
    expect(desk.state.get().phase).toBe("signed-in");
    expect(desk.state.get().notice).toContain("still signed in");
  });
});

describe("a conversation", () => {
  it("is read from its start, then grows by number, each line once", async () => {
    const { desk, link } = await signedIn();
    desk.select("a");
    expect(link.last("open").payload).toEqual({ conversation: "a", last_seen: 0 });
    link.send("transcript", transcript("a", [entry(1, "one"), entry(2, "two")]));
    link.send("transcript", transcript("a", [entry(2, "two"), entry(3, "three")]));
    expect(texts(desk, "a")).toEqual(["one", "two", "three"]);
  });

  it("is asked for again after a broken line, from its last number", async () => {
    const { desk, link } = await signedIn();
    desk.select("a");
    link.send("transcript", transcript("a", [entry(1, "one"), entry(4, "four")]));
    link.line("lost");
    link.line("open");
    expect(link.last("open").payload).toEqual({ conversation: "a", last_seen: 4 });
  });

  it("of ours is watched after a reload, though nobody opened it here", async () => {
    const { link } = await signedIn();
    link.send("queue", queue({ mine: [item("b", { state: "claimed" })] }));
    expect(link.last("open").payload).toEqual({ conversation: "b", last_seen: 0 });
  });

  it("counts new words of the professional while another is looked at", async () => {
    const { desk, link } = await signedIn();
    desk.select("a");
    link.send("transcript", transcript("a", [entry(1, "one")]));
    desk.select("b");
    link.send("transcript", transcript("a", [entry(2, "two"), entry(3, "said", { sender: "counsellor" })]));
    expect(desk.state.get().unread).toMatchObject({ a: 1 });
    desk.select("a");
    expect(desk.state.get().unread).toMatchObject({ a: 0 });
  });

  it("says why it cannot be read", async () => {
    const { desk, link } = await signedIn();
    desk.select("a");
    link.last("open").answer({ ok: false, text: "It is gone." });
    expect(desk.state.get().open["a"]?.error).toBe("It is gone.");
  });
});

describe("claiming", () => {
  it("tells who was faster", async () => {
    const { desk, link } = await signedIn();
    const claimed = desk.claim("a");
    link.last("claim").answer({ ok: false, text: "Mina has this conversation." });
    expect(await claimed).toBe(false);
    expect(desk.state.get().notice).toBe("Mina has this conversation.");
  });

  it("does not pretend when nobody answers", async () => {
    const { desk, link } = await signedIn();
    const claimed = desk.claim("a");
    link.last("claim").answer(null);
    expect(await claimed).toBe(false);
    expect(desk.state.get().notice).toContain("No answer yet");
  });

  it("knows from the queue which are ours", async () => {
    const { desk, link } = await signedIn();
    link.send("queue", queue({ mine: [item("a", { state: "claimed" })] }));
    expect([desk.isMine("a"), desk.isMine("b"), desk.isMine(null)]).toEqual([true, false, false]);
  });
});

describe("writing", () => {
  async function writing() {
    const all = await signedIn();
    all.desk.select("a");
    all.link.send("transcript", transcript("a", [entry(1, "one")]));
    all.desk.send("a", "hello");
    return { ...all, pending: () => all.desk.state.get().open["a"]?.pending ?? [] };
  }

  it("shows the words as pending until the log has them", async () => {
    const { link, pending } = await writing();
    expect(link.last("message").payload).toMatchObject({ conversation: "a", text: "hello" });
    expect(pending()).toMatchObject([{ text: "hello", delivery: "sending" }]);
    link.last("message").answer({ ok: true, seq: 2 });
    link.send("transcript", transcript("a", [entry(2, "hello", { sender: "counsellor" })]));
    expect(pending()).toEqual([]);
  });

  it("never shows them twice where the log is faster than the acknowledgement", async () => {
    const { link, pending } = await writing();
    link.send("transcript", transcript("a", [entry(2, "hello", { sender: "counsellor" })]));
    expect(pending()).toEqual([]);
    link.last("message").answer({ ok: true, seq: 2 });
    expect(pending()).toEqual([]);
  });

  it("keeps refused words, with the reason, and gives them back to the draft", async () => {
    const { desk, link, pending } = await writing();
    link.last("message").answer({ ok: false, text: "It has moved on." });
    const [one] = pending();
    expect(one).toMatchObject({ delivery: "failed", failure: { text: "It has moved on." } });
    desk.draft("a", "and more");
    desk.takeBack("a", one?.id ?? "");
    expect(desk.state.get().drafts["a"]).toBe("hello\nand more");
    expect(pending()).toEqual([]);
  });

  it("sends again after a broken line, under the same id", async () => {
    const { link } = await writing();
    link.line("lost");
    link.line("open");
    const ids = link.asked
      .filter(({ event }) => event === "message")
      .map(({ payload }) => (payload as { message_id: string }).message_id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it("tells that we write, once in a while, and that we stopped when the words are sent", async () => {
    const { desk, link } = await writing();
    const hints = (): unknown[] => link.emitted.filter(({ event }) => event === "typing").map(({ payload }) => payload);
    const before = hints().length;
    desk.writing("a");
    desk.writing("a");
    expect(hints().slice(before)).toEqual([{ conversation: "a", typing: true }]);
    desk.send("a", "more");
    expect(hints().at(-1)).toEqual({ conversation: "a", typing: false });
  });
});

it("rings for an immediate arrival", async () => {
  const { desk, link } = await signedIn();
  let rung = 0;
  desk.onImmediate = () => (rung += 1);
  link.send("queue", queue({ waiting: [item("a")] }));
  link.send("queue", queue({ waiting: [item("a"), item("b", { urgency: "immediate" })] }));
  expect(rung).toBe(1);
  expect(desk.state.get().urgentNews).toContain("Immediate danger");
  expect(document.title).toBe("(1 immediate, 2 waiting) Helpline console");
});
