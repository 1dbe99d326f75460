/** Everything said so far. The words that raised the level are marked, and say why when pointed at or
 * reached with Tab. */
import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";

import { AlertIcon } from "../../shared/icons/icons";
import type { Line } from "../../shared/connection";
import type { TranscriptEntry } from "../../shared/protocol";
import { clock, fullDate } from "../../shared/time";
import { useFollow } from "../../shared/follow";
import { segments } from "../logic/highlight";
import type { OpenConversation, Pending } from "../logic/transcript";

interface Props {
  open: OpenConversation;
  line: Line;
  now: number;
  onRetry(id: string): void;
  onTakeBack(id: string): void;
}

export function Transcript({ open, line, onRetry, onTakeBack }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const mine = open.pending.at(-1);
  const newest = mine?.id ?? String(open.entries.at(-1)?.seq ?? "");
  const { behind, scrolled, toEnd } = useFollow({ box, newest, own: mine !== undefined });

  return (
    <div class="transcript">
      <div class="transcript__scroll" ref={box} onScroll={scrolled} role="log" aria-label="Transcript"
        aria-relevant="additions" tabIndex={0} data-testid="transcript" data-first="">
        {!open.loaded && <p class="empty" role="status">{loading(open.error, line)}</p>}
        {open.error !== "" && open.loaded && <p class="empty" role="alert">{open.error}</p>}
        {open.loaded && open.entries.length === 0 && <p class="empty">Nothing has been said yet.</p>}
        {open.entries.map((entry) => <Row key={entry.seq} entry={entry} />)}
        {open.pending.map((one) => (
          <Waiting key={one.id} one={one} onRetry={onRetry} onTakeBack={onTakeBack} />
        ))}
        {open.typing && <p class="transcript__typing">The professional is writing…</p>}
      </div>
      {behind && <button type="button" class="button transcript__down" onClick={toEnd}>Newer messages below</button>}
    </div>
  );
}

function loading(error: string, line: Line): string {
  if (error !== "") return error;
  return line === "lost" ? "The transcript cannot be reached. Trying again." : "Loading the transcript…";
}

const WHO = { assistant: "Assistant", counsellor: "Counsellor", professional: "Professional", system: "" };

function Time({ at }: { at: number }): JSX.Element {
  return <time dateTime={new Date(at).toISOString()} title={fullDate(at)}>{clock(at)}</time>;
}

/** An entry that is drawn again only when it changed: a long transcript costs no more a turn than a short one. */
function Row({ entry }: { entry: TranscriptEntry }): JSX.Element {
  return useMemo(() => <Entry entry={entry} />, [entry]);
}

function Entry({ entry }: { entry: TranscriptEntry }): JSX.Element {
  if (entry.kind === "event") {
    return <p class="event" data-testid="event" data-seq={entry.seq}><span>{entry.text}</span> <Time at={entry.at} /></p>;
  }
  const who = entry.sender === "counsellor" && entry.name ? `${entry.name}, counsellor` : WHO[entry.sender];
  return (
    <article class={`said said--${entry.sender} said--${entry.urgency ?? "none"}`} data-testid="message"
      data-sender={entry.sender} data-seq={entry.seq}>
      <p class="said__who">{who} <Time at={entry.at} /></p>
      <p class="said__text"><Marked entry={entry} /></p>
    </article>
  );
}

function Marked({ entry }: { entry: TranscriptEntry }): JSX.Element {
  return (
    <>
      {segments(entry.text, entry.reasons ?? []).map((segment, index) => {
        if (segment.why.length === 0) return segment.text;
        const id = `why-${entry.seq}-${index}`;
        return (
          <span class="flagged" key={index}>
            <mark tabIndex={0} aria-describedby={id}>{segment.text}</mark>
            <span class="flagged__why" role="tooltip" id={id}>{segment.why.join(". ")}</span>
          </span>
        );
      })}
    </>
  );
}

interface WaitingProps {
  one: Pending;
  onRetry(id: string): void;
  onTakeBack(id: string): void;
}

function Waiting({ one, onRetry, onTakeBack }: WaitingProps): JSX.Element {
  const words = one.delivery === "sending" ? "Sending…" : "Not saved yet, trying again";
  return (
    <article class="said said--counsellor said--pending" data-testid="pending">
      <p class="said__who">You <Time at={one.at} /></p>
      <p class="said__text">{one.text}</p>
      {one.delivery === "failed" ? (
        <div class="said__failed" role="alert">
          <p><AlertIcon /> <span><strong>Not sent.</strong> {one.failure?.text}</span></p>
          <button type="button" class="button" onClick={() => onRetry(one.id)}>Send again</button>{" "}
          <button type="button" class="button" onClick={() => onTakeBack(one.id)}>Change it</button>
        </div>
      ) : (
        <p class="said__who">{words}</p>
      )}
    </article>
  );
}
