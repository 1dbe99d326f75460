/** A list that follows its newest line while the reader is at the end, and never pulls a reader who
 * has scrolled up. `hold` may name a line that must not be scrolled away above the top. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** How near the end still counts as reading the end, in pixels. */
const NEAR = 80;
/** Space kept above a held line, in pixels. */
const MARGIN = 8;

export interface Following {
  /** There is something newer than what the reader sees. */
  behind: boolean;
  scrolled(): void;
  toEnd(): void;
}

interface Facts {
  box: RefObject<HTMLElement | null>;
  /** Names the newest line. */
  newest: string | undefined;
  /** The newest line is the reader's own: go there, wherever they were. */
  own: boolean;
  hold?(box: HTMLElement): HTMLElement | null;
}

function isNearEnd(list: HTMLElement): boolean {
  return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
}

export function useFollow({ box, newest, own, hold }: Facts): Following {
  const [behind, setBehind] = useState(false);
  const atEnd = useRef(true);
  const latest = useRef(follow);
  latest.current = follow;

  function toEnd(): void {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    atEnd.current = true;
    setBehind(false);
  }

  /** Says by the same measure as `scrolled` whether something lies below: two that disagree would answer each other
   * for ever, drawing and scrolling in every frame. */
  function follow(): void {
    const list = box.current;
    if (!list) return;
    list.scrollTo({ top: list.scrollHeight });
    atEnd.current = true;
    const held = hold?.(list);
    if (held && held.offsetTop < list.scrollTop) list.scrollTo({ top: held.offsetTop - MARGIN });
    setBehind(!isNearEnd(list));
  }

  function scrolled(): void {
    const list = box.current;
    if (!list) return;
    atEnd.current = isNearEnd(list);
    if (atEnd.current) setBehind(false);
  }

  useLayoutEffect(() => {
    if (atEnd.current || own) follow();
    else setBehind(true);
  }, [newest]);

  useLayoutEffect(() => {
    if (atEnd.current) follow();
  });

  useEffect(() => {
    if (!box.current) return undefined;
    const resized = new ResizeObserver(() => atEnd.current && latest.current());
    resized.observe(box.current);
    return () => resized.disconnect();
  }, []);

  return { behind, scrolled, toEnd };
}
