/** Where a counsellor writes. Enter sends; the draft of each conversation is kept. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { COUNTER_FROM, lengthOf, MAX_TEXT } from "../../shared/constants";
import { SendIcon } from "../../shared/icons/icons";

interface Props {
  draft: string;
  onDraft(text: string): void;
  onSend(text: string): void;
  onWriting(): void;
}

export function Reply({ draft, onDraft, onSend, onWriting }: Props): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const left = MAX_TEXT - lengthOf(draft);

  useEffect(() => field.current?.focus(), []);

  function send(): void {
    if (draft.trim() !== "" && left >= 0) onSend(draft.trim());
    field.current?.focus();
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form class="reply" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <label class="only-heard" htmlFor="reply-field">Message to the professional</label>
      <textarea id="reply-field" ref={field} rows={3} data-testid="console-composer" value={draft}
        placeholder="Write to the professional" aria-describedby="reply-hint" aria-invalid={left < 0}
        onInput={(event) => { onDraft(event.currentTarget.value); onWriting(); }} onKeyDown={pressed} />
      <button type="submit" class="button button--main" data-testid="console-send"
        aria-disabled={draft.trim() === "" || left < 0}>
        <SendIcon />
        Send
      </button>
      <p id="reply-hint" class="reply__hint">Enter sends. Shift + Enter starts a new line.</p>
      <p class="reply__hint reply__count" role="status">{left <= MAX_TEXT - COUNTER_FROM ? countWords(left) : ""}</p>
    </form>
  );
}

function countWords(left: number): string {
  return left >= 0 ? `${left} characters left` : `${-left} characters too many`;
}
