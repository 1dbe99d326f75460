// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { expect, it } from "vitest";

import { draw, type } from "../../shared/testing/draw";
import { SignIn } from "./SignIn";

async function signIn(answer: string, fill = true) {
  const tries: string[][] = [];
  const page = draw(
    <SignIn problem="" onSignIn={(...words) => { tries.push(words); return Promise.resolve(answer); }} />,
  );
  if (fill) {
    type(page.get<HTMLInputElement>("login-username"), " sam ");
    type(page.get<HTMLInputElement>("login-password"), "secret ");
  }
  await act(async () => page.get("login-submit").click());
  return { page, tries };
}

it("sends the name without the space around it, and the password as it is", async () => {
  expect((await signIn("")).tries).toEqual([["sam", "secret "]]);
});

it("says why it was refused, and clears the password alone", async () => {
  const { page } = await signIn("Those do not fit.");
  expect(page.get("login-problem").textContent).toBe("Those do not fit.");
  expect(page.get<HTMLInputElement>("login-password").value).toBe("");
  expect(page.get<HTMLInputElement>("login-username").value).toBe(" sam ");
});

it("asks nobody while a field is empty", async () => {
  const { page, tries } = await signIn("", false);
  expect(tries).toEqual([]);
  expect(page.get("login-problem").textContent).toContain("Write your username");
});
