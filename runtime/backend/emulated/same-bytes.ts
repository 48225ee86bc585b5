/** Are two files the same? Node asks the C library; elsewhere a loop compares a word at a time. */

type NativeCompare = (this: Uint8Array, other: Uint8Array) => number;

const native = (globalThis as { Buffer?: { prototype: { compare: NativeCompare } } }).Buffer?.prototype.compare;

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  return native === undefined ? sameWords(a, b) : native.call(a, b) === 0;
}

/** As `sameBytes`, of arrays that are of the same length. */
export function sameWords(a: Uint8Array, b: Uint8Array): boolean {
  const words = a.byteOffset % 4 === 0 && b.byteOffset % 4 === 0 ? a.length >> 2 : 0;
  const left = new Uint32Array(a.buffer, words === 0 ? 0 : a.byteOffset, words);
  const right = new Uint32Array(b.buffer, words === 0 ? 0 : b.byteOffset, words);
  for (let i = 0; i < words; i++) if (left[i] !== right[i]) return false;
  for (let i = words * 4; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
