/** Where the person writes. The draft lives here and survives everything but leaving the page. */
import type { JSX, RefObject } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";

import { COUNTER_FROM, lengthOf, MAX_TEXT } from "../../shared/constants";
import { SendIcon } from "../../shared/icons/icons";

interface Props {
  draft: string;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  onDraft(text: string): void;
  onSend(text: string): void;
}

export function Composer({ draft, fieldRef, onDraft, onSend }: Props): JSX.Element {
  const length = lengthOf(draft);
  const tooLong = length > MAX_TEXT;

  useLayoutEffect(() => grow(fieldRef.current), [draft]);
  useEffect(() => {
    const again = (): void => grow(fieldRef.current);
    globalThis.addEventListener("resize", again);
    return () => globalThis.removeEventListener("resize", again);
  }, []);

  function send(): void {
    if (draft.trim() === "" || tooLong) {
      fieldRef.current?.focus();
      return;
    }
    onSend(draft.trim());
    onDraft("");
    fieldRef.current?.focus();
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <form class="composer" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <label class="only-heard" htmlFor="composer-field">Your message</label>
      <div class="composer__row">
        <textarea id="composer-field" ref={fieldRef} data-testid="composer" rows={1} value={draft}
          placeholder="Write here" autocomplete="off"
          aria-describedby="composer-hint" aria-invalid={tooLong}
          onInput={(event) => onDraft(event.currentTarget.value)} onKeyDown={pressed} />
        <button type="submit" class="button button--main composer__send" data-testid="send"
          aria-disabled={draft.trim() === "" || tooLong}>
          <SendIcon />
          Send
        </button>
      </div>
      <p class="composer__hint" id="composer-hint">
        Leave out names, addresses and dates of birth.{" "}
        <span class="composer__keys">Enter sends. Shift + Enter starts a new line.</span>
      </p>
      <p class={`composer__counter ${tooLong ? "composer__counter--over" : ""}`} role="status">
        {counter(length)}
      </p>
    </form>
  );
}

export function counter(length: number): string {
  if (length < COUNTER_FROM) return "";
  const left = MAX_TEXT - length;
  if (left >= 0) return `${left.toLocaleString("en-GB")} characters left`;
  return `${(-left).toLocaleString("en-GB")} characters too many. You can send it in two parts.`;
}

/** As tall as its text, up to what the styles allow. */
function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
}
