/** The button in the corner of the host page. */
import type { JSX, Ref } from "preact";

import { SpeechIcon } from "../../shared/icons/icons";

interface Props {
  open: boolean;
  resumable: boolean;
  unread: number;
  /** The helpline says that this conversation is about immediate danger. */
  immediate: boolean;
  buttonRef: Ref<HTMLButtonElement>;
  onOpen(): void;
}

function words({ resumable, unread, immediate }: Props): string {
  if (immediate) return "Danger now? Call 999. Open the conversation";
  if (unread > 0) return unread === 1 ? "1 new message" : `${unread} new messages`;
  return resumable ? "Go back to your conversation" : "Unsure about a child? Talk it through";
}

export function Launcher(props: Props): JSX.Element {
  return (
    <button type="button" ref={props.buttonRef} data-testid="launcher" hidden={props.open}
      class={`launcher ${props.immediate ? "launcher--danger" : ""}`}
      aria-expanded={props.open} onClick={props.onOpen}>
      <SpeechIcon />
      <span>{words(props)}</span>
    </button>
  );
}
