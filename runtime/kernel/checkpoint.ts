/**
 * A moment of a graph of data that can be gone back to, any number of times. Unlike a copy (`snapshot.ts`) it puts back what was
 * in the very same objects, so nothing that refers to them has to be found again: several times as fast, and good only for this
 * graph. Objects that were made since are left to the garbage collector.
 */
import { Page } from "../image/page.ts";
import { PageTable } from "../image/page-table.ts";
import { HostPort } from "./files/host.ts";
import { panic } from "./panic.ts";

export class Checkpoint {
  readonly #objects: object[] = [];
  /** What was in each: the elements of an array or a set, keys and values of a map, a copy of bytes, or of fields. */
  readonly #contents: unknown[] = [];

  /** All that can be reached from here. */
  constructor(root: object) {
    const met = new Set<object>([root]);
    // A set is visited in the order in which it was filled, also while it is: it is the list of what is left to do.
    for (const one of met) {
      this.#objects.push(one);
      this.#contents.push(contentsOf(one, met));
    }
  }

  /** Puts everything back. */
  restore(): void {
    for (let i = 0; i < this.#objects.length; i++) putBack(this.#objects[i] as object, this.#contents[i]);
  }
}

type Fields = Record<string, unknown>;

function contentsOf(value: object, met: Set<object>): unknown {
  if (Array.isArray(value)) {
    const items = value.slice();
    for (let i = 0; i < items.length; i++) items[i] = keep(items[i], met);
    return items;
  }
  if (value instanceof Uint8Array) return value.slice();
  if (value instanceof Map) {
    const items: unknown[] = [];
    for (const [key, item] of value) items.push(keep(key, met), keep(item, met));
    return items;
  }
  if (value instanceof Set) return Array.from(value, (item) => keep(item, met));
  const fields: Fields = { ...value }; // engines copy an object as a whole faster than field by field
  for (const key in fields) {
    const field = fields[key];
    if (typeof field === "object" && field !== null) fields[key] = keep(field, met);
    else if (typeof field === "function") panic("a function is part of the world");
  }
  return fields;
}

/** A value as it is kept: an object is met, a page table is shared, as it is not data but a way to share some. */
function keep(value: unknown, met: Set<object>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Page || value instanceof HostPort) return value;
  if (value instanceof PageTable) return value.share();
  met.add(value);
  return value;
}

function putBack(value: object, contents: unknown): void {
  if (Array.isArray(value)) {
    const items = contents as unknown[];
    value.length = items.length;
    for (let i = 0; i < items.length; i++) value[i] = give(items[i]);
  } else if (value instanceof Uint8Array) {
    value.set(contents as Uint8Array);
  } else if (value instanceof Map) {
    const items = contents as unknown[];
    value.clear();
    for (let i = 0; i < items.length; i += 2) value.set(items[i], give(items[i + 1]));
  } else if (value instanceof Set) {
    value.clear();
    for (const item of contents as unknown[]) value.add(item);
  } else {
    const fields = contents as Fields;
    for (const key in value) (value as Fields)[key] = give(fields[key]);
  }
}

/** The table that is kept stays as it is: whoever goes on writes to another. */
function give(value: unknown): unknown {
  return value instanceof PageTable ? value.share() : value;
}
