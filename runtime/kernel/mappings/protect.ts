/** `mprotect` (POSIX.1-2024 mprotect), as far as Wasm can: nothing keeps a guest from a store, but when it stops, it is found. */
import { Errno } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { PROT_MASK, PROT_WRITE } from "../../abi/mapping.ts";
import { Signal } from "../../abi/signal.ts";
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { spaceToMap } from "./pages.ts";
import { spanOf } from "./place.ts";

/**
 * - EINVAL  an address that is not a page's, or another bit than PROT_READ, PROT_WRITE and PROT_EXEC
 * - ENOMEM  nothing is mapped in a part of the range
 * - EACCES  a shared file that is open only to be read cannot be made writable
 */
export function protect(kernel: Kernel, process: Process, address: number, length: number, protection: number): Answer {
  if ((address >>> 0) % PAGE_SIZE !== 0 || (protection & ~PROT_MASK) !== 0) return -Errno.EINVAL;
  if (length === 0) return 0;
  const { mappings, pages } = spaceToMap(kernel, process);
  const span = spanOf(address, length);
  const covered = span === undefined || span.to > pages.size ? undefined : mappings.cover(span.from, span.to);
  if (covered === undefined) return -Errno.ENOMEM;
  const writable = (protection & PROT_WRITE) !== 0;
  if (writable && covered.some(({ mayWrite }) => !mayWrite)) return -Errno.EACCES;
  if (!writable) kernel.surroundings.save(process); // a later store is one that the page table does not know
  for (const mapping of covered) mapping.protection = protection;
  return 0;
}

/** A store that a process was not allowed to make since this was last asked: which signal that is, and why. */
export function takeViolation(process: Process): { signal: number; why: string } | undefined {
  const mappings = process.image?.space.mappings;
  const violation = mappings?.violation;
  if (mappings === undefined || violation === undefined) return undefined;
  mappings.violation = undefined;
  const { page, why } = violation;
  const signal = why === "read-only" ? Signal.SIGSEGV : Signal.SIGBUS;
  const range = `0x${(page * PAGE_SIZE).toString(16)} to 0x${((page + 1) * PAGE_SIZE - 1).toString(16)}`;
  return { signal, why: `it has stored to memory that is ${why}, at ${range}` };
}
