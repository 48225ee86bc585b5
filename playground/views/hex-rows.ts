/** A page as rows of bytes, as `hexdump` prints it; many rows of nothing but zeros are one. */

/** Bytes in a row. */
export const HEX_WIDTH = 8;
/** More rows of zeros are folded. */
const MOST_ZEROS = 2;

export interface HexRow {
  /** Of its first byte in the page. */
  readonly offset: number;
  /** How many bytes it is: more than `HEX_WIDTH` are zeros, and folded. */
  readonly length: number;
}

export function hexRows(bytes: Uint8Array, unfold: boolean): HexRow[] {
  const rows: HexRow[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    let end = offset;
    while (!unfold && end < bytes.length && isZero(bytes, end)) end += HEX_WIDTH;
    const length = end - offset > MOST_ZEROS * HEX_WIDTH ? end - offset : HEX_WIDTH;
    rows.push({ offset, length });
    offset += length;
  }
  return rows;
}

function isZero(bytes: Uint8Array, from: number): boolean {
  return bytes.subarray(from, from + HEX_WIDTH).every((byte) => byte === 0);
}

/** The bytes of a row as characters: what is none of ASCII's that can be printed is a dot. */
export function asciiOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
}

/** Where an arrow key leads from a byte, over what is folded; undefined for other keys. */
export function neighbourByte(offset: number, key: string, rows: readonly HexRow[]): number | undefined {
  const index = rows.findIndex((row) => row.offset <= offset && offset < row.offset + row.length);
  const row = rows[index];
  if (row === undefined) return rows[0]?.offset;
  const column = (offset - row.offset) % HEX_WIDTH;
  const inRow = (to: number, at: number) => {
    const found = rows[to];
    return found === undefined ? offset : found.offset + (found.length > HEX_WIDTH ? 0 : at);
  };
  switch (key) {
    case "ArrowDown":
      return inRow(index + 1, column);
    case "ArrowUp":
      return inRow(index - 1, column);
    case "ArrowRight":
      return column < HEX_WIDTH - 1 && row.length === HEX_WIDTH ? offset + 1 : inRow(index + 1, 0);
    case "ArrowLeft":
      return column > 0 ? offset - 1 : inRow(index - 1, HEX_WIDTH - 1);
    case "Home":
      return rows[0]?.offset;
    case "End":
      return inRow(rows.length - 1, 0);
    default:
      return undefined;
  }
}
