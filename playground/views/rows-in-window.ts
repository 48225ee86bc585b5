/** Of a long list only the rows that are seen are drawn, and some around them. */

export interface RowWindow {
  readonly from: number;
  /** The row behind the last. */
  readonly to: number;
}

/** So many more are drawn above and below, to be there when one scrolls. */
const AROUND = 10;

export function rowsInWindow(scrollTop: number, height: number, rowHeight: number, count: number): RowWindow {
  const first = Math.floor(scrollTop / rowHeight);
  const last = Math.ceil((scrollTop + height) / rowHeight);
  const to = Math.min(count, last + AROUND);
  return { from: Math.max(0, Math.min(first - AROUND, to)), to };
}

/** Where to scroll so that a row is seen, not at the very edge; undefined where it is seen already. */
export function scrollTo(row: number, scrollTop: number, height: number, rowHeight: number): number | undefined {
  const [top, bottom] = [row * rowHeight, (row + 1) * rowHeight];
  if (top >= scrollTop && bottom <= scrollTop + height) return undefined;
  return Math.max(0, top - Math.max(0, (height - rowHeight) / 2));
}
