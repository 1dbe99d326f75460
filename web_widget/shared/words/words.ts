/** Finds the phone numbers and web addresses in a reply. Pure; drawing is in Words.tsx. */

export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const LINKS = /https:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:?!]|\b0\d{2,4}[ \u00a0]?\d{3,4}[ \u00a0]?\d{3,4}\b|\b(?:999|116 ?123)\b/g;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINKS)) {
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    const words = match[0];
    const href = words.startsWith("https:") ? words : `tel:${words.replace(/\D/g, "")}`;
    found.push({ text: words, href });
    from = match.index + words.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}
