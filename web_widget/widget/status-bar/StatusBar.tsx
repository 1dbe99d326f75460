/** Who is there, and the way to a person. */
import type { JSX } from "preact";

import { PersonIcon } from "../../shared/icons/icons";
import type { Status } from "../logic/status";

interface Props {
  status: Status;
  /** In the queue, or asking to be. */
  waiting: boolean;
  withPerson: boolean;
  onTalk(): void;
  onCancel(): void;
}

export function StatusBar({ status, waiting, withPerson, onTalk, onCancel }: Props): JSX.Element {
  return (
    <div class={`status-bar status-bar--${status.tone}`}>
      <div class="status-bar__words" role="status" data-testid="status">
        <p class="status-bar__text">
          <span class="status-bar__mark" aria-hidden="true" />
          {status.text}
        </p>
        {status.detail !== "" && <p class="status-bar__detail">{status.detail}</p>}
      </div>
      {waiting ? (
        <button type="button" class="button status-bar__action" data-testid="cancel-handoff" onClick={onCancel}>
          Stop waiting
        </button>
      ) : (
        !withPerson && (
          <button type="button" class="button status-bar__action" data-testid="talk-to-person" onClick={onTalk}>
            <PersonIcon />
            Talk to a person
          </button>
        )
      )}
    </div>
  );
}
