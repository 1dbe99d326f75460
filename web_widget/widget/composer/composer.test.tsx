// @vitest-environment happy-dom
import { createRef } from "preact";
import { expect, it } from "vitest";

import { draw, press } from "../../shared/testing/draw";
import { Composer, counter } from "./Composer";

function drawn(draft: string) {
  const sent: string[] = [];
  const page = draw(
    <Composer draft={draft} fieldRef={createRef()} onDraft={() => undefined} onSend={(text) => sent.push(text)} />,
  );
  return { page, sent, field: page.get<HTMLTextAreaElement>("composer") };
}

it("says how to send and what to leave out, to eyes and to screen readers", () => {
  const { page, field } = drawn("");
  const hint = page.root.querySelector(`#${field.getAttribute("aria-describedby")}`);
  expect(hint?.textContent).toContain("Leave out names, addresses and dates of birth.");
  expect(hint?.textContent).toContain("Enter sends. Shift + Enter starts a new line.");
});

it("sends the words without the space around them", () => {
  const { sent, field } = drawn("  a worry \n");
  press(field, "Enter");
  expect(sent).toEqual(["a worry"]);
});

it.each(["", "   ", "x".repeat(2_001)])("sends nothing that would be refused", (draft) => {
  const { sent, field } = drawn(draft);
  press(field, "Enter");
  expect(sent).toEqual([]);
});

it("leaves Enter alone while a word is being composed", () => {
  const { sent, field } = drawn("に");
  press(field, "Enter", { isComposing: true });
  expect(sent).toEqual([]);
});

it("counts only near the limit", () => {
  expect(counter(1_699)).toBe("");
  expect(counter(1_950)).toBe("50 characters left");
  expect(counter(2_010)).toContain("10 characters too many");
});
