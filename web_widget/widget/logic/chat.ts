/** One professional's conversation, without any drawing.
 *
 * On connecting: `session_request` with what we hold; `session_confirm` names the session; only then
 * do unsent messages go out, oldest first. What arrives is put in its place by `timeline`, and a gap
 * in the numbers is asked for once. Closing the panel keeps the conversation; ending it forgets it. */
import type { Line, Link } from "../../shared/connection";
import { ACK_TIMEOUT, TYPING_HOLDS } from "../../shared/constants";
import { freshId } from "../../shared/ids";
import { Outbox, type Delivery, type Failure, type Outgoing } from "../../shared/outbox";
import {
  readAck, readNote, type HandoffStatus, type Note, type Notice, type QuickReply, type Uttered,
} from "../../shared/protocol";
import { Store } from "../../shared/store";
import { Cursor } from "./cursor";
import { listen } from "./inbound";
import type { SessionStore } from "./session";
import * as timeline from "./timeline";

export interface ChatState {
  line: Line;
  /** A session was confirmed since the conversation was opened. */
  started: boolean;
  items: timeline.Timeline;
  handoff: HandoffStatus | null;
  /** A 999 card came, or the server counts this conversation as immediate; only the server ends it. */
  danger: boolean;
  asking: boolean;
  typing: boolean;
  /** Messages that came while the panel was closed. */
  unread: number;
  /** Said once to screen readers, outside the log. */
  announcement: string;
}

const FRESH: ChatState = {
  line: "off", started: false, items: [], handoff: null, danger: false, asking: false, typing: false, unread: 0, announcement: "",
};
/** Milliseconds that a missing number may take to arrive by itself. */
const GAP_PATIENCE = 2_000;
const ABOUT_A_MESSAGE = new Set(["empty", "too_long", "bad_event", "not_saved", "too_fast", "no_session"]);
const LOST_CONVERSATION = "The earlier conversation could not be found. What you write now starts a new one.";

export class Chat {
  readonly state = new Store<ChatState>(FRESH);
  readonly #link: Link;
  readonly #session: SessionStore;
  readonly #helplinePhone: string;
  readonly #outbox: Outbox;
  readonly #titles = new Map<string, string>();
  #cursor = new Cursor();
  #confirmed = false;
  #watching = false;
  #typingEnds: ReturnType<typeof setTimeout> | undefined;
  #gapCheck: ReturnType<typeof setTimeout> | undefined;
  #askCheck: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: { link: Link; session: SessionStore; helplinePhone: string }) {
    this.#link = parts.link;
    this.#session = parts.session;
    this.#helplinePhone = parts.helplinePhone;
    this.#outbox = new Outbox({
      send: (message, answer) => {
        const payload = {
          message: message.text,
          session_id: this.#session.read(),
          metadata: { message_id: message.id },
        };
        this.#link.ask("user_uttered", payload, (reply) => answer(reply === null ? null : readAck(reply)));
      },
      changed: (message, delivery, failure) => this.#delivering(message, delivery, failure),
      saved: (message, seq) => this.#saved(message, seq),
    });
    this.#link.onLine((line) => this.#onLine(line));
    listen(this.#link, {
      confirmed: (id) => this.#onConfirm(id),
      uttered: (message) => this.#onUttered(message),
      history: (messages) => this.#onHistory(messages),
      handoff: (status) => this.#onHandoff(status),
      typing: (typing) => this.#onTyping(typing),
      notice: (notice) => this.#onNotice(notice),
    });
  }

  /** True where this tab has a conversation to go back to. */
  get resumable(): boolean {
    return this.#session.read() !== null;
  }

  open(): void {
    this.#watching = true;
    this.state.set({ unread: 0 });
    if (this.state.get().line !== "off") return;
    this.state.set({ line: "connecting" });
    this.#link.open();
  }

  /** The panel was closed: the conversation goes on. */
  hide(): void {
    this.#watching = false;
  }

  say(text: string): void {
    this.#send(text, text);
  }

  /** Presses a button: its payload goes out, its title is what the person sees that they said. */
  choose(reply: QuickReply): void {
    this.#titles.set(reply.payload, reply.title);
    this.#send(reply.payload, reply.title);
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  /** Takes an unsent message back; its words go to the caller, to be changed. */
  takeBack(id: string): string {
    const item = this.state.get().items.find((one) => one.id === id);
    this.#outbox.drop(id);
    this.#show(timeline.drop(this.state.get().items, id));
    return item?.text ?? "";
  }

  /** Asks for the note of this conversation and hands it over; says so where none could be had. */
  note(kind: "text" | "pdf", keep: (note: Note) => void): void {
    this.announce("Making your note.");
    this.#link.ask("record_request", { pdf: kind === "pdf" }, (reply) => {
      const found = readNote(reply);
      if ("failed" in found) {
        this.#note(found.failed || "The note could not be made. Please try again in a moment.");
        return;
      }
      this.announce("Your note is ready.");
      keep(found);
    });
  }

  talkToPerson(): void {
    this.state.set({ asking: true });
    if (this.#confirmed) this.#ask();
  }

  cancelHandoff(): void {
    clearTimeout(this.#askCheck);
    this.state.set({ asking: false });
    this.#link.emit("handoff_request", { cancel: true });
  }

  /** Leaves this conversation and starts another. */
  startAgain(): void {
    this.end();
    this.open();
  }

  /** Leaves the queue, closes the connection and clears this tab. */
  end(): void {
    if (this.state.get().handoff?.state === "waiting") this.cancelHandoff();
    this.forget();
  }

  /** Clears everything at once, tells the server nothing: also the quick exit's first step. */
  forget(): void {
    this.#session.forget();
    this.#outbox.clear();
    this.#titles.clear();
    this.#cursor = new Cursor();
    this.#confirmed = false;
    for (const timer of [this.#typingEnds, this.#gapCheck, this.#askCheck]) clearTimeout(timer);
    this.state.set(FRESH);
    this.#link.close();
  }

  announce(text: string): void {
    this.state.set({ announcement: text });
  }

  #onLine(line: Line): void {
    this.state.set({ line });
    if (line === "open") {
      this.#request();
      return;
    }
    this.#confirmed = false;
    this.#outbox.closed();
    this.#onTyping(false);
  }

  #request(): void {
    this.#cursor.asked();
    this.#link.emit("session_request", {
      session_id: this.#session.read(),
      last_seen: this.#cursor.lastSeen,
    });
  }

  #onConfirm(id: string): void {
    const known = this.#session.read();
    if (known !== null && known !== id) this.#startedAnew();
    this.#session.write(id);
    this.state.set({ started: true });
    if (this.#confirmed) return;
    this.#confirmed = true;
    this.#outbox.opened();
    if (this.state.get().asking) this.#ask();
  }

  /** The conversation on screen is not the one that the server has now. */
  #startedAnew(): void {
    const { items } = this.state.get();
    this.#cursor = new Cursor();
    this.#show(timeline.retire(items, LOST_CONVERSATION, Date.now()));
  }

  #onUttered(message: Uttered): void {
    const { seq, sender } = message.metadata;
    this.#take([message]);
    if (sender === "assistant" && message.metadata.urgency === "immediate") this.state.set({ danger: true });
    if (seq !== undefined) this.#cursor.saw(seq);
    if (sender !== "professional") this.#onTyping(false);
    if (!this.#watching) this.state.set({ unread: this.state.get().unread + 1 });
    this.#mindTheGap();
  }

  #onHistory(messages: Uttered[]): void {
    this.#take(messages);
    this.#cursor.history(messages.flatMap(({ metadata }) => metadata.seq ?? []));
  }

  #take(messages: Uttered[]): void {
    const titleOf = (text: string): string => this.#titles.get(text) ?? text;
    let { items } = this.state.get();
    for (const message of messages) {
      if (timeline.contradicts(items, message)) {
        this.#show(items);
        this.#startedAnew();
        items = this.state.get().items;
      }
      for (const reply of message.quick_replies) this.#titles.set(reply.payload, reply.title);
      items = timeline.receive(items, message, Date.now(), titleOf);
    }
    this.#show(items);
  }

  #mindTheGap(): void {
    if (!this.#cursor.wantsHistory) return;
    clearTimeout(this.#gapCheck);
    this.#gapCheck = setTimeout(() => {
      if (this.#confirmed && this.#cursor.wantsHistory) this.#request();
    }, GAP_PATIENCE);
  }

  #onHandoff(status: HandoffStatus): void {
    const answered = status.state !== "none" || status.text !== undefined;
    if (answered) clearTimeout(this.#askCheck);
    const { asking, danger } = this.state.get();
    this.state.set({
      handoff: status,
      asking: asking && !answered,
      danger: status.urgency === undefined ? danger : status.urgency === "immediate",
    });
  }

  #onTyping(typing: boolean): void {
    clearTimeout(this.#typingEnds);
    if (this.state.get().typing !== typing) this.state.set({ typing });
    if (typing) this.#typingEnds = setTimeout(() => this.state.set({ typing: false }), TYPING_HOLDS);
  }

  #onNotice(notice: Notice): void {
    const about = notice.message_id;
    const mine = this.state.get().items.some((item) => item.id === about && item.delivery !== undefined);
    if (about !== undefined && mine && ABOUT_A_MESSAGE.has(notice.code)) {
      const failure = { error: notice.code, text: notice.text };
      this.#show(timeline.deliver(this.state.get().items, about, "failed", failure));
    } else {
      this.#note(notice.text);
    }
    if (notice.code === "saved_again") this.#outbox.retryRefused("not_saved");
  }

  #ask(): void {
    this.#link.emit("handoff_request", {});
    clearTimeout(this.#askCheck);
    this.#askCheck = setTimeout(() => {
      if (!this.state.get().asking) return;
      this.state.set({ asking: false });
      this.#note(`The helpline has not answered yet. You can ask again, or phone ${this.#helplinePhone}.`);
    }, ACK_TIMEOUT);
  }

  #send(text: string, shown: string): void {
    const id = freshId();
    this.#show(timeline.say(this.state.get().items, id, shown, Date.now()));
    this.#outbox.add({ id, text });
  }

  #delivering(message: Outgoing, delivery: Delivery, failure: Failure | null): void {
    this.#show(timeline.deliver(this.state.get().items, message.id, delivery, failure));
    if (delivery === "failed") this.announce(`Your message was not saved. ${failure?.text ?? ""}`);
  }

  #saved(message: Outgoing, seq: number): void {
    this.#show(timeline.acknowledge(this.state.get().items, message.id, seq));
    this.#cursor.saw(seq);
    this.#mindTheGap();
  }

  #note(text: string): void {
    this.#show(timeline.note(this.state.get().items, text, Date.now()));
  }

  #show(items: timeline.Timeline): void {
    if (items !== this.state.get().items) this.state.set({ items });
  }
}
