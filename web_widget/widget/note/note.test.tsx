// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";

import { readNote } from "../../shared/protocol";
import { draw } from "../../shared/testing/draw";
import type { Item } from "../logic/timeline";
import { save, type Kind } from "./keep";
import { NoteMessage } from "./NoteMessage";

const ITEM: Item = {
  key: "k", id: "k", kind: "message", sender: "assistant", text: "Note of a conversation\n\nTOLD\n- hungry", at: 0,
  urgency: "none", quickReplies: [], response: "note",
};

afterEach(() => vi.restoreAllMocks());

describe("the note", () => {
  it("is shown as it is, with its lines, and never as markup", () => {
    const page = draw(<NoteMessage item={{ ...ITEM, text: "<b>told</b>\n- hungry" }} onKeep={() => undefined} />);
    expect(page.get("note").querySelector("pre")?.textContent).toBe("<b>told</b>\n- hungry");
    expect(page.get("note").querySelector("b")).toBeNull();
  });

  it.each<[string, Kind]>([["note-text", "text"], ["note-pdf", "pdf"]])("is kept by %s as %s", (button, kind) => {
    const kept: Kind[] = [];
    draw(<NoteMessage item={ITEM} onKeep={(one) => kept.push(one)} />).get(button).click();
    expect(kept).toEqual([kind]);
  });

  it("says whether it was copied", async () => {
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not allowed"));
    const page = draw(<NoteMessage item={ITEM} onKeep={() => undefined} />);
    page.get("note-copy").click();
    await vi.waitFor(() => expect(page.get("note").textContent).toContain("save it as a file"));
  });
});

describe("saving", () => {
  it.each<[Kind, ArrayBuffer | undefined, string]>([
    ["text", undefined, "n.txt"],
    ["pdf", new ArrayBuffer(4), "n.pdf"],
    ["pdf", undefined, "n.txt"],
  ])("a %s with %o makes %s", (kind, pdf, name) => {
    let saved = "";
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      saved = this.download;
    });
    save({ name: "n", text: "words", ...(pdf ? { pdf } : {}) }, kind);
    expect(saved).toBe(name);
  });
});

describe("what arrives", () => {
  it.each([[null], [[]], [{}], [{ error: "not_saved" }]])("%j is no note", (reply) => {
    expect(readNote(reply)).toEqual({ failed: "" });
  });

  it("with an error says the server's words", () => {
    expect(readNote({ error: "not_saved", text: "Please ring." })).toEqual({ failed: "Please ring." });
  });
});
