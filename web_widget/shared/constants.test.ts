import { expect, it } from "vitest";

import { lengthOf, telHref } from "./constants";

it("makes a phone number a link of digits alone", () => {
  expect(telHref("0808 800 5000")).toBe("tel:08088005000");
  expect(telHref("+44 (0)20 1234")).toBe("tel:+440201234");
});

it("counts characters as the server does", () => {
  expect(lengthOf("a😟b")).toBe(3);
});
