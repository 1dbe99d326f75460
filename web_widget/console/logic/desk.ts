/** The console without any drawing: who is signed in, the queue, the conversations looked at, and our
 * own words on their way.
 *
 * After every connection each conversation that was opened is asked for again, from its last number:
 * what was missed arrives once. A connection refused with "sign in" ends the sign-in here too. */
import type { Line, Link } from "../../shared/connection";
import { freshId } from "../../shared/ids";
import { Outbox } from "../../shared/outbox";
import type { Ack, QueueItem, QueueView, Result, Transcript } from "../../shared/protocol";
import { Store } from "../../shared/store";
import type { Api, Me } from "./api";
import { newsOf, pageTitle } from "./news";
import { change, lastSeq, merge, NOT_LOADED, type OpenConversation } from "./transcript";

export interface DeskState {
  phase: "loading" | "signed-out" | "signed-in" | "unreachable";
  me: Me | null;
  /** Words on the sign-in page, or why the console cannot start. */
  problem: string;
  line: Line;
  queue: QueueView | null;
  selected: string | null;
  open: Readonly<Record<string, OpenConversation>>;
  unread: Readonly<Record<string, number>>;
  drafts: Readonly<Record<string, string>>;
  /** The newest notice or refusal, until it is put away. */
  notice: string;
  urgentNews: string;
  calmNews: string;
}

const SIGNED_OUT: DeskState = {
  phase: "signed-out", me: null, problem: "", line: "off", queue: null, selected: null,
  open: {}, unread: {}, drafts: {}, notice: "", urgentNews: "", calmNews: "",
};
const NO_ANSWER = "No answer yet. Nothing was changed that we know of. Try again.";
const SIGN_IN_ENDED = "Your sign-in has ended. Sign in again to go on.";
/** Milliseconds between two hints that we are writing. */
const TYPING_EVERY = 3_000;

export class Desk {
  readonly state = new Store<DeskState>({ ...SIGNED_OUT, phase: "loading" });
  readonly #link: Link;
  readonly #api: Api;
  readonly #outbox: Outbox;
  #typingAt = 0;
  #typingStops: ReturnType<typeof setTimeout> | undefined;
  /** Told of every immediate arrival. */
  onImmediate: () => void = () => undefined;

  constructor({ link, api }: { link: Link; api: Api }) {
    this.#link = link;
    this.#api = api;
    this.#outbox = new Outbox({
      send: ({ id, text, to }, answer) => {
        const payload = { conversation: to, text, message_id: id };
        link.ask("message", payload, (reply) => answer(reply === null ? null : ackOf(reply as Result)));
      },
      changed: ({ id, to }, delivery, failure) => this.#update(to, (open) => change(open, id, { delivery, failure })),
      saved: ({ id, to }, seq) => this.#update(to, (open) => change(open, id, { seq, delivery: "sending" })),
    });
    link.onLine((line, reason) => this.#onLine(line, reason));
    link.on("queue", (view) => this.#onQueue(view as QueueView));
    link.on("transcript", (news) => this.#onTranscript(news as Transcript));
    link.on("typing", (hint) => {
      const { conversation, typing } = hint as { conversation: string; typing: boolean };
      this.#update(conversation, (open) => ({ ...open, typing: typing === true }));
    });
    link.on("notice", (notice) => this.say(String((notice as { text?: unknown } | null)?.text ?? "")));
  }

  /** Finds out who is signed in, and connects. */
  async start(): Promise<void> {
    const answer = await this.#api.me();
    if (answer.kind === "ok") {
      this.state.set({ phase: "signed-in", me: answer.value, problem: "", line: "connecting" });
      this.#link.open();
    } else if (answer.kind === "refused") {
      this.state.set({ phase: "signed-out" });
    } else {
      this.state.set({ phase: "unreachable", problem: answer.text });
    }
  }

  /** Signs in; the words to show where that was refused, else "". */
  async signIn(username: string, password: string): Promise<string> {
    const answer = await this.#api.login(username, password);
    if (answer.kind !== "ok") return answer.text;
    await this.start();
    return "";
  }

  async signOut(): Promise<void> {
    const answer = await this.#api.logout();
    if (answer.kind === "unreachable") {
      this.say(`You are still signed in. ${answer.text}`);
      return;
    }
    this.#leave("");
  }

  /** Looks at a conversation: read only, until it is claimed. */
  select(conversation: string): void {
    const { open, unread } = this.state.get();
    this.state.set({
      selected: conversation,
      open: { ...open, [conversation]: open[conversation] ?? NOT_LOADED },
      unread: { ...unread, [conversation]: 0 },
    });
    this.#ask(conversation);
  }

  /** The line of the queue for a conversation, as new as we know it. */
  item(conversation: string | null): QueueItem | null {
    if (conversation === null) return null;
    const { queue, open } = this.state.get();
    const listed = [...(queue?.waiting ?? []), ...(queue?.mine ?? []), ...(queue?.others ?? [])];
    return listed.find((item) => item.conversation === conversation) ?? open[conversation]?.item ?? null;
  }

  isMine(conversation: string | null): boolean {
    return this.state.get().queue?.mine.some((item) => item.conversation === conversation) ?? false;
  }

  claim(conversation: string): Promise<boolean> {
    return this.#act("claim", { conversation });
  }

  release(conversation: string): Promise<boolean> {
    return this.#act("release", { conversation });
  }

  close(conversation: string): Promise<boolean> {
    return this.#act("close", { conversation });
  }

  clearUrgency(conversation: string, reason: string): Promise<boolean> {
    return this.#act("clear_urgency", { conversation, reason });
  }

  send(conversation: string, text: string): void {
    const id = freshId();
    this.#update(conversation, (open) => ({
      ...open,
      pending: [
        ...open.pending,
        { id, text, at: Date.now(), after: lastSeq(open), delivery: "sending", failure: null },
      ],
    }));
    this.#outbox.add({ id, text, to: conversation });
    this.draft(conversation, "");
    this.#typing(conversation, false);
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  /** Puts unsent words back into the draft. */
  takeBack(conversation: string, id: string): void {
    const words = this.state.get().open[conversation]?.pending.find((one) => one.id === id)?.text ?? "";
    this.#outbox.drop(id);
    this.#update(conversation, (open) => ({ ...open, pending: open.pending.filter((one) => one.id !== id) }));
    const draft = this.state.get().drafts[conversation] ?? "";
    this.draft(conversation, draft.trim() === "" ? words : `${words}\n${draft}`);
  }

  draft(conversation: string, text: string): void {
    this.state.set({ drafts: { ...this.state.get().drafts, [conversation]: text } });
  }

  /** The counsellor is writing: told at most every few seconds, and told when it stops. */
  writing(conversation: string): void {
    if (Date.now() - this.#typingAt > TYPING_EVERY) this.#typing(conversation, true);
    clearTimeout(this.#typingStops);
    this.#typingStops = setTimeout(() => this.#typing(conversation, false), TYPING_EVERY + 1_000);
  }

  say(notice: string): void {
    this.state.set({ notice });
  }

  #typing(conversation: string, typing: boolean): void {
    clearTimeout(this.#typingStops);
    this.#typingAt = typing ? Date.now() : 0;
    this.#link.emit("typing", { conversation, typing });
  }

  #onLine(line: Line, reason: string | null): void {
    if (reason === "sign in") {
      this.#leave(SIGN_IN_ENDED);
      return;
    }
    this.state.set({ line });
    if (line !== "open") {
      this.#outbox.closed();
      return;
    }
    for (const conversation of Object.keys(this.state.get().open)) this.#ask(conversation);
    this.#outbox.opened();
  }

  #leave(problem: string): void {
    this.#outbox.clear();
    this.#link.close();
    this.state.set({ ...SIGNED_OUT, problem });
    document.title = pageTitle(null);
  }

  #onQueue(view: QueueView): void {
    const { urgent, calm } = newsOf(this.state.get().queue, view);
    this.state.set({ queue: view, ...(urgent ? { urgentNews: urgent } : {}), ...(calm ? { calmNews: calm } : {}) });
    document.title = pageTitle(view);
    if (urgent) this.onImmediate();
    for (const { conversation } of view.mine) {
      if (!this.state.get().open[conversation]) this.#watch(conversation);
    }
  }

  /** A conversation of ours that this window has not opened yet (after a reload, say). */
  #watch(conversation: string): void {
    this.state.set({ open: { ...this.state.get().open, [conversation]: NOT_LOADED } });
    this.#ask(conversation);
  }

  #onTranscript(news: Transcript): void {
    const { open, selected, unread } = this.state.get();
    const before = open[news.conversation] ?? NOT_LOADED;
    const words = news.entries.filter(
      (entry) => entry.sender === "professional" && entry.seq > lastSeq(before),
    ).length;
    this.state.set({
      open: { ...open, [news.conversation]: merge(before, news) },
      unread:
        news.conversation === selected || !before.loaded
          ? unread
          : { ...unread, [news.conversation]: (unread[news.conversation] ?? 0) + words },
    });
  }

  #ask(conversation: string): void {
    const last_seen = lastSeq(this.state.get().open[conversation]);
    this.#link.ask("open", { conversation, last_seen }, (reply) => {
      const result = reply as Result | null;
      if (result === null || result.ok === true) return;
      this.#update(conversation, (open) => ({ ...open, error: result.text ?? NO_ANSWER }));
    });
  }

  #act(event: string, payload: object): Promise<boolean> {
    this.say("");
    return new Promise((resolve) => {
      this.#link.ask(event, payload, (reply) => {
        const result = reply as Result | null;
        const done = result?.ok === true;
        if (!done) this.say(result?.text ?? NO_ANSWER);
        resolve(done);
      });
    });
  }

  #update(conversation: string | undefined, how: (open: OpenConversation) => OpenConversation): void {
    if (conversation === undefined) return;
    const { open } = this.state.get();
    const one = open[conversation];
    if (one) this.state.set({ open: { ...open, [conversation]: how(one) } });
  }
}

function ackOf({ ok, seq, error, text }: Result): Ack {
  if (seq !== undefined) return { seq };
  return { error: error ?? (ok === true ? "unknown" : "refused"), text: text ?? "" };
}
