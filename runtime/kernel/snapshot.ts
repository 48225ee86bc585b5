/**
 * Copies of the world. A world is a graph of plain data and of objects whose class is their only code, so one walk copies
 * it with all that is shared in it (two descriptors, one open file) still shared. Immutable things (pages, captured
 * frames) are not copied but shared; what belongs to the host (`HostPort`) stays the host's.
 *
 * A function or a promise in the graph is our own bug: it could not be put back.
 */
import { Page } from "../image/page.ts";
import { PageTable } from "../image/page-table.ts";
import { HostPort } from "./files/host.ts";
import { panic } from "./panic.ts";

/** Copies a graph of data, keeping its shape. */
export function copyGraph<T>(root: T): T {
  const copies = new Map<object, object>();
  const unfilled: [from: object, to: object][] = []; // a list instead of recursion: worlds may be deep

  function copy(value: unknown): unknown {
    if (typeof value === "function" || typeof value === "symbol")
      return panic(`a ${typeof value} is part of the world`);
    if (typeof value !== "object" || value === null || isShared(value)) return value;
    let fresh = copies.get(value);
    if (fresh === undefined) {
      fresh = shellOf(value);
      copies.set(value, fresh);
      unfilled.push([value, fresh]);
    }
    return fresh;
  }

  const result = copy(root) as T;
  for (let pair = unfilled.pop(); pair !== undefined; pair = unfilled.pop()) fill(pair[0], pair[1], copy);
  return result;
}

function isShared(value: object): boolean {
  return value instanceof Page || value instanceof HostPort;
}

/** The copy of an object, without what it refers to. */
function shellOf(value: object): object {
  if (value instanceof PageTable) return value.share();
  if (value instanceof Uint8Array) return new Uint8Array(value); // not slice(): a Buffer's shares its bytes
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (
    ArrayBuffer.isView(value) ||
    value instanceof ArrayBuffer ||
    value instanceof Promise ||
    value instanceof WeakMap
  ) {
    return panic(`a ${value.constructor.name} is part of the world`);
  }
  return Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
}

function fill(from: object, to: object, copy: (value: unknown) => unknown): void {
  if (from instanceof PageTable || from instanceof Uint8Array) return;
  if (from instanceof Map) {
    for (const [key, item] of from) (to as Map<unknown, unknown>).set(copy(key), copy(item));
  } else if (from instanceof Set) {
    for (const item of from) (to as Set<unknown>).add(copy(item));
  } else if (Array.isArray(from)) {
    for (let i = 0; i < from.length; i++) (to as unknown[]).push(copy(from[i]));
  } else {
    // `Object.keys` would make a list of them, for each object.
    for (const key in from) (to as Record<string, unknown>)[key] = copy((from as Record<string, unknown>)[key]);
  }
}
