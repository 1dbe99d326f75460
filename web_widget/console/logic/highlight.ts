/** The words that raised the level, cut out of the text. Pure.
 *
 * Spans count code points, as the detector does, so an emoji before a span moves nothing. Where
 * reasons overlap, the shared part carries both. */
import type { Reason } from "../../shared/protocol";

export interface Segment {
  readonly text: string;
  /** Why these words were flagged; empty for ordinary words. */
  readonly why: readonly string[];
}

export function segments(text: string, reasons: readonly Reason[]): Segment[] {
  const points = Array.from(text);
  const spans = reasons
    .filter(({ span }) => Array.isArray(span))
    .map(({ span: [start, end], why }) => ({ start: Math.max(0, start), end: Math.min(points.length, end), why }))
    .filter(({ start, end }) => start < end);
  const edges = [...new Set([0, points.length, ...spans.flatMap(({ start, end }) => [start, end])])];
  edges.sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, index) => {
    const to = edges[index + 1] ?? points.length;
    const why = spans.filter(({ start, end }) => start <= from && to <= end).map((span) => span.why);
    return { text: points.slice(from, to).join(""), why: [...new Set(why)] };
  });
}
