/**
 * A moment of a graph of data that can be gone back to, any number of times. Unlike a copy (`snapshot.ts`) it puts back what was
 * in the very same objects, so nothing that refers to them has to be found again: several times as fast, and good only for this
 * graph. Objects that were made since are left to the garbage collector.
 *
 * All that is kept lies in one list, object after object: an object of its own for each would take twice as long to make.
 */
import { Page } from "../image/page.ts";
import { PageTable } from "../image/page-table.ts";
import { HostPort } from "./files/host.ts";
import { panic } from "./panic.ts";

type Fields = Record<string, unknown>;

export class Checkpoint {
  readonly #objects: object[] = [];
  /**
   * What was in each: how many elements an array or a set has, and these; how many entries a map has, and their keys and values;
   * a copy of bytes; how many fields any other object has, and what is in them, in the order that engines give them.
   */
  readonly #contents: unknown[] = [];

  /** All that can be reached from here. */
  constructor(root: object) {
    const met = new Set<object>([root]);
    // A set is visited in the order in which it was filled, also while it is: it is the list of what is left to do.
    for (const one of met) {
      this.#objects.push(one);
      keepContents(one, this.#contents, met);
    }
  }

  /** Puts everything back. */
  restore(): void {
    let at = 0;
    for (const one of this.#objects) at = putBack(one, this.#contents, at);
  }
}

function keepContents(value: object, contents: unknown[], met: Set<object>): void {
  if (Array.isArray(value)) {
    contents.push(value.length);
    for (let i = 0; i < value.length; i++) keep(value[i], contents, met);
  } else if (value instanceof Uint8Array) {
    contents.push(value.slice());
  } else if (value instanceof Map) {
    contents.push(value.size);
    for (const [key, item] of value) {
      keep(key, contents, met);
      keep(item, contents, met);
    }
  } else if (value instanceof Set) {
    contents.push(value.size);
    for (const item of value) keep(item, contents, met);
  } else {
    const at = contents.push(0);
    for (const key in value) keep((value as Fields)[key], contents, met);
    contents[at - 1] = contents.length - at;
  }
}

/** A value as it is kept: an object is met, a page table is shared, as it is not data but a way to share some. */
function keep(value: unknown, contents: unknown[], met: Set<object>): void {
  if (typeof value === "function") panic("a function is part of the world");
  if (typeof value !== "object" || value === null || value instanceof Page || value instanceof HostPort) {
    contents.push(value);
  } else if (value instanceof PageTable) {
    contents.push(value.share());
  } else {
    contents.push(value);
    met.add(value);
  }
}

/** Puts back what is kept of an object from `at` on; answers where the next one's begins. */
function putBack(value: object, contents: readonly unknown[], at: number): number {
  if (value instanceof Uint8Array) {
    value.set(contents[at] as Uint8Array);
    return at + 1;
  }
  const from = at + 1;
  const count = contents[at] as number;
  if (Array.isArray(value)) {
    value.length = count;
    for (let i = 0; i < count; i++) value[i] = give(contents[from + i]);
    return from + count;
  }
  if (value instanceof Map) {
    value.clear();
    for (let i = from; i < from + 2 * count; i += 2) value.set(contents[i], give(contents[i + 1]));
    return from + 2 * count;
  }
  if (value instanceof Set) {
    value.clear();
    for (let i = from; i < from + count; i++) value.add(contents[i]);
    return from + count;
  }
  let next = from;
  for (const key in value) {
    const kept = contents[next++];
    if (kept !== (value as Fields)[key]) (value as Fields)[key] = give(kept); // to look costs less than to store
  }
  if (next !== from + count) panic(`an object of the world had ${count} fields, and has ${next - from}`);
  return next;
}

/** The table that is kept stays as it is: whoever goes on writes to another. */
function give(value: unknown): unknown {
  return value instanceof PageTable ? value.share() : value;
}
