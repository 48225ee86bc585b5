/**
 * The checking mode: is the memory of an instance what the page table says? One store that was missed would let one process see
 * what another wrote, and nobody would notice; so the tests look at all memory at every stop, and users can.
 */
import { PAGE_SIZE } from "../../abi/layout.ts";
import { panic } from "../../kernel/panic.ts";
import type { Process } from "../../kernel/process.ts";
import type { PlaceMemory } from "./place-memory.ts";

/** Panics at the first byte that is not known; `what` says what the process did. */
export function checkMemory(memory: PlaceMemory, { pid, program }: Process, what: string): void {
  const address = memory.firstSurprise();
  if (address === undefined) return;
  const page = Math.floor(address / PAGE_SIZE);
  const known = memory.known.get(page).bytes[address % PAGE_SIZE] as number;
  panic(
    `process ${pid} (${program}) ${what}: at 0x${address.toString(16)}, in page ${page}, its page table says ${known}, ` +
      `and its memory ${memory.bytes[address]}`,
  );
}
