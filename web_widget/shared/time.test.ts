import { describe, expect, it } from "vitest";

import { ordinal, waited } from "./time";

const MINUTE = 60_000;

describe("waited", () => {
  it.each([
    ["just now", 20_000, "under 1 min"],
    ["minutes", 14.9 * MINUTE, "14 min"],
    ["hours", 125 * MINUTE, "2 h 5 min"],
    ["one day", 25 * 60 * MINUTE, "1 day"],
    ["days", 50 * 60 * MINUTE, "2 days"],
    ["a server's clock ahead of ours", -5 * MINUTE, "under 1 min"],
  ])("says %s", (_case, ago, words) => {
    expect(waited(1_000_000_000, 1_000_000_000 + ago)).toBe(words);
  });
});

describe("ordinal", () => {
  it.each([[1, "1st"], [2, "2nd"], [3, "3rd"], [4, "4th"], [11, "11th"], [12, "12th"], [13, "13th"], [21, "21st"], [112, "112th"]])(
    "%i is %s",
    (n, words) => expect(ordinal(n)).toBe(words),
  );
});
