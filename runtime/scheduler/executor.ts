/**
 * What the machine asks of whoever runs guest code. The emulated backend (`../backend/emulated`) answers with Wasm
 * instances; the machine itself never touches one.
 */
import type { Access } from "../image/access.ts";
import type { GuestMemory } from "../kernel/guest-memory.ts";
import type { Process } from "../kernel/process.ts";

/** What the machine answers a guest's system call: a result for the guest, or one of these. */
export const STOP_AND_KEEP = -0x20000;
export const STOP_AND_DROP = -0x20001;
/** As STOP_AND_DROP, but the process goes on with another stack in the same memory. */
export const STOP_AND_JUMP = -0x20002;

/** How a turn of a process ended. */
export type Stop =
  /** The machine said STOP_AND_KEEP: the process's image holds its stack. */
  | { readonly kind: "kept" }
  /** Its time was up, or it is about to make this access: the same, and it goes on as if nothing had been. */
  | { readonly kind: "preempted"; readonly about?: Access | undefined }
  /** The machine said STOP_AND_DROP or STOP_AND_JUMP: this stack is of no use any more. */
  | { readonly kind: "dropped" }
  /** The program's entry returned. */
  | { readonly kind: "returned" }
  /** The guest did what no program may do. */
  | { readonly kind: "trapped"; readonly signal: number; readonly why: string };

/** The machine's side: answers one system call of the process that runs now. */
export interface CallHandler {
  call(
    syscall: number,
    a?: number | bigint,
    b?: number | bigint,
    c?: number | bigint,
    d?: number | bigint,
    e?: number | bigint,
    f?: number | bigint,
    g?: number | bigint,
    h?: number | bigint,
    i?: number | bigint,
  ): number;
}

export interface Executor {
  /**
   * Runs a process until it stops: from its entry, or (`value`) from its captured call, which returns that. It may grow
   * its memory by `growth` Wasm pages.
   */
  run(process: Process, value: number | undefined, calls: CallHandler, growth: number): Stop;
  /** Points `memory` at the memory of a process that does not run, so that a call of it can be answered; or says why not. */
  lend(process: Process, memory: GuestMemory): Stop | undefined;
  /** Visits the pages that a process has written since this was last asked, where its stores leave marks. */
  eachWritten(process: Process, visit: (page: number) => void): void;
  /** Brings the pages of a process's address space up to date with the memory it ran in. */
  save(process: Process): void;
  /** Forgets which memory holds what: the world was put back to another time. */
  reset(): void;
}
