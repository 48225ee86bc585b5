/**
 * Who wrote this byte last? The run is gone back in and repeated, step by step, until the byte is seen to change.
 *
 * Asked is for the byte at an address of a process, as it is at this moment; answered is the last step at whose end it had another
 * value than at its beginning. A step that stored the value that was there already is not it, nor one that stored another and put
 * the old one back. Where the process was forked since, its parent is asked what it had there. Memory that is mapped shared is
 * one memory: whoever stored to it is answered, by whatever address.
 *
 * Within the step the byte is looked at whenever the process makes a call and gets its answer: so it is known whether the kernel
 * stored it, and for which call, or the program, and before which call. The call stack is that of the first moment from then on at
 * which one can be had: in that call, or in one of the next, if the call is none at which stacks can be captured; or where the
 * process stopped at the end of the step. Of a process that ended or ran another program in this step it is empty.
 */
import type { Pid } from "../../abi/ids.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { Signal } from "../../abi/signal.ts";
import { SYSCALL_TABLE } from "../../abi/syscall-table.ts";
import { type SharedPage, shownAt, whereShown } from "../../image/mappings.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import type { Process } from "../../kernel/process.ts";
import type { World } from "../../kernel/world.ts";
import type { Timeline } from "../../scheduler/timeline.ts";
import type { StackEntry } from "./call-stack.ts";
import type { System } from "./system.ts";

/** Where events arrive, and who else looks at them as they do. */
export interface Inspection {
  readonly heard: KernelEvent[];
  watch: ((event: KernelEvent) => void) | undefined;
}

/** A process had the byte from its parent, which forked it in this step. */
export interface Inherited {
  readonly pid: Pid;
  readonly step: number;
}

/** A store. */
export interface ByteWritten {
  readonly kind: "written";
  readonly step: number;
  /** Who ran in that step; undefined where it was the host that did something. */
  readonly pid: Pid | undefined;
  /** What the byte was before. */
  readonly before: number;
  readonly by: "program" | "kernel";
  /** The call for which the kernel stored it; of a program, the call that it made next in this step, if it made one. */
  readonly call: string | undefined;
  readonly stack: readonly StackEntry[];
}

export type LastWrite = {
  /** The forks by which the process came to the byte, the last first. */
  readonly inherited: readonly Inherited[];
  /** Its value now. */
  readonly value: number;
} & (
  | ByteWritten
  /** It came with the program that the process was made to run in this step, and is as it was there. */
  | { readonly kind: "loaded"; readonly step: number; readonly pid: Pid }
  /** It is as it was when the run began. */
  | { readonly kind: "untouched" }
);

/** A byte, wherever it is seen. */
interface Place {
  readonly page: number;
  readonly offset: number;
  /** Where it is in what processes share; undefined in memory of its own. */
  readonly shared: SharedPage | undefined;
}

/** So many steps are repeated at first; then twice as many, and so on. */
const FIRST_STRETCH = 64;

/** Throws a RangeError where the process has no such byte. The timeline is where it was when this returns. */
export function whoWrote(
  timeline: Timeline,
  system: System,
  inspection: Inspection,
  pid: Pid,
  address: number,
): LastWrite {
  const { here, position } = timeline;
  try {
    return new Search(timeline, system, inspection, address).search(pid);
  } finally {
    timeline.seek(position, here);
  }
}

class Search {
  readonly #timeline: Timeline;
  readonly #system: System;
  readonly #inspection: Inspection;
  readonly #address: number;

  constructor(timeline: Timeline, system: System, inspection: Inspection, address: number) {
    this.#timeline = timeline;
    this.#system = system;
    this.#inspection = inspection;
    this.#address = address;
  }

  search(asked: Pid): LastWrite {
    const value = this.#valueNow(asked);
    const inherited: Inherited[] = [];
    let [pid, end, stretch] = [asked, this.#timeline.position, FIRST_STRETCH];
    while (end > 0) {
      const begin = Math.max(0, end - stretch);
      const values = this.#valuesBetween(pid, begin, end);
      let number = end - 1;
      while (
        number >= begin &&
        values[number - begin] === values[number - begin + 1] &&
        !this.#runsAnother(number, pid)
      ) {
        number--;
      }
      if (number < begin) {
        [end, stretch] = [begin, stretch * 2];
        continue;
      }
      if (this.#runsAnother(number, pid)) return { kind: "loaded", step: number, pid, inherited, value };
      const before = values[number - begin];
      if (before !== undefined) return { ...this.#look(pid, number, before), inherited, value };
      const events = this.#timeline.eventsOf(number);
      const fork = events.find((event) => event.kind === "fork" && event.child === pid);
      if (fork?.kind !== "fork") break;
      inherited.push({ pid: fork.pid, step: number });
      [pid, end, stretch] = [fork.pid, number + 1, FIRST_STRETCH];
    }
    return { kind: "untouched", inherited, value };
  }

  /** The byte that is asked for. */
  #valueNow(pid: Pid): number {
    const address = this.#address;
    const what = `tell who wrote byte ${address} of process ${pid}`;
    const space = this.#world.processes.get(pid)?.image?.space;
    if (space === undefined) throw new RangeError(`Cannot ${what}: there is no such process, or it has ended`);
    const size = space.pages.size * PAGE_SIZE;
    if (!Number.isInteger(address) || address < 0 || address >= size) {
      throw new RangeError(`Cannot ${what}: expected a whole number from 0 to ${size - 1}`);
    }
    return this.#read(pid) as number;
  }

  /** What the byte is before each step from `begin` on, and behind the last before `end`; undefined where there is no process. */
  #valuesBetween(pid: Pid, begin: number, end: number): (number | undefined)[] {
    const values: (number | undefined)[] = [];
    for (let number = begin; number <= end; number++) {
      this.#timeline.seek(number);
      values.push(this.#read(pid));
    }
    return values;
  }

  #runsAnother(number: number, pid: Pid): boolean {
    return this.#timeline.eventsOf(number).some((event) => event.kind === "exec" && event.pid === pid);
  }

  /** The byte between two steps. Memory that it has not grown to yet is 0. */
  #read(pid: Pid): number | undefined {
    const process = this.#world.processes.get(pid);
    const space = process?.image?.space;
    if (process === undefined || space === undefined) return undefined;
    if (this.#address >= space.pages.size * PAGE_SIZE) return 0;
    this.#system.machine.save();
    const { page, offset, shared } = placeOf(process, this.#address);
    return (shared === undefined ? space.pages.get(page) : shared.object.page(shared.page)).bytes[offset];
  }

  get #world(): World {
    return this.#system.machine.kernel.world;
  }

  /** The byte while a process runs. */
  #peek(process: Process, { page, offset, shared }: Place): number | undefined {
    const { surroundings } = this.#system.machine.kernel;
    const at = shared === undefined ? page : whereShown(process.image?.space.mappings, shared);
    if (at === undefined) return shared?.object.page(shared.page).bytes[offset];
    const memory = surroundings.memoryOf(process)?.bytesOf(at) ?? process.image?.space.pages.get(at).bytes;
    return memory?.[offset];
  }

  /** Repeats the step that it was, to see more of it. */
  #look(pid: Pid, number: number, before: number): ByteWritten {
    const writer = this.#timeline.stepAt(number).pid;
    const found = { kind: "written", step: number, pid: writer, before } as const;
    this.#timeline.seek(number);
    const [process, runs] = [this.#world.processes.get(pid), this.#world.processes.get(writer ?? 0)];
    if (process === undefined || runs === undefined) return { ...found, by: "kernel", call: undefined, stack: [] };
    const place = placeOf(process, this.#address);
    let [seen, calls, inCall] = [before as number | undefined, 0, false];
    /** Who was seen to have changed it last, in or before which call, and how many there had been with that. */
    let [by, call, count]: [ByteWritten["by"], string | undefined, number] = ["program", undefined, 0];
    let text = "";
    const look = () => {
      const value = this.#peek(runs, place);
      if (value === seen) return false;
      [seen, by, call, count] = [value, inCall ? "kernel" : "program", inCall ? text : undefined, calls];
      return true;
    };
    const watch = (event: KernelEvent) => {
      const changed = look();
      if (event.kind === "call" && event.pid === writer) {
        [inCall, text] = [true, event.text];
        calls++;
        if (changed) [call, count] = [text, calls];
      } else if (event.kind === "answer" && event.pid === writer) inCall = false;
    };
    this.#rehearse(number, watch, look);
    const stack = this.#stackAt(number, runs.pid, call === undefined ? Number.POSITIVE_INFINITY : count);
    return { ...found, by, call, stack };
  }

  /** The call stack of a process at a call of a step, or at the next that it can be had at, or at the end of the step. */
  #stackAt(number: number, pid: Pid, call: number): readonly StackEntry[] {
    this.#timeline.seek(number);
    const program = this.#world.processes.get(pid)?.image?.program;
    let calls = 0;
    const watch = (event: KernelEvent) => {
      if (event.kind === "call" && event.pid === pid) calls++;
      if (event.kind !== "answer" || event.pid !== pid || calls < call || !event.final) return;
      const process = this.#world.processes.get(pid);
      // Nobody goes on in this world: a process that is stopped by its call is not let go on, and its stack is captured.
      if (process?.state.kind === "runnable" && SYSCALL_TABLE[event.syscall]?.waits === true) {
        process.state = { kind: "stopped", by: Signal.SIGSTOP };
      }
    };
    return this.#rehearse(number, watch, () => {
      const isSame = this.#world.processes.get(pid)?.image?.program === program;
      return (isSame ? this.#system.callStack(pid) : undefined) ?? [];
    });
  }

  /** Makes a known step once more. */
  #rehearse<T>(number: number, watch: (event: KernelEvent) => void, look: () => T): T {
    this.#inspection.watch = watch;
    try {
      return this.#timeline.rehearse(number, () => {
        this.#inspection.watch = undefined;
        return look();
      });
    } finally {
      this.#inspection.watch = undefined;
    }
  }
}

function placeOf({ image }: Process, address: number): Place {
  const page = Math.floor(address / PAGE_SIZE);
  return { page, offset: address % PAGE_SIZE, shared: shownAt(image?.space.mappings, page) };
}
