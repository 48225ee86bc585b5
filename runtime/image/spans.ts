/** A set of page numbers, as ranges: sorted, apart from each other, none empty. */

/** From the first page to before the last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export class Spans {
  list: readonly Span[] = [];

  /** How many pages it has. */
  get size(): number {
    return this.list.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  add(from: number, to: number): void {
    if (from >= to) return;
    const apart = this.list.filter((span) => span.to < from || span.from > to);
    const near = this.list.filter((span) => span.to >= from && span.from <= to);
    const first = Math.min(from, ...near.map((span) => span.from));
    const last = Math.max(to, ...near.map((span) => span.to));
    this.list = [...apart, { from: first, to: last }].sort((one, other) => one.from - other.from);
  }

  remove(from: number, to: number): void {
    this.list = this.list.flatMap((span) => [
      ...(span.from < from ? [{ from: span.from, to: Math.min(span.to, from) }] : []),
      ...(span.to > to ? [{ from: Math.max(span.from, to), to: span.to }] : []),
    ]);
  }

  clear(): void {
    this.list = [];
  }

  /** The part of it in a range. */
  within(from: number, to: number): Span[] {
    return this.list.flatMap((span) => {
      const part = { from: Math.max(span.from, from), to: Math.min(span.to, to) };
      return part.from < part.to ? [part] : [];
    });
  }

  /** Has it a page in this range? */
  touches(from: number, to: number): boolean {
    return this.list.some((span) => span.from < to && span.to > from);
  }
}
