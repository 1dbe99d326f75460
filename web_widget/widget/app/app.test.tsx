// @vitest-environment happy-dom
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, it } from "vitest";

import { draw, press, type, type Drawn } from "../../shared/testing/draw";
import { HandLink } from "../../shared/testing/hand-link";
import { Chat } from "../logic/chat";
import { TabSession } from "../logic/session";
import { App } from "./App";

const SETTINGS = {
  gateway: "https://help.example", helplineName: "Our line", helplinePhone: "01234 567 890", exitUrl: "https://exit.example/",
};

function opened(): { page: Drawn; link: HandLink; tell(event: string, payload: unknown): void } {
  const link = new HandLink();
  const chat = new Chat({ link, session: new TabSession(), helplinePhone: SETTINGS.helplinePhone });
  const page = draw(<App chat={chat} settings={SETTINGS} />);
  page.click("launcher");
  const tell = (event: string, payload: unknown): void => void act(() => link.send(event, payload));
  return { page, link, tell };
}

function connected(): ReturnType<typeof opened> {
  const all = opened();
  void act(() => all.link.line("open"));
  all.tell("session_confirm", "0b7c5d9e-7d1c-4b44-9d39-0d6ad1d9c001");
  return all;
}

beforeEach(() => sessionStorage.clear());

describe("the panel", () => {
  it("has the numbers, the way out and the way to a person before any server answered", () => {
    const { page } = opened();
    const links = [...page.get("safety-bar").querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(links).toEqual(["tel:999", "tel:01234567890"]);
    expect(page.get("quick-exit").textContent).toBe("Leave this page");
    expect(page.get("talk-to-person").textContent).toBe("Talk to a person");
    expect(page.get("panel").getAttribute("role")).toBe("dialog");
    expect(page.get("panel").hasAttribute("aria-modal")).toBe(false);
  });

  it("is not in the way before it is opened", () => {
    const chat = new Chat({ link: new HandLink(), session: new TabSession(), helplinePhone: "1" });
    const page = draw(<App chat={chat} settings={SETTINGS} />);
    expect(page.get("panel").hidden).toBe(true);
    expect(page.get("launcher").textContent).toBe("Unsure about a child? Talk it through");
  });

  it("takes the focus to the composer and gives it back to the launcher", () => {
    const { page } = opened();
    expect(document.activeElement).toBe(page.get("composer"));
    page.click("close-panel");
    expect(document.activeElement).toBe(page.get("launcher"));
  });
});

describe("danger", () => {
  it("keeps the 999 card at the top until the server says otherwise", () => {
    const { page, tell } = connected();
    tell("handoff_status", { state: "none", turn: "assistant", urgency: "immediate" });
    expect(page.get("sticky-999").querySelector("a")?.getAttribute("href")).toBe("tel:999");
    tell("bot_uttered", { text: "Anything else", metadata: { sender: "assistant", seq: 1 } });
    expect(page.all("sticky-999")).toHaveLength(1);
    tell("handoff_status", { state: "none", turn: "assistant", urgency: "none" });
    expect(page.all("sticky-999")).toEqual([]);
  });

  it("is on the launcher too, when the panel is folded away", () => {
    const { page, tell } = connected();
    tell("handoff_status", { state: "none", turn: "assistant", urgency: "immediate" });
    page.click("close-panel");
    expect(page.get("launcher").textContent).toContain("Call 999");
  });
});

describe("a conversation", () => {
  it("goes out with Enter and not with Shift and Enter", () => {
    const { page, link } = connected();
    const field = page.get<HTMLTextAreaElement>("composer");
    type(field, "She is hungry");
    press(field, "Enter", { shiftKey: true });
    expect(link.asked).toEqual([]);
    press(field, "Enter");
    expect(link.last("user_uttered").payload).toMatchObject({ message: "She is hungry" });
    expect(field.value).toBe("");
    expect(page.get("message").dataset["sender"]).toBe("professional");
  });

  it("keeps the draft through a broken line", () => {
    const { page, link } = connected();
    type(page.get<HTMLTextAreaElement>("composer"), "half a thought");
    void act(() => link.line("lost"));
    expect(page.get("status").textContent).toContain("Reconnecting");
    expect(page.get<HTMLTextAreaElement>("composer").value).toBe("half a thought");
  });

  it("puts the words of a refused message back into the composer, before what is there", () => {
    const { page, link } = connected();
    const field = page.get<HTMLTextAreaElement>("composer");
    type(field, "first");
    press(field, "Enter");
    type(field, "second");
    void act(() => link.last("user_uttered").answer({ error: "too_long", text: "Too long." }));
    expect(page.all("retry")).toEqual([]);
    page.click("take-back");
    expect(field.value).toBe("first\nsecond");
  });

  it("offers a person, then a way out of the queue, then neither while one is there", () => {
    const { page, link, tell } = connected();
    page.click("talk-to-person");
    expect(link.emitted.at(-1)?.event).toBe("handoff_request");
    tell("handoff_status", { state: "waiting", turn: "assistant", position: 2 });
    expect(page.get("status").textContent).toContain("you are 2nd");
    expect(page.get("cancel-handoff").textContent).toBe("Stop waiting");
    tell("handoff_status", { state: "claimed", turn: "human", counsellor: "Sam" });
    expect(page.get("status").textContent).toBe("You are talking with Sam, counsellor");
    expect([...page.all("talk-to-person"), ...page.all("cancel-handoff")]).toEqual([]);
  });

  it("asks once before it is ended", () => {
    const { page } = connected();
    page.click("menu");
    page.click("end-and-forget");
    expect(sessionStorage.length).toBe(1);
    page.click("menu-confirm");
    expect(sessionStorage.length).toBe(0);
    expect(page.get("panel").hidden).toBe(true);
  });

  it("tells, at each press of Escape, how many more leave the page", () => {
    const { page } = connected();
    press(document, "Escape");
    expect(page.root.textContent).toContain("Press Escape 2 more times");
    press(document, "Escape");
    expect(page.root.textContent).toContain("Press Escape once more");
  });
});
