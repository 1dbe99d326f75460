/** The panel's title, the way out of the page, the menu and the button that folds the panel away. */
import type { JSX } from "preact";

import { LeaveIcon, MinimiseIcon } from "../../shared/icons/icons";
import { Menu } from "../menu/Menu";
import type { Kind } from "../note/keep";

interface Props {
  titleId: string;
  /** There is a conversation that could be lost by starting another. */
  underWay: boolean;
  onLeave(): void;
  onHide(): void;
  onStartAgain(): void;
  onEnd(): void;
  onKeepNote(kind: Kind): void;
}

export function Header({ titleId, underWay, onLeave, onHide, onStartAgain, onEnd, onKeepNote }: Props): JSX.Element {
  return (
    <div class="header">
      <h2 id={titleId} class="header__title">Talk it through</h2>
      <button type="button" class="button header__leave" data-testid="quick-exit" onClick={onLeave}
        aria-describedby="leave-hint">
        <LeaveIcon />
        Leave this page
      </button>
      <span id="leave-hint" class="only-heard">Hides this page at once. You can also press Escape three times.</span>
      <Menu underWay={underWay} onStartAgain={onStartAgain} onEnd={onEnd} onKeepNote={onKeepNote} />
      <button type="button" class="button button--bare" data-testid="close-panel" aria-label="Fold this panel away"
        onClick={onHide}>
        <MinimiseIcon />
      </button>
    </div>
  );
}
