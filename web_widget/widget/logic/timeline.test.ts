import { describe, expect, it } from "vitest";

import type { Metadata, Uttered } from "../../shared/protocol";
import {
  acknowledge, contradicts, deliver, isCard, note, openReplies, receive, retire, say, type Timeline,
} from "./timeline";

function uttered(text: string, metadata: Partial<Metadata> = {}, titles: string[] = []): Uttered {
  return {
    text,
    quick_replies: titles.map((title) => ({ title, payload: `/${title}` })),
    metadata: { sender: "assistant", ...metadata },
  };
}

const texts = (list: Timeline): string[] => list.map((item) => item.text);
const after = (...messages: Uttered[]): Timeline =>
  messages.reduce<Timeline>((list, message) => receive(list, message, 0), []);

describe("order", () => {
  it("follows the log's numbers, whatever came first", () => {
    const list = after(uttered("c", { seq: 3 }), uttered("a", { seq: 1 }), uttered("b", { seq: 2 }));
    expect(texts(list)).toEqual(["a", "b", "c"]);
  });

  it("leaves a card without a number where it arrived", () => {
    const list = after(
      uttered("a", { seq: 1 }), uttered("card", { id: "k", urgency: "immediate" }), uttered("b", { seq: 4 }),
    );
    expect(texts(list)).toEqual(["a", "card", "b"]);
  });

  it("moves an own message only if its number says that it stands in the wrong place", () => {
    const sent = say(after(uttered("a", { seq: 1 })), "m1", "mine", 0);
    const late = receive(sent, uttered("b", { seq: 2 }), 0);
    expect(texts(acknowledge(late, "m1", 3))).toEqual(["a", "b", "mine"]);
    const early = receive(sent, uttered("b", { seq: 3 }), 0);
    expect(texts(acknowledge(early, "m1", 2))).toEqual(["a", "mine", "b"]);
  });
});

describe("each message once", () => {
  it("takes the same id or the same number twice as one", () => {
    const list = after(uttered("a", { seq: 1, id: "x" }), uttered("a", { seq: 1, id: "x" }), uttered("a", { seq: 1 }));
    expect(texts(list)).toEqual(["a"]);
  });

  it("merges the logged copy of a card into the card, which keeps its key", () => {
    const first = after(uttered("card", { id: "k", urgency: "immediate" }));
    const merged = receive(first, uttered("card", { id: "k", seq: 5, urgency: "immediate", at: 9 }), 0);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({ key: first[0]?.key, seq: 5, at: 9 });
  });

  it("finds an own message in a history by its number, though the server named it differently", () => {
    const sent = acknowledge(say([], "m1", "My phone is 07700", 0), "m1", 2);
    const list = receive(sent, uttered("My phone is [phone]", { sender: "professional", seq: 2, id: "server" }), 0);
    expect(texts(list)).toEqual(["My phone is [phone]"]);
    expect(list[0]).toMatchObject({ key: "m1", id: "m1" });
  });

  it("drops the history's copy when the acknowledgement of a resent message names its number", () => {
    const pending = say([], "m1", "hello", 0);
    const replayed = receive(pending, uttered("hello", { sender: "professional", seq: 2, id: "server" }), 0);
    const list = acknowledge(replayed, "m1", 2);
    expect(texts(list)).toEqual(["hello"]);
    expect(list[0]?.delivery).toBeUndefined();
  });

  it("shows what a button said, not its payload", () => {
    const echo = uttered("/deny", { sender: "professional", seq: 2 });
    expect(texts(receive([], echo, 0, (text) => (text === "/deny" ? "No" : text)))).toEqual(["No"]);
  });

  it("says the same notice twice running once", () => {
    expect(note(note([], "Slow", 1), "Slow", 2)).toHaveLength(1);
  });
});

describe("own messages", () => {
  it("carry a failure until they are sent again", () => {
    const failed = deliver(say([], "m1", "a", 0), "m1", "failed", { error: "not_saved", text: "Sorry." });
    expect(failed[0]).toMatchObject({ delivery: "failed", failure: { text: "Sorry." } });
    expect(deliver(failed, "m1", "sending", null)[0]?.failure).toBeUndefined();
  });
});

describe("a conversation that the server no longer has", () => {
  it("is noticed by another message under a known number", () => {
    const list = after(uttered("a", { seq: 2, id: "x" }));
    expect(contradicts(list, uttered("b", { seq: 2, id: "y" }))).toBe(true);
    expect(contradicts(list, uttered("a", { seq: 2, id: "x" }))).toBe(false);
    expect(contradicts(list, uttered("mine", { seq: 2, id: "y", sender: "professional" }))).toBe(false);
  });

  it("stays readable above a line, and its numbers count no more", () => {
    const old = say(after(uttered("a", { seq: 1, id: "x" }, ["Yes"])), "m1", "unsent", 0);
    const list = receive(retire(old, "ended", 0), uttered("new", { seq: 1, id: "y" }), 0);
    expect(texts(list)).toEqual(["a", "ended", "unsent", "new"]);
    expect(openReplies(retire(old, "ended", 0))).toBeNull();
  });
});

describe("buttons", () => {
  it("are those of the newest message, until somebody answers", () => {
    const asked = after(uttered("a", { seq: 1 }, ["Old"]), uttered("b", { seq: 2 }, ["Yes", "No"]));
    expect(openReplies(asked)?.text).toBe("b");
    expect(openReplies(note(asked, "Slow", 0))?.text).toBe("b");
    expect(openReplies(say(asked, "m1", "Yes", 0))).toBeNull();
    expect(openReplies(receive(asked, uttered("c", { seq: 3 }), 0))).toBeNull();
  });
});

it("takes only the assistant's own immediate message as the 999 card", () => {
  const kinds = after(
    uttered("card", { seq: 1, urgency: "immediate" }),
    uttered("counsellor", { seq: 2, urgency: "immediate", sender: "counsellor" }),
    uttered("check", { seq: 3, urgency: "check" }),
  );
  expect(kinds.map(isCard)).toEqual([true, false, false]);
});
