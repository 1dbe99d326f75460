import { expect, it } from "vitest";

import { Cursor } from "./cursor";

it("counts only the unbroken stretch from the start", () => {
  const cursor = new Cursor();
  for (const seq of [1, 2, 4]) cursor.saw(seq);
  expect(cursor.lastSeen).toBe(2);
  cursor.saw(3);
  expect(cursor.lastSeen).toBe(4);
});

it("asks for a gap once, and takes the history as its answer", () => {
  const cursor = new Cursor();
  cursor.saw(2);
  expect(cursor.wantsHistory).toBe(true);
  cursor.asked();
  expect(cursor.wantsHistory).toBe(false);
  cursor.history([2]);
  expect(cursor.lastSeen).toBe(2);
});

it("takes a history that nobody asked for as proof of nothing before it", () => {
  const cursor = new Cursor();
  cursor.asked();
  cursor.history([1, 2]);
  cursor.history([5]);
  expect(cursor.lastSeen).toBe(2);
  expect(cursor.wantsHistory).toBe(true);
});
