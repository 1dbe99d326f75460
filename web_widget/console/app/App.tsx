/** The console's frame: sign-in, or the three panes. On a narrow screen one pane shows at a time. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { useStore } from "../../shared/store";
import { CloseIcon } from "../../shared/icons/icons";
import { ConversationPane } from "../transcript/ConversationPane";
import { chime } from "../logic/chime";
import type { Desk, DeskState } from "../logic/desk";
import { QueuePane } from "../queue/QueuePane";
import { Shortcuts, useShortcuts } from "../shortcuts/Shortcuts";
import { SignIn } from "../sign-in/SignIn";
import { SummaryPane } from "../summary/SummaryPane";

export type Pane = "queue" | "conversation" | "summary";

const PANES: ReadonlyArray<{ pane: Pane; title: string }> = [
  { pane: "queue", title: "Queue" },
  { pane: "conversation", title: "Conversation" },
  { pane: "summary", title: "Summary" },
];
const SOUND = "helpline-console-sound";

export function App({ desk }: { desk: Desk }): JSX.Element {
  const state = useStore(desk.state);
  if (state.phase === "loading") return <main class="whole-page"><p role="status">Starting the console…</p></main>;
  if (state.phase === "unreachable") {
    return (
      <main class="whole-page">
        <h1>Helpline console</h1>
        <p role="alert">{state.problem}</p>
        <button type="button" class="button button--main" onClick={() => void desk.start()}>Try again</button>
      </main>
    );
  }
  if (state.phase === "signed-out") {
    return <SignIn problem={state.problem} onSignIn={(username, password) => desk.signIn(username, password)} />;
  }
  return <Workplace desk={desk} state={state} />;
}

function Workplace({ desk, state }: { desk: Desk; state: DeskState }): JSX.Element {
  const [pane, setPane] = useState<Pane>("queue");
  const [help, setHelp] = useState(false);
  const [sound, setSound] = useState(() => localStorage.getItem(SOUND) === "on");
  const now = useNow();

  useEffect(() => {
    desk.onImmediate = sound ? chime : () => undefined;
  }, [sound]);
  useShortcuts({ toPane: (to) => focusPane(to, setPane), help: () => setHelp(true) });

  function switchSound(): void {
    localStorage.setItem(SOUND, sound ? "off" : "on");
    setSound(!sound);
    if (!sound) chime();
  }

  return (
    <div class="workplace" data-pane={pane}>
      <header class="top">
        <h1 class="top__title">Helpline console</h1>
        <p class="top__who">{state.me?.name}</p>
        <p class="top__line" role="status" data-testid="line">{lineWords(state)}</p>
        <button type="button" class="button top__button" aria-pressed={sound} onClick={switchSound} data-testid="sound">
          Sound {sound ? "on" : "off"}
        </button>
        <button type="button" class="button top__button" onClick={() => setHelp(true)}>Keys</button>
        <button type="button" class="button top__button" data-testid="sign-out" onClick={() => void desk.signOut()}>
          Sign out
        </button>
      </header>
      {state.line === "lost" && (
        <p class="banner" data-testid="offline">
          The connection is lost. Trying again. What you see may be out of date, and what you write waits here.
        </p>
      )}
      <nav class="panes-switch" aria-label="Panes">
        {PANES.map((one) => (
          <button type="button" class="button" key={one.pane} aria-pressed={pane === one.pane}
            onClick={() => setPane(one.pane)}>
            {one.title}
          </button>
        ))}
      </nav>
      <main class="panes">
        <QueuePane state={state} now={now} onOpen={(conversation) => { desk.select(conversation); setPane("conversation"); }}
          onClaim={(conversation) => { desk.select(conversation); void desk.claim(conversation); setPane("conversation"); }} />
        <ConversationPane desk={desk} state={state} now={now} />
        <SummaryPane item={desk.item(state.selected)} open={state.selected ? state.open[state.selected] : undefined} />
      </main>
      {state.notice !== "" && (
        <div class="notice" role="alert" data-testid="notice">
          <p>{state.notice}</p>
          <button type="button" class="button button--bare" aria-label="Put this notice away" onClick={() => desk.say("")}>
            <CloseIcon />
          </button>
        </div>
      )}
      <p class="only-heard" aria-live="assertive" data-testid="urgent-news">{state.urgentNews}</p>
      <p class="only-heard" aria-live="polite">{state.calmNews}</p>
      {help && <Shortcuts onClose={() => setHelp(false)} />}
    </div>
  );
}

function lineWords({ line }: DeskState): string {
  if (line === "open") return "Connected";
  return line === "lost" ? "Reconnecting…" : "Connecting…";
}

function focusPane(pane: Pane, show: (pane: Pane) => void): void {
  show(pane);
  requestAnimationFrame(() => {
    const root = document.querySelector<HTMLElement>(`[data-pane-name="${pane}"]`);
    (root?.querySelector<HTMLElement>("[data-first]") ?? root)?.focus();
  });
}

/** The time, a few times a minute: waiting times tick without a redraw each second. */
function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(ticking);
  }, []);
  return now;
}
