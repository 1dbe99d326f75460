/** A question that must be answered before anything happens. The browser's own dialog: it holds the
 * focus, Escape says no, and the focus goes back where it was. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  title: string;
  children: ComponentChildren;
  /** The words on the button that does it; none for a dialog that only tells. */
  confirm?: string;
  danger?: boolean;
  ready?: boolean;
  onConfirm?(): void;
  onClose(): void;
}

export function Dialog({ title, children, confirm, danger = false, ready = true, onConfirm, onClose }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => dialog.current?.showModal(), []);

  function submit(event: Event): void {
    event.preventDefault();
    if (ready) onConfirm?.();
  }

  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="dialog-title" onClose={onClose} data-testid="dialog">
      <form onSubmit={submit}>
        <h2 id="dialog-title">{title}</h2>
        {children}
        <div class="dialog__buttons">
          <button type="button" class="button" data-testid="dialog-cancel" onClick={() => dialog.current?.close()}>
            {confirm === undefined ? "Close" : "Cancel"}
          </button>
          {confirm !== undefined && (
            <button type="submit" class={`button ${danger ? "button--danger" : "button--main"}`} data-testid="dialog-confirm"
              aria-disabled={!ready}>
              {confirm}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
