/** The handoff summary, arranged for a reader who has ten seconds. Pure. */
import { NOT_ASKED, type Summary } from "../../shared/protocol";

export interface Fact {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly asked: boolean;
}

export interface Group {
  readonly title: string;
  readonly facts: readonly Fact[];
}

const GROUPS: ReadonlyArray<{ title: string; fields: Readonly<Record<string, string>> }> = [
  {
    title: "Child",
    fields: { age_band: "Age", children_count: "Children", disability: "Disability or communication need" },
  },
  {
    title: "Concern",
    fields: {
      topic: "Kind", source: "How it came to light", childs_words: "Child's words", first_noticed: "First noticed",
      frequency: "How often", answers: "Answers to our questions", injury: "Injury", alleged_relationship: "Alleged person is the child's",
      access: "Their access to the child",
    },
  },
  {
    title: "Safety",
    fields: {
      present_safety: "Safe now", safe_until: "Safe until", who_knows: "Who else knows",
      family_aware: "Family aware, and safe to tell",
    },
  },
  {
    title: "What has been done",
    fields: { actions_taken: "Actions", recorded: "Written down", duty_flagged: "Legal duty pointed out" },
  },
  {
    title: "The caller",
    fields: {
      role: "Role", setting: "Setting", nation: "Nation", relationship: "Knows the child as", worry: "Worry, in their view",
      wants: "Wants", safe_to_contact: "Safe to contact back", wellbeing: "Their own wellbeing",
    },
  },
];
/** Shown elsewhere. */
const ELSEWHERE = new Set(["level", "level_reasons", "trigger_phrases"]);

function words(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join("; ") : (value ?? "");
  return text === "" ? NOT_ASKED : text;
}

function fact(summary: Summary, field: string, label: string): Fact {
  const value = words(summary[field]);
  return { field, label, value, asked: value !== NOT_ASKED };
}

/** Every group with every field; fields that this console does not know yet come last, never lost. */
export function groups(summary: Summary): Group[] {
  const known = new Set([...ELSEWHERE, ...GROUPS.flatMap(({ fields }) => Object.keys(fields))]);
  const others = Object.keys(summary).filter((field) => !known.has(field));
  const listed = GROUPS.map(({ title, fields }) => ({
    title,
    facts: Object.entries(fields).map(([field, label]) => fact(summary, field, label)),
  }));
  if (others.length === 0) return listed;
  const more = others.map((field) => fact(summary, field, field.replaceAll("_", " ")));
  return [...listed, { title: "Other", facts: more }];
}

export function list(value: string | string[] | undefined): string[] {
  return Array.isArray(value) ? value : [];
}
