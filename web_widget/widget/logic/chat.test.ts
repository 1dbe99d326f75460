// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Metadata } from "../../shared/protocol";
import { HandLink } from "../../shared/testing/hand-link";
import { Chat } from "./chat";
import { TabSession } from "./session";

const ID = "0b7c5d9e-7d1c-4b44-9d39-0d6ad1d9c001";
const OTHER_ID = "0b7c5d9e-7d1c-4b44-9d39-0d6ad1d9c002";

function started({ confirm = true } = {}) {
  const link = new HandLink();
  const chat = new Chat({ link, session: new TabSession(), helplinePhone: "0808 800 5000" });
  chat.open();
  link.line("open");
  if (confirm) link.send("session_confirm", ID);
  return { link, chat };
}

function bot(text: string, metadata: Partial<Metadata> = {}): unknown {
  return { text, metadata: { sender: "assistant", ...metadata } };
}

const texts = (chat: Chat): string[] => chat.state.get().items.map((item) => item.text);
const requests = (link: HandLink): unknown[] =>
  link.emitted.filter(({ event }) => event === "session_request").map(({ payload }) => payload);

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
});
afterEach(() => vi.useRealTimers());

describe("connecting", () => {
  it("dials nobody before the panel is opened", () => {
    const link = new HandLink();
    const chat = new Chat({ link, session: new TabSession(), helplinePhone: "1" });
    expect(link.opened).toBe(0);
    chat.open();
    chat.open();
    expect(link.opened).toBe(1);
  });

  it("asks for a fresh session, and keeps the bare string that comes back", () => {
    const { link, chat } = started();
    expect(requests(link)).toEqual([{ session_id: null, last_seen: 0 }]);
    expect(new TabSession().read()).toBe(ID);
    expect(chat.resumable).toBe(true);
  });

  it("resumes after a reload, from the start of the log", () => {
    new TabSession().write(ID);
    expect(requests(started({ confirm: false }).link)).toEqual([{ session_id: ID, last_seen: 0 }]);
  });

  it("says after a broken line what it has seen without a gap", () => {
    const { link } = started();
    link.send("history", { messages: [bot("a", { seq: 1 }), bot("b", { seq: 2 })] });
    link.send("bot_uttered", bot("d", { seq: 4 }));
    link.line("lost");
    link.line("open");
    expect(requests(link).at(-1)).toEqual({ session_id: ID, last_seen: 2 });
  });

  it("asks once for a number that is missing, after a little patience", () => {
    const { link } = started();
    link.send("bot_uttered", bot("b", { seq: 2 }));
    vi.advanceTimersByTime(1_000);
    expect(requests(link)).toHaveLength(1);
    vi.advanceTimersByTime(60_000);
    expect(requests(link)).toHaveLength(2);
  });

  it("keeps what is on screen, and says so, when the server names another session", () => {
    const { link, chat } = started();
    link.send("bot_uttered", bot("old", { seq: 1, id: "x" }));
    link.line("lost");
    link.line("open");
    link.send("session_confirm", OTHER_ID);
    link.send("bot_uttered", bot("new", { seq: 1, id: "y" }));
    expect(texts(chat)).toEqual(["old", expect.stringContaining("could not be found"), "new"]);
    expect(new TabSession().read()).toBe(OTHER_ID);
  });

  it("notices a log that began anew under the same session", () => {
    const { link, chat } = started();
    link.send("bot_uttered", bot("old", { seq: 1, id: "x" }));
    link.send("history", { messages: [bot("new", { seq: 1, id: "y" })] });
    expect(texts(chat)).toEqual(["old", expect.stringContaining("could not be found"), "new"]);
  });
});

describe("sending", () => {
  it("waits for the session, then sends with an id of its own", () => {
    const { link, chat } = started({ confirm: false });
    chat.say("hello");
    expect(link.asked).toEqual([]);
    link.send("session_confirm", ID);
    expect(link.last("user_uttered").payload).toEqual({
      message: "hello", session_id: ID, metadata: { message_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it("shows saved only once the server has it", () => {
    const { link, chat } = started();
    chat.say("hello");
    expect(chat.state.get().items[0]?.delivery).toBe("sending");
    link.last("user_uttered").answer({ seq: 3 });
    expect(chat.state.get().items[0]).toMatchObject({ seq: 3 });
    expect(chat.state.get().items[0]?.delivery).toBeUndefined();
  });

  it("sends again with the same id after the line came back, once", () => {
    const { link, chat } = started();
    chat.say("hello");
    const first = link.last("user_uttered").payload;
    link.line("lost");
    link.line("open");
    link.send("session_confirm", ID);
    expect(link.asked.map(({ payload }) => payload)).toEqual([first, first]);
    expect(texts(chat)).toEqual(["hello"]);
  });

  it("says that a message was not saved, in the server's words, and sends it again by hand", () => {
    const { link, chat } = started();
    chat.say("hello");
    link.last("user_uttered").answer({ error: "not_saved", text: "Please ring." });
    const [item] = chat.state.get().items;
    expect(item).toMatchObject({ delivery: "failed", failure: { text: "Please ring." } });
    expect(chat.state.get().announcement).toContain("Please ring.");
    chat.retry(item?.id ?? "");
    expect(link.asked).toHaveLength(2);
  });

  it("sends again by itself what was not saved, when the server can save again", () => {
    const { link, chat } = started();
    chat.say("hello");
    link.last("user_uttered").answer({ error: "not_saved", text: "Please ring." });
    link.send("notice", { code: "saved_again", text: "Messages can be saved again." });
    expect(link.asked).toHaveLength(2);
  });

  it("says a refusal once, though it comes as a notice and as an acknowledgement", () => {
    const { link, chat } = started();
    chat.say("hello");
    const id = chat.state.get().items[0]?.id;
    link.send("notice", { code: "too_fast", text: "Too fast.", message_id: id });
    link.last("user_uttered").answer({ error: "too_fast", text: "Too fast." });
    expect(texts(chat)).toEqual(["hello"]);
    expect(chat.state.get().items[0]?.failure?.text).toBe("Too fast.");
  });

  it("gives the words back when a message is taken back", () => {
    const { link, chat } = started();
    chat.say("hello");
    link.last("user_uttered").answer({ error: "too_long", text: "Too long." });
    expect(chat.takeBack(chat.state.get().items[0]?.id ?? "")).toBe("hello");
    expect(texts(chat)).toEqual([]);
  });

  it("sends a button's payload and shows its title, in a replay too", () => {
    const { link, chat } = started();
    link.send("bot_uttered", { text: "Sure?", quick_replies: [{ title: "No", payload: "/deny" }], metadata: { seq: 1 } });
    chat.choose({ title: "No", payload: "/deny" });
    expect(link.last("user_uttered").payload).toMatchObject({ message: "/deny" });
    link.send("history", { messages: [{ text: "/deny", metadata: { sender: "professional", seq: 2, id: "x" } }] });
    link.last("user_uttered").answer({ seq: 2 });
    expect(texts(chat)).toEqual(["Sure?", "No"]);
  });
});

describe("danger", () => {
  const card = bot("Call 999 now.", { id: "c", urgency: "immediate" });
  const status = (urgency?: string): unknown => ({ state: "none", turn: "assistant", ...(urgency ? { urgency } : {}) });

  it("begins with the card alone, so that it stays though nothing can be stored", () => {
    const { link, chat } = started();
    link.send("bot_uttered", card);
    expect(chat.state.get().danger).toBe(true);
    link.send("handoff_status", status());
    expect(chat.state.get().danger).toBe(true);
  });

  it("ends only when the server says so", () => {
    const { link, chat } = started();
    link.send("handoff_status", status("immediate"));
    link.line("lost");
    link.line("open");
    expect(chat.state.get().danger).toBe(true);
    link.send("handoff_status", status("urgent"));
    expect(chat.state.get().danger).toBe(false);
  });

  it("is not taken from an old card in a history", () => {
    const { link, chat } = started();
    link.send("history", { messages: [card] });
    expect(chat.state.get().danger).toBe(false);
  });
});

describe("asking for a person", () => {
  it("works before there is a connection: it is asked as soon as there is one", () => {
    const { link, chat } = started({ confirm: false });
    chat.talkToPerson();
    expect(chat.state.get().asking).toBe(true);
    link.send("session_confirm", ID);
    expect(link.emitted.at(-1)).toEqual({ event: "handoff_request", payload: {} });
    link.send("handoff_status", { state: "none", turn: "assistant" });
    expect(chat.state.get().asking).toBe(true);
    link.send("handoff_status", { state: "waiting", turn: "assistant", position: 1 });
    expect(chat.state.get()).toMatchObject({ asking: false, handoff: { state: "waiting", position: 1 } });
  });

  it("does not leave anybody hoping when nobody answers", () => {
    const { chat } = started();
    chat.talkToPerson();
    vi.advanceTimersByTime(10_000);
    expect(chat.state.get().asking).toBe(false);
    expect(texts(chat).join()).toContain("phone 0808 800 5000");
  });

  it("can be taken back", () => {
    const { link, chat } = started();
    link.send("handoff_status", { state: "waiting", turn: "assistant" });
    chat.cancelHandoff();
    expect(link.emitted.at(-1)).toEqual({ event: "handoff_request", payload: { cancel: true } });
  });
});

describe("the assistant writing", () => {
  it("ends with its message, with a broken line, and by itself", () => {
    const { link, chat } = started();
    const writing = (): void => link.send("agent_typing", { typing: true, sender: "assistant" });
    writing();
    link.send("bot_uttered", bot("done", { seq: 1 }));
    expect(chat.state.get().typing).toBe(false);
    writing();
    link.line("lost");
    expect(chat.state.get().typing).toBe(false);
    link.line("open");
    writing();
    expect(chat.state.get().typing).toBe(true);
    vi.advanceTimersByTime(15_000);
    expect(chat.state.get().typing).toBe(false);
  });
});

describe("ending", () => {
  it("leaves the queue and forgets everything in this tab", () => {
    const { link, chat } = started();
    link.send("bot_uttered", bot("words", { seq: 1 }));
    link.send("handoff_status", { state: "waiting", turn: "assistant" });
    chat.end();
    expect(link.emitted.at(-1)).toEqual({ event: "handoff_request", payload: { cancel: true } });
    expect(chat.state.get()).toMatchObject({ items: [], line: "off", handoff: null, started: false });
    expect(new TabSession().read()).toBeNull();
  });

  it("starts another conversation with a session of its own", () => {
    const { link, chat } = started();
    chat.startAgain();
    link.line("open");
    expect(requests(link).at(-1)).toEqual({ session_id: null, last_seen: 0 });
  });

  it("counts what comes while the panel is folded away", () => {
    const { link, chat } = started();
    chat.hide();
    link.send("bot_uttered", bot("a", { seq: 1 }));
    expect(chat.state.get().unread).toBe(1);
    chat.open();
    expect(chat.state.get().unread).toBe(0);
  });
});
