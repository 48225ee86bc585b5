/** Arrays of strings in a guest's memory: arguments and variables. */
import { toBytes, toTextOfAny } from "../files/text.ts";
import type { GuestMemory } from "../guest-memory.ts";

/** An address takes four bytes of a NULL-terminated array. */
const POINTER = 4;

/** A NULL-terminated array of C strings; NULL itself is an empty one (Linux). Undefined: too many bytes. */
export function readStrings(memory: GuestMemory, address: number, budget: { left: number }): string[] | undefined {
  const strings: string[] = [];
  if (address === 0) return strings;
  for (let at = address; ; at += POINTER) {
    const pointer = memory.u32(at);
    if (pointer === 0) return strings;
    const bytes = memory.cString(pointer);
    budget.left -= bytes.length + 1 + POINTER;
    if (budget.left < 0) return undefined;
    strings.push(toTextOfAny(bytes));
  }
}

/** How many strings, and how many bytes they take with their NULs: bytes of UTF-8, not UTF-16 units. */
export function storeSizes(memory: GuestMemory, strings: readonly string[], count: number, size: number): number {
  memory.check(count, 4);
  memory.check(size, 4);
  memory.setU32(count, strings.length);
  memory.setU32(size, withNuls(strings).length);
  return 0;
}

/** The strings one after the other in the buffer, and where each begins in the array. */
export function storeStrings(memory: GuestMemory, strings: readonly string[], array: number, buffer: number): number {
  const bytes = withNuls(strings);
  memory.checkArray(array, strings.length, 4);
  memory.check(buffer, bytes.length);
  memory.write(buffer, bytes);
  let start = 0;
  for (let i = 0; i < strings.length; i++) {
    memory.setU32(array + 4 * i, buffer + start);
    start = bytes.indexOf(0, start) + 1;
  }
  return 0;
}

/** No string has a NUL within: they come from C strings, or the host's command line. */
function withNuls(strings: readonly string[]): Uint8Array {
  return toBytes(strings.map((text) => `${text.replaceAll("\0", "")}\0`).join(""));
}
