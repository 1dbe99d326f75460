// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";

import { draw } from "../../shared/testing/draw";
import type { Item } from "../logic/timeline";
import { MessageList } from "./MessageList";

const nothing = (): void => undefined;

function shown(items: Item[]) {
  return (
    <MessageList items={items} typing={false} withPerson={false} danger={false} helplineName="Helpline"
      helplinePhone="0" onChoose={nothing} onRetry={nothing} onTakeBack={nothing} onKeepNote={nothing} />
  );
}

function message(key: string, read: () => void): Item {
  return {
    key, id: key, kind: "message", sender: "assistant", at: 0, urgency: "none", quickReplies: [],
    get text() { read(); return `words of ${key}`; },
  };
}

describe("the conversation", () => {
  it("draws a message once, however many come after it", () => {
    let reads = 0;
    const first = message("a", () => { reads += 1; });
    const page = draw(shown([first]));
    const once = reads;
    page.again(shown([first, message("b", nothing)]));
    page.again(shown([first, message("b", nothing), message("c", nothing)]));
    expect(reads).toBe(once);
    expect(page.all("message")).toHaveLength(3);
  });

  it("draws a message again that has changed", () => {
    const page = draw(shown([{ ...message("a", nothing), text: "old" }]));
    page.again(shown([{ ...message("a", nothing), text: "new" }]));
    expect(page.get("message").textContent).toContain("new");
  });
});
