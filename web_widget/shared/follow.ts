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

  function follow(): void {
    toEnd();
    const held = box.current && hold?.(box.current);
    if (!held || !box.current || held.offsetTop >= box.current.scrollTop) return;
    box.current.scrollTo({ top: held.offsetTop - MARGIN });
    setBehind(held.nextElementSibling !== null);
  }

  function scrolled(): void {
    const list = box.current;
    if (!list) return;
    atEnd.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
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
