// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import { draw, type Drawn } from "../../shared/testing/draw";
import type { Item } from "../logic/timeline";
import { Message, splitCard } from "./Message";

const ITEM: Item = {
  key: "k", id: "k", kind: "message", sender: "assistant", text: "Hello", at: 0, urgency: "none", quickReplies: [],
};

function drawn(fields: Partial<Item>): Drawn {
  return draw(<Message item={{ ...ITEM, ...fields }} onRetry={() => undefined} onTakeBack={() => undefined}
    onKeepNote={() => undefined} />);
}

describe("a message", () => {
  it.each<[Partial<Item>, string]>([
    [{}, "Automated assistant"],
    [{ sender: "counsellor", name: "Sam" }, "Sam, counsellor"],
    [{ sender: "professional" }, "You"],
  ])("of %j says whose it is", (fields, who) => {
    expect(drawn(fields).get("message").textContent).toContain(who);
  });

  it.each<[Partial<Item>, string]>([
    [{ delivery: "sending" }, "Sending…"],
    [{ delivery: "trying" }, "Not saved yet, trying again"],
    [{}, "Saved"],
    [{ delivery: "failed", failure: { error: "not_saved", text: "Please ring." } }, "Not saved. Please ring."],
  ])("of ours with %j says where it is", (fields, words) => {
    expect(drawn({ sender: "professional", ...fields }).get("delivery").textContent?.trim()).toBe(words);
  });

  it("carries the hooks that tests and styles use", () => {
    expect(drawn({ seq: 4 }).get("message").dataset).toMatchObject({ sender: "assistant", seq: "4", urgency: "none" });
  });
});

describe("the 999 card", () => {
  it("is an alert with a heading, the words as they came, and a button that rings 999", () => {
    const page = drawn({ urgency: "immediate", text: "Call 999 now. Say where. Go near only if it is safe." });
    const card = page.get("card-999");
    expect(card.getAttribute("role")).toBe("alert");
    expect(card.querySelector("h3")?.textContent?.trim()).toBe("Call 999 now.");
    expect(card.textContent).toContain("Say where. Go near only if it is safe.");
    expect([...card.querySelectorAll("a")].at(-1)?.getAttribute("href")).toBe("tel:999");
    expect(page.all("message")).toEqual([]);
  });

  it("says to call in its heading even where the text begins otherwise", () => {
    expect(splitCard("Please act. Ring 999.")).toEqual({ heading: "Call 999 now", rest: "Please act. Ring 999." });
  });
});
