/** The widget: a launcher, and the panel that it opens. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { useStore } from "../../shared/store";
import { Composer } from "../composer/Composer";
import { Header } from "../header/Header";
import { Launcher } from "../launcher/Launcher";
import type { Chat } from "../logic/chat";
import { EscapeCounter, quickExit } from "../logic/exit";
import type { Settings } from "../logic/settings";
import { statusOf } from "../logic/status";
import { save, type Kind } from "../note/keep";
import { MessageList } from "../message-list/MessageList";
import { SafetyBar } from "../safety-bar/SafetyBar";
import { StatusBar } from "../status-bar/StatusBar";
import { StickyCard } from "../sticky-card/StickyCard";

const TITLE_ID = "panel-title";

export function App({ chat, settings }: { chat: Chat; settings: Settings }): JSX.Element {
  const state = useStore(chat.state);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState("");
  const launcher = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const status = statusOf({ ...state, helplinePhone: settings.helplinePhone });
  const withPerson = state.handoff?.state === "claimed";

  function leave(): void {
    quickExit(settings.exitUrl, {
      forget: () => chat.forget(),
      leave: (url) => globalThis.location.replace(url),
    });
  }

  function show(): void {
    setOpen(true);
    chat.open();
  }

  function hide(): void {
    setOpen(false);
    chat.hide();
  }

  function takeBack(id: string): void {
    const words = chat.takeBack(id);
    setDraft((written) => joined(written, words));
  }

  function keepNote(kind: Kind): void {
    chat.note(kind, (note) => save(note, kind));
  }

  function end(): void {
    chat.end();
    setDraft("");
    hide();
  }

  useFocusOnChange(open, () => (touchScreen() ? panel.current : field.current), () => launcher.current);
  useFocusKept(open, withPerson, () => field.current);
  useEscapeToLeave(open, leave, (words) => chat.announce(words));

  return (
    <div class="helpline">
      <Launcher open={open} resumable={chat.resumable} unread={state.unread} immediate={state.danger}
        buttonRef={launcher} onOpen={show} />
      <section class="panel" data-testid="panel" ref={panel} role="dialog" aria-labelledby={TITLE_ID} tabIndex={-1}
        hidden={!open}>
        <Header titleId={TITLE_ID} underWay={state.items.length > 0} onLeave={leave} onHide={hide}
          onStartAgain={() => chat.startAgain()} onEnd={end}
          onKeepNote={keepNote} />
        <SafetyBar {...settings} />
        <StatusBar status={status} withPerson={withPerson} waiting={state.asking || state.handoff?.state === "waiting"}
          onTalk={() => chat.talkToPerson()} onCancel={() => chat.cancelHandoff()} />
        {state.danger && <StickyCard />}
        <MessageList items={state.items} typing={state.typing} danger={state.danger} withPerson={withPerson} {...settings}
          onChoose={(reply) => { chat.choose(reply); field.current?.focus(); }}
          onKeepNote={keepNote}
          onRetry={(id) => { chat.retry(id); field.current?.focus(); }}
          onTakeBack={(id) => { takeBack(id); field.current?.focus(); }} />
        <Composer draft={draft} fieldRef={field} onDraft={setDraft} onSend={(text) => chat.say(text)} />
        <p class="only-heard" role="status">{state.announcement}</p>
      </section>
    </div>
  );
}

function joined(draft: string, words: string): string {
  return draft.trim() === "" ? words : `${words}\n${draft}`;
}

function touchScreen(): boolean {
  return globalThis.matchMedia("(pointer: coarse)").matches;
}

/** Focus goes into the panel when it opens and back to the launcher when it folds away. */
function useFocusOnChange(open: boolean, inside: () => HTMLElement | null, outside: () => HTMLElement | null): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else (open ? inside() : outside())?.focus();
  }, [open]);
}

/** The button that had the focus may go when a counsellor joins: the focus then goes to the composer. */
function useFocusKept(open: boolean, withPerson: boolean, fallback: () => HTMLElement | null): void {
  useEffect(() => {
    if (open && document.activeElement === document.body) fallback()?.focus();
  }, [withPerson]);
}

function useEscapeToLeave(open: boolean, leave: () => void, announce: (words: string) => void): void {
  const counter = useRef(new EscapeCounter());
  useEffect(() => {
    if (!open) return undefined;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.repeat || event.isComposing) return;
      const left = counter.current.press(Date.now());
      if (left === 0) leave();
      else announce(left === 1 ? "Press Escape once more to leave this page." : `Press Escape ${left} more times to leave this page.`);
    };
    document.addEventListener("keydown", pressed, true);
    return () => document.removeEventListener("keydown", pressed, true);
  }, [open]);
}
