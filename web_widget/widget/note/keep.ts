/** Gives the note to the person: as a file, or on the clipboard. Nothing of it stays in the page. */
import type { Note } from "../../shared/protocol";

export type Kind = "text" | "pdf";

/** Saves the note as a file of the kind that was asked for. */
export function save(note: Note, kind: Kind): void {
  const isPdf = kind === "pdf" && note.pdf !== undefined;
  const content = isPdf
    ? new Blob([note.pdf as ArrayBuffer], { type: "application/pdf" })
    : new Blob([note.text], { type: "text/plain;charset=utf-8" });
  const href = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = href;
  link.download = `${note.name}.${isPdf ? "pdf" : "txt"}`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** Copies the note; false where this browser or page does not allow it. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
