import { describe, expect, it } from "vitest";

import { readAck, readHandoffStatus, readHistory, readNotice, readUttered } from "./protocol";

describe("what arrives is checked for shape", () => {
  it("reads a full message", () => {
    const message = readUttered({
      text: "Is that so?",
      quick_replies: [{ content_type: "text", title: "Yes", payload: "/yes" }, { title: "Plain" }, "no"],
      metadata: { sender: "counsellor", name: "Sam", seq: 4, id: "m", at: 5, urgency: "urgent", response: "utter_x" },
    });
    expect(message).toEqual({
      text: "Is that so?",
      quick_replies: [{ title: "Yes", payload: "/yes" }, { title: "Plain", payload: "Plain" }],
      metadata: { sender: "counsellor", name: "Sam", seq: 4, id: "m", at: 5, urgency: "urgent", response: "utter_x" },
    });
  });

  it("takes a message of a stock Rasa server, without metadata, as the assistant's", () => {
    expect(readUttered({ text: "Hello" })).toEqual({ text: "Hello", quick_replies: [], metadata: { sender: "assistant" } });
  });

  it.each([null, 7, "text", [], {}, { text: 7 }])("refuses %j as a message", (value) => {
    expect(readUttered(value)).toBeNull();
  });

  it("leaves out what it cannot read in a history", () => {
    expect(readHistory({ messages: [{ text: "a" }, null, { text: 3 }] }).map(({ text }) => text)).toEqual(["a"]);
    expect(readHistory({ messages: "many" })).toEqual([]);
  });

  it("reads a handoff's status and ignores a state that it does not know", () => {
    expect(readHandoffStatus({ state: "waiting", turn: "assistant", position: 2, wait_minutes: [5, 10] })).toEqual({
      state: "waiting", turn: "assistant", position: 2, wait_minutes: [5, 10],
    });
    expect(readHandoffStatus({ state: "lost" })).toBeNull();
    expect(readHandoffStatus({ state: "none", wait_minutes: null })).toEqual({ state: "none", turn: "assistant" });
  });

  it("reads notices and acknowledgements", () => {
    expect(readNotice({ code: "redacted", text: "Hidden.", message_id: null })).toEqual({ code: "redacted", text: "Hidden." });
    expect(readNotice({ code: "redacted" })).toBeNull();
    expect(readAck({ seq: 4, more: true })).toEqual({ seq: 4 });
    expect(readAck(undefined)).toEqual({});
  });
});
