// @vitest-environment happy-dom
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { describe, expect, it } from "vitest";

import { useFollow } from "./follow";
import { draw, type Drawn } from "./testing/draw";

const CARD_AT = 200;

/** Gives the list sizes, which happy-dom has none of, and a scroll event a little after each scroll, as browsers do. */
function sized(list: HTMLElement, seen: number): void {
  const set = (name: string, value: unknown): unknown => Object.defineProperty(list, name, { value, configurable: true });
  set("scrollHeight", 1000);
  set("clientHeight", seen);
  set("scrollTo", ({ top }: { top: number }) => {
    list.scrollTop = Math.min(top, 1000 - seen);
    setTimeout(() => list.dispatchEvent(new Event("scroll")));
  });
}

/** A list of 1000 px of which `seen` are in sight; `drawn` counts. */
function following(seen: number, holds: boolean): { page: Drawn; drawn: () => number } {
  let count = 0;
  function List({ newest }: { newest: string }): JSX.Element {
    count += 1;
    const box = useRef<HTMLDivElement>(null);
    const { behind, scrolled } = useFollow({
      box, newest, own: false,
      hold: () => (holds ? ({ offsetTop: CARD_AT } as HTMLElement) : null),
    });
    return (
      <div>
        <div ref={(made) => { box.current = made; if (made) sized(made, seen); }} onScroll={scrolled} data-testid="box" />
        {behind && <button type="button" data-testid="behind">More below</button>}
      </div>
    );
  }
  const page = draw(<List newest="1" />);
  page.again(<List newest="2" />);
  return { page, drawn: () => count };
}

const settled = (): Promise<void> => new Promise((done) => { setTimeout(done, 200); });

describe("a list that follows its newest line", () => {
  it.each([
    ["much", 300, 1],
    ["next to nothing", 770, 0],
  ])("keeps a held line in sight with %s below it, and then rests", async (_case, seen, buttons) => {
    const { page, drawn } = following(seen, true);
    await settled();
    expect(page.get("box").scrollTop).toBe(CARD_AT - 8);
    expect(page.all("behind")).toHaveLength(buttons);
    expect(drawn()).toBeLessThan(6);
  });

  it("goes to the end where nothing is held", async () => {
    const { page } = following(300, false);
    await settled();
    expect(page.get("box").scrollTop).toBe(700);
    expect(page.all("behind")).toHaveLength(0);
  });
});
