/**
 * A system: a machine with a world in it, and a program to run. It is what most users of the library want.
 *
 *     const system = await System.create({ program: bytes, name: "hello", streams });
 *     const outcome = await system.finish();
 *
 * `run` is the synchronous heart, for those who bring input by themselves; `snapshot` and `restore` go back in time.
 */
import { INIT_PID, type Pid } from "../../abi/ids.ts";
import { GuestRefusal } from "../../guest/refusal.ts";
import { MemoryCache } from "../../instrument/cache.ts";
import { createRoot, openStandardStreams } from "../../kernel/files/root.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { DEFAULT_LIMITS } from "../../kernel/limits.ts";
import { enter } from "../../kernel/memory-budget.ts";
import { type MemoryUsage, memoryUsage } from "../../kernel/memory-usage.ts";
import { panic } from "../../kernel/panic.ts";
import { imageOf, Process } from "../../kernel/process.ts";
import { addProcess, newPid } from "../../kernel/process-table.ts";
import { FoundRaces, type Race } from "../../kernel/races/race.ts";
import { Races } from "../../kernel/races/races.ts";
import { initialLimits } from "../../kernel/resource-limits.ts";
import { changeWindow } from "../../kernel/terminal/changing.ts";
import { takeTerminal } from "../../kernel/terminal/controlling-terminal.ts";
import { endTyping, type } from "../../kernel/terminal/line-discipline.ts";
import type { Window } from "../../kernel/terminal/terminal.ts";
import { World } from "../../kernel/world.ts";
import { inputChecksum, programChecksum } from "../../scheduler/checksums.ts";
import { Machine } from "../../scheduler/machine.ts";
import type { Snapshot } from "../../scheduler/moment.ts";
import type { Outcome, TypingWish } from "../../scheduler/outcome.ts";
import { checkSchedule, Replay } from "../../scheduler/policies/replay.ts";
import { RoundRobin } from "../../scheduler/policies/round-robin.ts";
import { Recorder } from "../../scheduler/recorder.ts";
import type { Choices, RunKey, Schedule } from "../../scheduler/schedule.ts";
import type { StackEntry } from "./call-stack.ts";
import { EmulatedExecutor } from "./executor.ts";
import { freshImage, type Program } from "./program.ts";
import { ProgramStore } from "./program-store.ts";
import { stackRange } from "./stack-range.ts";
import type { SystemOptions } from "./system-options.ts";
import { onlyTerminals, terminalLetters, terminalsOf } from "./terminals.ts";

export type { SystemOptions };

/** Answers what was typed or piped in; undefined at its end; null where nobody types now. The wish is a terminal's. */
export type ReadInput = (wish: TypingWish | undefined) => Promise<Uint8Array | undefined | null>;

/** How a run ends when the host does its part. */
export type FinalOutcome = Extract<Outcome, { kind: "ended" | "deadlock" }>;

export function isFinal(outcome: Outcome): outcome is FinalOutcome {
  return outcome.kind === "ended" || outcome.kind === "deadlock";
}

export class System {
  readonly machine: Machine;
  /** The program it was made for. */
  readonly program: Program;
  readonly #programs: ProgramStore;
  readonly #run: RunKey;
  readonly #races: FoundRaces;

  /** @internal Use `System.create`. */
  constructor(machine: Machine, program: Program, programs: ProgramStore, run: RunKey, races: FoundRaces) {
    this.machine = machine;
    this.program = program;
    this.#programs = programs;
    this.#run = run;
    this.#races = races;
  }

  /** Makes a system, and the program's first process in it. Throws a GuestRefusal where it cannot be run. */
  static async create(options: SystemOptions): Promise<System> {
    const { name = "guest", args = [], environment = [], mounts = [], listen = () => {}, schedule } = options;
    const { seed = 0, preempt = options.races === true ? "memory" : "syscalls" } = schedule ?? options;
    if (options.races === true && preempt !== "memory") {
      throw new RangeError(`Cannot look for races with preempt: "${preempt}": expected "memory", or nothing`);
    }
    const programs = new ProgramStore(options.cache ?? new MemoryCache(), {
      capture: options.capture ?? "rewriter",
      preempt,
      marks: options.memory !== "eager",
    });
    const program = await programs.prepare(options.program, options.file ?? name, options.hash);
    const input = inputChecksum(args, environment);
    const here = terminalsOf(options);
    const time = options.time ?? schedule?.time ?? "idle";
    const run = {
      program: programChecksum(program.guest),
      input,
      preempt,
      time,
      terminals: schedule?.terminals ?? terminalLetters(here),
      seed: seed >>> 0, // as RandomNumbers takes it
    };
    if (schedule !== undefined) checkSchedule(schedule, { ...run, terminals: terminalLetters(here) });

    const world = new World({ ...DEFAULT_LIMITS, ...options.limits }, options.firstPid);
    world.clock.passes = time;
    if (options.races === true) world.races = new Races();
    const races = new FoundRaces();
    createRoot(world, { mounts, program: { name, bytes: options.program }, programs: options.programs ?? {} });
    const path = `/bin/${name}`;
    const image = freshImage(program);
    const process = new Process({
      pid: newPid(world),
      parent: INIT_PID,
      group: world.firstPid,
      image,
      program: path,
      args: [path, ...args],
      environment,
      descriptors: openStandardStreams(world, options.streams, onlyTerminals(here, run.terminals)),
      cwd: world.root,
      runQueue: world.runQueue,
    });
    process.limits = initialLimits(world.limits);
    enter(world, image.space);
    addProcess(world, process);
    if (world.terminal !== undefined) takeTerminal(process, world.terminal);
    listen({ kind: "start", pid: process.pid, args: process.args });

    const decides = schedule === undefined ? (options.policy ?? new RoundRobin(seed)) : new Replay(schedule);
    const policy = new Recorder(decides, run);
    policy.beginRun();
    const kernel: Kernel = new Kernel(world, {
      watching: options.watchCalls ?? false,
      emit: (event) => {
        if (event.kind !== "race" || races.isNew(event.race)) listen(event);
      },
      nextRandom: () => machine.policy.nextRandom(),
      linting: options.lint ?? false,
      stackOf: (stopped) => {
        const image = imageOf(stopped);
        const ran = programs.get(image.program);
        return ran === undefined ? undefined : stackRange(ran, image);
      },
      placeOf: (stopped) => {
        const { program: hash, stack } = imageOf(stopped);
        return (programs.get(hash) ?? panic(`no program ${hash}`)).callStacks.place(stack);
      },
      stopsAtAccesses: ({ image }) => programs.get(image?.program ?? "")?.instrumented.preempt === "memory",
      watchingFaults: options.watchFaults ?? false,
      eachWritten: (stopped, visit) => executor.eachWritten(stopped, visit),
      memoryOf: (stopped) => executor.memoryOf(stopped),
      save: (stopped) => executor.save(stopped),
      load: (bytes, file) => programs.load(bytes, file),
    });
    const { places, checkMemory: checked } = options;
    const executor = new EmulatedExecutor(programs, kernel.memory, { places, checked });
    const machine: Machine = new Machine(kernel, policy, executor);
    return new System(machine, program, programs, run, races);
  }

  /** Runs until everything has ended, nobody can go on, or only the host can help. */
  run(): Outcome {
    return this.machine.run();
  }

  /**
   * Runs to the end, preparing programs as they are needed and asking for input when all wait for it: undefined ends it, and
   * `null`, at a terminal, says that nobody types now. What is typed meanwhile, `typed` may bring between two turns.
   */
  async finish(
    readInput: ReadInput = async () => undefined,
    typed?: () => Uint8Array | undefined,
  ): Promise<FinalOutcome> {
    for (;;) {
      const outcome = typed === undefined ? this.run() : this.#runTyped(typed);
      if (isFinal(outcome)) {
        this.machine.policy.end?.();
        return outcome;
      }
      await this.provide(outcome, readInput);
    }
  }

  /** Does the host's part, where a run has stopped for it: then it can go on. */
  async provide(wanted: Exclude<Outcome, FinalOutcome>, readInput: ReadInput = async () => undefined): Promise<void> {
    if (wanted.kind === "wants-program") {
      await this.prepare(wanted.bytes, wanted.name);
      return;
    }
    const { hope, within } = wanted;
    const bytes = await readInput(hope === undefined ? undefined : { hope, within });
    if (bytes === null) this.pass();
    else this.input(bytes);
  }

  #runTyped(typed: () => Uint8Array | undefined): Outcome {
    for (;;) {
      const bytes = typed();
      if (bytes !== undefined) this.input(bytes);
      const outcome = this.machine.step();
      if (outcome !== undefined) return outcome;
    }
  }

  /** Prepares a program that `run` asked for. One that cannot be run is the guest's business: its `execve` says so. */
  async prepare(bytes: Uint8Array, name: string): Promise<void> {
    try {
      await this.#programs.prepare(bytes, name);
    } catch (error) {
      if (!(error instanceof GuestRefusal)) throw error;
    }
  }

  /** Brings standard input, by typing where that is a terminal; undefined is its end. Between two steps only. */
  input(bytes: Uint8Array | undefined): void {
    const { kernel } = this.machine;
    const { input, terminal } = kernel.world;
    if (terminal?.typedAt === true) {
      if (bytes === undefined) endTyping(terminal);
      else type(kernel, terminal, bytes);
    } else if (bytes === undefined) input.end();
    else input.push(bytes);
  }

  /** Says that nobody types now, when input is wanted at a terminal: time jumps to the next deadline. */
  pass(): void {
    this.machine.kernel.world.hostPassed = true;
  }

  /** Says how large the terminal's window is now; programs are told by SIGWINCH. */
  resize(window: Window): void {
    const { kernel } = this.machine;
    if (kernel.world.terminal !== undefined) changeWindow(kernel, kernel.world.terminal, window);
  }

  /** All that was decided so far: enough to run the same again. */
  get schedule(): Schedule {
    return (this.machine.policy as Recorder).schedule;
  }

  /** The schedule of a run of the same program in which this was decided. */
  scheduleOf(choices: Choices): Schedule {
    return { ...this.#run, ...choices };
  }

  /**
   * Where a process is, between two steps: the functions that it is in, the innermost first; none before it has run. Undefined
   * where there is no such process, or it has ended.
   */
  callStack(pid: Pid): readonly StackEntry[] | undefined {
    const image = this.machine.kernel.world.processes.get(pid)?.image;
    return image === undefined ? undefined : this.#programs.get(image.program)?.callStacks.read(image.stack);
  }

  /** The races found so far, each pair of places in code once, where they are looked for. */
  get races(): readonly Race[] {
    return this.#races.list;
  }

  /** What each process that has not ended has in memory, in pages of 4 KiB, counted exactly: it looks at all page tables. */
  memoryUsage(): Map<Pid, MemoryUsage> {
    return memoryUsage(this.machine.kernel.world);
  }

  snapshot(): Snapshot {
    return this.machine.snapshot();
  }

  restore(snapshot: Snapshot): void {
    this.machine.restore(snapshot);
  }
}
