/** A note to keep; "New conversation" and "End and forget", each with one step to change one's mind. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { CloseIcon, MenuIcon } from "../../shared/icons/icons";
import type { Kind } from "../note/keep";

type Choice = "again" | "end";

interface Props {
  underWay: boolean;
  onStartAgain(): void;
  onEnd(): void;
  onKeepNote(kind: Kind): void;
}

const ASK: Record<Choice, { why: string; yes: string }> = {
  again: {
    why: "This clears the conversation from this screen and starts another.",
    yes: "Start a new conversation",
  },
  end: {
    why: "This clears the conversation from this device. The helpline may keep what you sent for a limited time.",
    yes: "End and forget",
  },
};

export function Menu({ underWay, onStartAgain, onEnd, onKeepNote }: Props): JSX.Element {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<Choice | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (open) list.current?.querySelector("button")?.focus();
  }, [open, asked]);

  function close(): void {
    setOpen(false);
    setAsked(null);
    button.current?.focus();
  }

  function keep(kind: Kind): void {
    close();
    onKeepNote(kind);
  }

  function choose(choice: Choice): void {
    if (choice === "again" && !underWay) act(choice);
    else setAsked(choice);
  }

  function act(choice: Choice): void {
    close();
    if (choice === "again") onStartAgain();
    else onEnd();
  }

  return (
    <div class="menu" onKeyDown={(event) => event.key === "Escape" && open && close()}>
      <button type="button" ref={button} class="button button--bare" data-testid="menu" aria-expanded={open}
        aria-controls="menu-list" aria-label="Conversation menu" onClick={() => (open ? close() : setOpen(true))}>
        {open ? <CloseIcon /> : <MenuIcon />}
      </button>
      <div id="menu-list" class="menu__list" ref={list} hidden={!open}>
        {asked === null ? (
          <>
            {underWay && (
              <>
                <button type="button" class="button" data-testid="menu-note-pdf" onClick={() => keep("pdf")}>
                  Save a note (PDF)
                </button>
                <button type="button" class="button" data-testid="menu-note-text" onClick={() => keep("text")}>
                  Save a note (text)
                </button>
              </>
            )}
            <button type="button" class="button" data-testid="new-conversation" onClick={() => choose("again")}>
              New conversation
            </button>
            <button type="button" class="button" data-testid="end-and-forget" onClick={() => choose("end")}>
              End and forget
            </button>
          </>
        ) : (
          <>
            <p>{ASK[asked].why}</p>
            <button type="button" class="button button--main" data-testid="menu-confirm" onClick={() => act(asked)}>
              {ASK[asked].yes}
            </button>
            <button type="button" class="button" onClick={close}>Keep this conversation</button>
          </>
        )}
      </div>
    </div>
  );
}
