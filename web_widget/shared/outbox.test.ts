import { describe, expect, it } from "vitest";

import { Outbox, type Answer, type Delivery, type Outgoing } from "./outbox";

/** An outbox with a record of everything that it did. */
function started({ open = true } = {}) {
  const sent: Array<{ message: Outgoing; answer: Answer }> = [];
  const states: Array<[string, Delivery, string | undefined]> = [];
  const saved: Array<[string, number]> = [];
  const outbox = new Outbox({
    send: (message, answer) => sent.push({ message, answer }),
    changed: ({ id }, delivery, failure) => states.push([id, delivery, failure?.error]),
    saved: ({ id }, seq) => saved.push([id, seq]),
  });
  if (open) outbox.opened();
  return { outbox, sent, states, saved, ids: () => sent.map(({ message }) => message.id) };
}

describe("an outbox", () => {
  it("sends at once while the line is open, and lets go when the server has the message", () => {
    const { outbox, sent, saved, states } = started();
    outbox.add({ id: "a", text: "one" });
    expect(states).toEqual([["a", "sending", undefined]]);
    sent[0]?.answer({ seq: 4 });
    expect(saved).toEqual([["a", 4]]);
    expect(outbox.size).toBe(0);
  });

  it("keeps what is written while the line is down and sends it in order when it opens", () => {
    const { outbox, ids, states } = started({ open: false });
    outbox.add({ id: "a", text: "one" });
    outbox.add({ id: "b", text: "two" });
    expect(ids()).toEqual([]);
    expect(states.map(([, delivery]) => delivery)).toEqual(["trying", "trying"]);
    outbox.opened();
    expect(ids()).toEqual(["a", "b"]);
  });

  it("sends again, under the same id, what was not acknowledged before the line broke", () => {
    const { outbox, sent, ids } = started();
    outbox.add({ id: "a", text: "one" });
    outbox.add({ id: "b", text: "two" });
    sent[0]?.answer({ seq: 1 });
    outbox.closed();
    outbox.opened();
    expect(ids()).toEqual(["a", "b", "b"]);
  });

  it("tries again by itself when no answer came in time", () => {
    const { outbox, sent, ids, states } = started();
    outbox.add({ id: "a", text: "one" });
    sent[0]?.answer(null);
    expect(ids()).toEqual(["a", "a"]);
    expect(states.at(-1)).toEqual(["a", "trying", undefined]);
  });

  it("counts an answer that comes late, after another attempt", () => {
    const { outbox, sent, saved } = started();
    outbox.add({ id: "a", text: "one" });
    outbox.closed();
    outbox.opened();
    sent[0]?.answer({ seq: 7 });
    sent[1]?.answer({ seq: 7 });
    expect(saved).toEqual([["a", 7]]);
  });

  it("takes the silence of an earlier attempt as no reason to send once more", () => {
    const { outbox, sent, ids } = started();
    outbox.add({ id: "a", text: "one" });
    outbox.closed();
    outbox.opened();
    sent[0]?.answer(null);
    expect(ids()).toEqual(["a", "a"]);
  });

  it("holds a refused message until it is sent again by hand", () => {
    const { outbox, sent, states, ids } = started();
    outbox.add({ id: "a", text: "one" });
    sent[0]?.answer({ error: "not_saved", text: "It was not saved." });
    expect(states.at(-1)).toEqual(["a", "failed", "not_saved"]);
    expect(ids()).toEqual(["a"]);
    outbox.retry("a");
    expect(ids()).toEqual(["a", "a"]);
  });

  it("sends again all that were refused for one reason, and no others", () => {
    const { outbox, sent, ids } = started();
    outbox.add({ id: "a", text: "one" });
    outbox.add({ id: "b", text: "two" });
    sent[0]?.answer({ error: "not_saved" });
    sent[1]?.answer({ error: "too_long" });
    outbox.retryRefused("not_saved");
    expect(ids()).toEqual(["a", "b", "a"]);
  });

  it("forgets a message that was taken back, whatever is answered later", () => {
    const { outbox, sent, saved } = started();
    outbox.add({ id: "a", text: "one" });
    outbox.drop("a");
    sent[0]?.answer({ seq: 3 });
    expect(saved).toEqual([]);
  });
});
