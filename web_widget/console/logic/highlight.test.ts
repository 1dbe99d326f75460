import { describe, expect, it } from "vitest";

import type { Reason } from "../../shared/protocol";
import { segments } from "./highlight";

const reason = (start: number, end: number, why: string): Reason => ({ rule: "r", span: [start, end], why });

describe("the flagged words", () => {
  it("are cut out with the reason, the end not included", () => {
    expect(segments("he is not breathing well", [reason(6, 19, "breath")])).toEqual([
      { text: "he is ", why: [] },
      { text: "not breathing", why: ["breath"] },
      { text: " well", why: [] },
    ]);
  });

  it("are where the detector saw them, after an emoji too", () => {
    expect(segments("😟 knife", [reason(2, 7, "blade")])[1]).toEqual({ text: "knife", why: ["blade"] });
  });

  it("carry every reason where reasons overlap, each once", () => {
    const cut = segments("abcdef", [reason(0, 4, "x"), reason(2, 6, "y"), reason(2, 6, "y")]);
    expect(cut).toEqual([
      { text: "ab", why: ["x"] },
      { text: "cd", why: ["x", "y"] },
      { text: "ef", why: ["y"] },
    ]);
  });

  it.each([
    ["past the end", reason(4, 99, "w"), "f"],
    ["backwards", reason(5, 2, "w"), undefined],
    ["empty", reason(3, 3, "w"), undefined],
  ])("of a span that is %s never break the text", (_case, one, flagged) => {
    const cut = segments("abcdf", [one]);
    expect(cut.map(({ text }) => text).join("")).toBe("abcdf");
    expect(cut.find(({ why }) => why.length > 0)?.text).toBe(flagged);
  });

  it("of an empty message are none", () => {
    expect(segments("", [])).toEqual([]);
  });
});
