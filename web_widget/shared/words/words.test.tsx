// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import { draw } from "../testing/draw";
import { Words } from "./Words";
import { pieces } from "./words";

describe("pieces", () => {
  it("links the phone numbers in a sentence and leaves the rest", () => {
    expect(pieces("Call 999, or ring 0808 800 5000.")).toEqual([
      { text: "Call " },
      { text: "999", href: "tel:999" },
      { text: ", or ring " },
      { text: "0808 800 5000", href: "tel:08088005000" },
      { text: "." },
    ]);
  });

  it("links an https address without the full stop after it", () => {
    expect(pieces("See https://example.org/a.")[1]).toEqual({
      text: "https://example.org/a", href: "https://example.org/a",
    });
  });

  it.each(["javascript:alert(1)", "http://example.org", "age 9999", "2026-11-22"])("leaves %s alone", (text) => {
    expect(pieces(text)).toEqual([{ text }]);
  });

  it("loses no character", () => {
    const text = "0808 800 5000 and 999 and https://example.org/x?y=1, end";
    expect(pieces(text).map((piece) => piece.text).join("")).toBe(text);
  });
});

it("draws markup in a reply as the characters that they are", () => {
  const { root } = draw(<Words text={'<img src=x onerror="alert(1)"> 999'} />);
  expect(root.querySelector("img")).toBeNull();
  expect(root.textContent).toBe('<img src=x onerror="alert(1)"> 999');
});
