/** The 999 reminder that stays while the helpline counts this conversation as immediate danger. */
import type { JSX } from "preact";

import { EMERGENCY_PHONE, telHref } from "../../shared/constants";
import { PhoneIcon } from "../../shared/icons/icons";

export function StickyCard(): JSX.Element {
  return (
    <section class="sticky-card" data-testid="sticky-999" aria-label={`Call ${EMERGENCY_PHONE}`}>
      <p>
        <strong>If the danger is now, call {EMERGENCY_PHONE} first.</strong> This chat can wait.
      </p>
      <a class="button button--danger" href={telHref(EMERGENCY_PHONE)}>
        <PhoneIcon />
        Call {EMERGENCY_PHONE}
      </a>
    </section>
  );
}
