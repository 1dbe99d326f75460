// @vitest-environment happy-dom
import { expect, it } from "vitest";

import { readSettings } from "./settings";

function script(attributes: Record<string, string>): HTMLScriptElement {
  const element = document.createElement("script");
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

it("takes the script's own origin and the usual helpline where nothing is said", () => {
  expect(readSettings(script({ src: "https://help.example/widget.js" }))).toEqual({
    gateway: "https://help.example",
    helplineName: "NSPCC Helpline",
    helplinePhone: "0808 800 5000",
    exitUrl: "https://www.bbc.co.uk/weather",
  });
});

it("takes what the host page says", () => {
  const settings = readSettings(
    script({
      src: "https://cdn.example/widget.js",
      "data-gateway": "https://chat.example/",
      "data-helpline-name": "Our line",
      "data-helpline-phone": "01234 567 890",
      "data-exit-url": "https://maps.example/",
    }),
  );
  expect(settings).toEqual({
    gateway: "https://chat.example",
    helplineName: "Our line",
    helplinePhone: "01234 567 890",
    exitUrl: "https://maps.example/",
  });
});

it.each(["javascript:alert(1)", "data:text/html,x", "http://["])("never leaves for %s", (url) => {
  expect(readSettings(script({ "data-exit-url": url })).exitUrl).toBe("https://www.bbc.co.uk/weather");
});
