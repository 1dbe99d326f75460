/** The note of the conversation: folded, because it is long, with three ways to keep it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { Item } from "../logic/timeline";
import { copy, type Kind } from "./keep";

interface Props {
  item: Item;
  onKeep(kind: Kind): void;
}

export function NoteMessage({ item, onKeep }: Props): JSX.Element {
  const [said, setSaid] = useState("");

  async function toClipboard(): Promise<void> {
    setSaid((await copy(item.text)) ? "Copied." : "This page may not copy. Please save it as a file instead.");
  }

  return (
    <article class="message message--assistant note" data-testid="note" data-seq={item.seq} data-id={item.id}>
      <p class="message__who">Your note</p>
      <details class="note__fold">
        <summary>Read the note</summary>
        <pre class="note__text" tabIndex={0}>{item.text}</pre>
      </details>
      <div class="message__actions">
        <button type="button" class="button" data-testid="note-copy" onClick={() => void toClipboard()}>Copy</button>
        <button type="button" class="button" data-testid="note-text" onClick={() => onKeep("text")}>Save as text</button>
        <button type="button" class="button" data-testid="note-pdf" onClick={() => onKeep("pdf")}>Save as PDF</button>
      </div>
      <p class="note__said" role="status">{said}</p>
    </article>
  );
}
