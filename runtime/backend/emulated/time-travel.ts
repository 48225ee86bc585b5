/**
 * A run to go back and forth in: `scheduler/timeline.ts` with a system of its own, and two questions that one asks of the past.
 *
 *     const run = await TimeTravel.create({ program, name: "sieve" });
 *     run.until("fork");                       step by step, until a process has forked
 *     run.stepBack();
 *     run.whyWaiting(3)                        { state: "waiting", waitsFor: ["pipe 1 to have data"], on: [2], since: 7, ... }
 *     run.whoWrote(3, 0x11a40)                 { kind: "written", step: 5, pid: 2, before: 0, after: 7, stack, ... }
 *
 * What the host does (`input`, `pass`, `resize`) is a step of the history. What guests write is in `output`.
 */
import type { Pid } from "../../abi/ids.ts";
import { digest } from "../../kernel/digest.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import type { Window } from "../../kernel/terminal/terminal.ts";
import type { World } from "../../kernel/world.ts";
import type { Act, Branch } from "../../scheduler/history.ts";
import type { Outcome } from "../../scheduler/outcome.ts";
import { OutputLog } from "../../scheduler/output-log.ts";
import { Open } from "../../scheduler/policies/open.ts";
import { Resumed } from "../../scheduler/policies/resumed.ts";
import { RoundRobin } from "../../scheduler/policies/round-robin.ts";
import { choicesOf } from "../../scheduler/recorder.ts";
import { pageOf } from "../../scheduler/scene/page-of.ts";
import type { PageScene } from "../../scheduler/scene/scene.ts";
import type { Schedule } from "../../scheduler/schedule.ts";
import { Timeline, type TimelineOptions } from "../../scheduler/timeline.ts";
import { sinceWhen, type Waiting, whyWaiting } from "../../scheduler/waiting.ts";
import type { StackEntry } from "./call-stack.ts";
import type { SystemScene } from "./scene.ts";
import { System, type SystemOptions } from "./system.ts";
import { systemScene } from "./system-scene.ts";
import { type Inspection, type LastWrite, whoWrote } from "./who-wrote.ts";

export interface TimeTravelOptions
  extends Omit<SystemOptions, "streams" | "terminals" | "listen" | "watchCalls">,
    TimelineOptions {
  /**
   * How long a step is: a turn of a process (`turns`, unless told otherwise), or at most up to its next call that others could
   * notice, or to a decision (`calls`). What happens is the same, and so are schedules.
   */
  readonly steps?: "turns" | "calls";
  /** Hears of what happens while it happens, for the first time; `listen` hears when a step is over. */
  readonly hear?: (event: KernelEvent) => void;
}

export interface WaitingSince extends Waiting {
  /** The step in which that began: see `sinceWhen`. */
  readonly since: number | undefined;
}

export class TimeTravel extends Timeline {
  readonly #system: System;
  readonly #inspection: Inspection;

  /** @internal Use `TimeTravel.create`. */
  constructor(system: System, output: OutputLog, inspection: Inspection, options: TimelineOptions) {
    const { heard } = inspection;
    super({ machine: system.machine, output, heard, perform: (act) => perform(system, act) }, options);
    this.#system = system;
    this.#inspection = inspection;
  }

  /** Makes a system, and stands before its first step. Throws a GuestRefusal where the program cannot be run. */
  static async create(options: TimeTravelOptions): Promise<TimeTravel> {
    const output = new OutputLog();
    const inspection: Inspection = { heard: [], watch: undefined };
    const listen = (event: KernelEvent) => {
      inspection.heard.push(event);
      inspection.watch?.(event);
      options.hear?.(event);
    };
    const { schedule, steps } = options;
    const decides = schedule === undefined ? (options.policy ?? new RoundRobin(options.seed)) : new Resumed(schedule);
    const policy = steps === "calls" ? new Open(decides) : decides;
    const system = await System.create({ ...options, policy, streams: output, watchCalls: true, listen });
    system.machine.policy = policy; // what is decided is in the history: a list of it in each mark would be too much
    system.machine.stopsAtCalls = steps === "calls";
    return new TimeTravel(system, output, inspection, options);
  }

  /** The world at this moment, to look at: it changes as one goes on. */
  get world(): World {
    const { machine } = this.#system;
    machine.save();
    return machine.kernel.world;
  }

  /** A hash of the world at this moment: in every run with the same decisions it is the same here. */
  get digest(): string {
    return digest(this.world);
  }

  /** All that was decided on a branch, to run it again elsewhere. */
  schedule(branch?: Branch): Schedule {
    return this.#system.scheduleOf(choicesOf(this.choices(branch)));
  }

  /** Brings standard input, by typing where that is a terminal; undefined is its end. */
  input(bytes: Uint8Array | undefined): void {
    this.act({ kind: "input", bytes: bytes?.slice() });
  }

  /** Says that nobody types now, when input is wanted at a terminal: time jumps to the next deadline. */
  pass(): void {
    this.act({ kind: "pass" });
  }

  /** Says how large the terminal's window is now; programs are told by SIGWINCH. */
  resize(window: Window): void {
    this.act({ kind: "resize", window });
  }

  /** Prepares the program that an outcome wants; then `step` goes on. */
  prepare({ bytes, name }: Extract<Outcome, { kind: "wants-program" }>): Promise<void> {
    return this.#system.prepare(bytes, name);
  }

  /** As `System.callStack`. */
  callStack(pid: Pid): readonly StackEntry[] | undefined {
    return this.#system.callStack(pid);
  }

  /**
   * All that there is to see at this moment: processes with their call stacks, open files, inodes, what each page of memory is. It
   * is plain data, which does not change as one goes on, and an id in it is the same object's along the whole branch.
   */
  scene(): SystemScene {
    return systemScene(this.#system, this.#system.machine.kernel.world, this.position, (number) => this.stepAt(number));
  }

  /** One page of a process's memory at this moment. Throws a RangeError where it has no such page. */
  pageOf(pid: Pid, page: number): PageScene {
    return pageOf(this.world, pid, page);
  }

  /** As `System.memoryUsage`. */
  memoryUsage(): ReturnType<System["memoryUsage"]> {
    return this.#system.memoryUsage();
  }

  /**
   * What a process waits for at this moment, whom for, and since when; of one that has ended, how, and of one that is stopped or
   * could run, that it is. Undefined where there is no such process (any more).
   */
  whyWaiting(pid: Pid): WaitingSince | undefined {
    const waiting = whyWaiting(this.world, pid);
    if (waiting === undefined) return undefined;
    return { ...waiting, since: sinceWhen(waiting, this.position, (number) => this.stepAt(number)) };
  }

  /** Which step gave a byte of a process's memory the value that it has at this moment: `who-wrote.ts` says what exactly is answered. */
  whoWrote(pid: Pid, address: number): LastWrite {
    return whoWrote(this, this.#system, this.#inspection, pid, address);
  }
}

function perform(system: System, act: Act): void {
  if (act.kind === "input") system.input(act.bytes?.slice());
  else if (act.kind === "pass") system.pass();
  else system.resize(act.window);
}
