/** What may be done with the chosen conversation now. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { lengthOf } from "../../shared/constants";
import type { QueueItem } from "../../shared/protocol";
import { Dialog } from "../dialog/Dialog";
import type { Desk } from "../logic/desk";

/** As in the gateway: the longest reason, in characters. */
const MAX_REASON = 200;

interface Props {
  desk: Desk;
  item: QueueItem;
  mine: boolean;
}

export function Actions({ desk, item, mine }: Props): JSX.Element | null {
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<"close" | "clear" | null>(null);
  const { conversation } = item;

  useEffect(() => setAsked(null), [conversation]);

  async function run(act: () => Promise<boolean>): Promise<void> {
    setAsked(null);
    if (busy) return;
    setBusy(true);
    await act();
    setBusy(false);
  }

  if (item.state === "waiting") {
    return (
      <div class="actions">
        <button type="button" class="button button--main" data-testid="claim" aria-disabled={busy}
          onClick={() => void run(() => desk.claim(conversation))}>
          Claim
        </button>
      </div>
    );
  }
  if (!mine) return null;
  return (
    <div class="actions">
      <button type="button" class="button" data-testid="release" aria-disabled={busy}
        onClick={() => void run(() => desk.release(conversation))}>
        Hand back to assistant
      </button>
      {item.urgency === "immediate" && (
        <button type="button" class="button" data-testid="clear-urgency" onClick={() => setAsked("clear")}>
          Mark danger as cleared
        </button>
      )}
      <button type="button" class="button" data-testid="close" onClick={() => setAsked("close")}>Close</button>
      {asked === "close" && (
        <Dialog title="Close this conversation?" confirm="Close it" onClose={() => setAsked(null)}
          onConfirm={() => void run(() => desk.close(conversation))}>
          <p>The professional is told that your part has ended. They can go on with the assistant, or ask for a person again.</p>
        </Dialog>
      )}
      {asked === "clear" && (
        <ClearDanger onClose={() => setAsked(null)}
          onConfirm={(reason) => void run(() => desk.clearUrgency(conversation, reason))} />
      )}
    </div>
  );
}

function ClearDanger({ onConfirm, onClose }: { onConfirm(reason: string): void; onClose(): void }): JSX.Element {
  const [reason, setReason] = useState("");
  const words = reason.trim();
  return (
    <Dialog title="Mark the danger as cleared?" confirm="Mark as cleared" danger onClose={onClose}
      ready={words !== "" && lengthOf(words) <= MAX_REASON} onConfirm={() => onConfirm(words)}>
      <p>The 999 notice goes from the professional's screen. Do this only when you know that the child is safe now.</p>
      <label htmlFor="clear-reason">Why is the danger over? Who is with the child, and where?</label>
      <textarea id="clear-reason" rows={3} maxLength={MAX_REASON} data-testid="clear-urgency-reason" value={reason}
        aria-describedby="clear-hint" onInput={(event) => setReason(event.currentTarget.value)} />
      <p id="clear-hint">Kept in the log under your name. Leave out names and addresses. Up to {MAX_REASON} characters.</p>
    </Dialog>
  );
}
