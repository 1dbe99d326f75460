// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import { EscapeCounter, quickExit } from "./exit";

describe("leaving", () => {
  it("blanks the page first, then forgets, then goes", () => {
    document.body.innerHTML = "<p>words</p>";
    const steps: string[] = [];
    const seen = (): string => (document.documentElement.textContent === "" ? "blank" : "words on screen");
    quickExit("https://weather.example/", {
      forget: () => steps.push(`forget: ${seen()}`),
      leave: (url) => steps.push(`leave for ${url}: ${seen()}`),
    });
    expect(steps).toEqual(["forget: blank", "leave for https://weather.example/: blank"]);
  });

  it("goes even when forgetting fails", () => {
    const left: string[] = [];
    const broken = (): void => {
      throw new Error("storage is away");
    };
    expect(() => quickExit("https://weather.example/", { forget: broken, leave: (url) => left.push(url) })).toThrow();
    expect(left).toEqual(["https://weather.example/"]);
  });
});

describe("pressing Escape", () => {
  it("leaves at the third press within three seconds", () => {
    const counter = new EscapeCounter();
    expect([0, 900, 1_800].map((at) => counter.press(at))).toEqual([2, 1, 0]);
  });

  it("starts again when the presses are far apart", () => {
    const counter = new EscapeCounter();
    expect([0, 2_000, 4_000, 8_000].map((at) => counter.press(at))).toEqual([2, 1, 1, 2]);
  });
});
