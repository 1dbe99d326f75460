/** Draws a component into a page of its own. Used by tests alone. */
import { render, type ComponentChild } from "preact";
import { act } from "preact/test-utils";

export interface Drawn {
  root: HTMLElement;
  again(what: ComponentChild): void;
  /** The element with this data-testid; the test fails where there is none. */
  get<T extends HTMLElement = HTMLElement>(testId: string): T;
  all(testId: string): HTMLElement[];
  click(testId: string): void;
}

export function draw(what: ComponentChild): Drawn {
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  const again = (next: ComponentChild): void => act(() => render(next, root)) as unknown as void;
  again(what);
  const all = (testId: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
  const get = <T extends HTMLElement>(testId: string): T => {
    const [first] = all(testId);
    if (!first) throw new Error(`no ${testId} in ${root.innerHTML}`);
    return first as T;
  };
  return { root, again, get, all, click: (testId) => void act(() => get(testId).click()) };
}

export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  void act(() => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

export function press(target: HTMLElement | Document, key: string, more: KeyboardEventInit = {}): void {
  void act(() => {
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  });
}
