/** The numbers that are on screen whatever happens to servers. Holds no state and asks nobody. */
import type { JSX } from "preact";

import { EMERGENCY_PHONE, telHref } from "../../shared/constants";

export function SafetyBar({ helplineName, helplinePhone }: { helplineName: string; helplinePhone: string }): JSX.Element {
  return (
    <div class="safety-bar" data-testid="safety-bar" role="group" aria-label="Numbers to call">
      <span>
        Child in danger now? <a href={telHref(EMERGENCY_PHONE)}>Call {EMERGENCY_PHONE}</a>
      </span>
      <span>
        <a href={telHref(helplinePhone)} title={helplineName}>Helpline {helplinePhone}</a>
      </span>
    </div>
  );
}
