// @vitest-environment happy-dom
import { expect, it } from "vitest";

import { TabSession } from "./session";

it("keeps the id in this tab's storage and nowhere else, and forgets it", () => {
  const session = new TabSession();
  expect(session.read()).toBeNull();
  session.write("abc");
  expect(Object.values({ ...sessionStorage })).toEqual(["abc"]);
  expect(localStorage.length).toBe(0);
  expect(new TabSession().read()).toBe("abc");
  session.forget();
  expect(session.read()).toBeNull();
  expect(sessionStorage.length).toBe(0);
});
