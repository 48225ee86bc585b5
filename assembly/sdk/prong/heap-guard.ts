/**
 * Stands before the language's memory management in programs with signal handlers, and knows whether the program is in it: there no
 * handler may run, since it would find lists half changed as soon as it allocates. The compile step puts these functions in
 * the place of those that they call (`--use`).
 */

import * as heap from "./heap";

let depth = 0;

/** Is the program changing its heap at this moment? */
export function isInHeap(): bool {
  return depth != 0;
}

export function __new(size: usize, id: i32): usize {
  depth++;
  const object = heap.__new(size, id);
  depth--;
  return object;
}

export function __renew(object: usize, size: usize): usize {
  depth++;
  const renewed = heap.__renew(object, size);
  depth--;
  return renewed;
}

export function __link(parent: usize, child: usize, expectMultiple: bool): void {
  depth++;
  heap.__link(parent, child, expectMultiple);
  depth--;
}

export function __pin(object: usize): usize {
  depth++;
  const pinned = heap.__pin(object);
  depth--;
  return pinned;
}

export function __unpin(object: usize): void {
  depth++;
  heap.__unpin(object);
  depth--;
}

export function __collect(): void {
  depth++;
  heap.__collect();
  depth--;
}

export function __alloc(size: usize): usize {
  depth++;
  const block = heap.__alloc(size);
  depth--;
  return block;
}

export function __realloc(block: usize, size: usize): usize {
  depth++;
  const moved = heap.__realloc(block, size);
  depth--;
  return moved;
}

export function __free(block: usize): void {
  depth++;
  heap.__free(block);
  depth--;
}
