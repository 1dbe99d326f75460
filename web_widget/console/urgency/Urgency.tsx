/** How pressing a conversation is: a word, a shape and a colour, each enough by itself. */
import type { JSX } from "preact";

import { AlertIcon, CircleIcon, DiamondIcon, QuestionIcon } from "../../shared/icons/icons";
import type { Level, Urgency as UrgencyName } from "../../shared/protocol";

type Kind = "immediate" | "urgent" | "check" | "concern" | "unsure";

const WORDS: Record<Kind, string> = {
  immediate: "Immediate danger",
  urgent: "Urgent, same day",
  check: "Danger not ruled out",
  concern: "Concern",
  unsure: "Unsure",
};
const SHAPES: Record<Kind, () => JSX.Element> = {
  immediate: AlertIcon, urgent: DiamondIcon, check: QuestionIcon, concern: CircleIcon, unsure: CircleIcon,
};

export function kindOf(urgency: UrgencyName, level: Level): Kind {
  if (urgency === "immediate" || level === "immediate") return "immediate";
  return urgency === "none" ? level : urgency;
}

export function Urgency({ urgency, level }: { urgency: UrgencyName; level: Level }): JSX.Element {
  const kind = kindOf(urgency, level);
  const Shape = SHAPES[kind];
  return (
    <span class={`urgency urgency--${kind}`} data-urgency={kind}>
      <Shape />
      {WORDS[kind]}
    </span>
  );
}
