/** A reply's text, as text: never as HTML. Phone numbers and https addresses become links. */
import type { JSX } from "preact";

import { pieces } from "./words";

export function Words({ text }: { text: string }): JSX.Element {
  return (
    <>
      {pieces(text).map((piece, index) =>
        piece.href === undefined ? (
          piece.text
        ) : (
          <a key={index} href={piece.href} {...(piece.href.startsWith("https:") ? EXTERNAL : {})}>
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}

const EXTERNAL = { target: "_blank", rel: "noopener noreferrer" } as const;
