/** Which part of the log this client surely holds.
 *
 * `lastSeen` is the end of the unbroken stretch from the start, not the highest number that arrived:
 * one message may be lost on the way while a later one comes through. Numbers that a client is never
 * sent (the log's own events) look like gaps until a `history` has covered them. */
export class Cursor {
  readonly #loose = new Set<number>();
  #covered = 0;
  #highest = 0;
  #asked = 0;
  #awaiting = false;

  get lastSeen(): number {
    return this.#covered;
  }

  /** True once per gap: something before the newest number is missing and nobody has asked for it. */
  get wantsHistory(): boolean {
    return this.#highest > this.#covered && this.#highest > this.#asked;
  }

  saw(seq: number): void {
    this.#highest = Math.max(this.#highest, seq);
    this.#loose.add(seq);
    this.#advance();
  }

  asked(): void {
    this.#asked = this.#highest;
    this.#awaiting = true;
  }

  /** A `history` came. The first after asking brings everything up to its last number; others (our
   * words from another tab) prove nothing about what lies before them. */
  history(seqs: readonly number[]): void {
    for (const seq of seqs) this.saw(seq);
    if (this.#awaiting) this.#covered = Math.max(this.#covered, this.#asked, ...seqs);
    this.#awaiting = false;
    this.#advance();
  }

  #advance(): void {
    while (this.#loose.has(this.#covered + 1)) this.#covered += 1;
    for (const seq of this.#loose) if (seq <= this.#covered) this.#loose.delete(seq);
  }
}
