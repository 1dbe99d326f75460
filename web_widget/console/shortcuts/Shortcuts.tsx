/** The console's keys. None is a bare letter outside the queue, so that none fights with a screen reader
 * or with writing. */
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

import type { Pane } from "../app/App";
import { Dialog } from "../dialog/Dialog";

const KEYS: ReadonlyArray<readonly [string, string]> = [
  ["F6", "Next pane: queue, conversation, summary"],
  ["Shift + F6", "Pane before"],
  ["Up, Down, Home, End", "In the queue: move"],
  ["Enter", "In the queue: read the conversation. While writing: send"],
  ["C", "In the queue: claim the conversation that has the focus"],
  ["Shift + Enter", "While writing: new line"],
  ["Tab", "In the transcript: to the marked words, which then say why"],
  ["Escape", "In a question: no"],
  ["?", "This list, unless you are writing"],
];
const ORDER: readonly Pane[] = ["queue", "conversation", "summary"];

export function useShortcuts({ toPane, help }: { toPane(pane: Pane): void; help(): void }): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === "F6") {
        event.preventDefault();
        toPane(nextPane(event.shiftKey ? -1 : 1));
      } else if (event.key === "?" && !writing()) {
        help();
      }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

function nextPane(step: number): Pane {
  const here = document.activeElement?.closest<HTMLElement>("[data-pane-name]")?.dataset["paneName"];
  const at = ORDER.findIndex((pane) => pane === here);
  const from = at === -1 && step < 0 ? 0 : at;
  return ORDER[(from + step + ORDER.length) % ORDER.length] ?? "queue";
}

function writing(): boolean {
  const field = document.activeElement;
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || document.querySelector("dialog[open]") !== null;
}

export function Shortcuts({ onClose }: { onClose(): void }): JSX.Element {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="shortcuts">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt><kbd>{key}</kbd></dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
