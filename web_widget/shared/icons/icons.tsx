/** The few drawn signs. All decoration: the words beside them carry the meaning. */
import type { ComponentChildren, JSX } from "preact";

function Icon({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"
      stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const SpeechIcon = (): JSX.Element => (
  <Icon><path d="M4 5h16v11H9l-5 4z" /><path d="M8 9h8M8 12.5h5" /></Icon>
);
export const CloseIcon = (): JSX.Element => <Icon><path d="M6 6l12 12M18 6L6 18" /></Icon>;
export const MinimiseIcon = (): JSX.Element => <Icon><path d="M5 9l7 7 7-7" /></Icon>;
export const MenuIcon = (): JSX.Element => (
  <Icon><circle cx="12" cy="5" r="1" /><circle cx="12" cy="12" r="1" /><circle cx="12" cy="19" r="1" /></Icon>
);
export const LeaveIcon = (): JSX.Element => (
  <Icon><path d="M10 4H5v16h5" /><path d="M14 8l4 4-4 4M18 12H9" /></Icon>
);
export const SendIcon = (): JSX.Element => <Icon><path d="M4 12l16-8-6 16-3-6z" /></Icon>;
export const PersonIcon = (): JSX.Element => (
  <Icon><circle cx="12" cy="8" r="4" /><path d="M4 21c1-5 4-7 8-7s7 2 8 7" /></Icon>
);
export const PhoneIcon = (): JSX.Element => (
  <Icon><path d="M6 3h4l1 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 1v4c0 2-1.5 3-3 3C10 21 3 14 3 6c0-1.5 1-3 3-3z" /></Icon>
);
export const AlertIcon = (): JSX.Element => (
  <Icon><path d="M12 3l9.5 17h-19z" /><path d="M12 10v4M12 17v.5" /></Icon>
);
/** One shape for each urgency, so that colour is never the only sign. */
export const DiamondIcon = (): JSX.Element => <Icon><path d="M12 3l9 9-9 9-9-9z" /></Icon>;
export const CircleIcon = (): JSX.Element => <Icon><circle cx="12" cy="12" r="8" /></Icon>;
export const QuestionIcon = (): JSX.Element => (
  <Icon><circle cx="12" cy="12" r="9" /><path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1 .9-1 1.7M12 17v.3" /></Icon>
);
