import { expect, it } from "vitest";

import { groups } from "./summary";

it("shows every group, and what nobody asked as not asked", () => {
  const shown = groups({ topic: "neglect", age_band: "5-10", disability: "not asked", actions_taken: "" });
  expect(shown.map(({ title }) => title)).toEqual(["Child", "Concern", "Safety", "What has been done", "The caller"]);
  const facts = Object.fromEntries(shown.flatMap((group) => group.facts.map((fact) => [fact.field, fact])));
  expect(facts["age_band"]).toMatchObject({ value: "5-10", asked: true });
  expect(facts["disability"]).toMatchObject({ value: "not asked", asked: false });
  expect(facts["actions_taken"]).toMatchObject({ asked: false });
  expect(facts["nation"]).toMatchObject({ asked: false });
});

it("loses no field that it does not know yet", () => {
  const other = groups({ safe_word: "heron", level_reasons: ["x"] }).at(-1);
  expect(other).toEqual({
    title: "Other", facts: [{ field: "safe_word", label: "safe word", value: "heron", asked: true }],
  });
});
