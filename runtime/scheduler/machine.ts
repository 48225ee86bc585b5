/**
 * The machine: one core, one world, one policy. It picks a process, lets it run until it waits, ends or another is to
 * run, and picks again; nothing else decides what happens when. `run` is synchronous and returns whenever only the host
 * can help.
 *
 * A call that can be answered at once is answered at once, without touching the guest's stack, unless the policy would
 * rather run another process: only a switch pays for one.
 */
import { CLOCK, type Pid } from "../abi/ids.ts";
import { SYSCALL_TABLE } from "../abi/syscall-table.ts";
import { letTimePass, passTime, passTurn } from "../kernel/alarm.ts";
import { CAPTURE, ENDED, HOST, isResult, JUMPED, REPLACED, WAIT } from "../kernel/answer.ts";
import { Checkpoint } from "../kernel/checkpoint.ts";
import { candidates } from "../kernel/deadlines.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { refresh } from "../kernel/mappings/share.ts";
import { growthLeft } from "../kernel/memory-budget.ts";
import { panic } from "../kernel/panic.ts";
import type { PendingCall, Process } from "../kernel/process.ts";
import { goAhead } from "../kernel/races/copies.ts";
import { growthAllowed } from "../kernel/resource-limits.ts";
import { dispatch, returnValue } from "../kernel/syscalls/dispatch.ts";
import { splitTurn, touchTurn } from "../kernel/touch-process.ts";
import { ask } from "./ask.ts";
import { idle } from "./deadlock.ts";
import { endStopped } from "./end-stopped.ts";
import { type CallHandler, type Executor, STOP_AND_DROP, STOP_AND_JUMP, STOP_AND_KEEP, type Stop } from "./executor.ts";
import { type Chosen, type Decision, type Mark, type Moment, Snapshot } from "./moment.ts";
import type { Outcome } from "./outcome.ts";
import type { Policy } from "./policy.ts";
import { takeStores } from "./take-stores.ts";

const WAITS = SYSCALL_TABLE.map((row) => row.waits);
const YIELD = SYSCALL_TABLE.findIndex((row) => row.name === "sched_yield");

type Argument = number | bigint;

export class Machine implements CallHandler {
  readonly kernel: Kernel;
  policy: Policy;
  /** Does a turn end at each call where it could, although nobody else can run? What is decided is the same. */
  stopsAtCalls = false;
  /** How many turns processes have had, and time where it has its own; nothing takes them back. */
  turns = 0;
  readonly #executor: Executor;
  /** The process that runs, or ran last and may go on. */
  #current: Process | undefined;
  /** Who runs next without asking: it was chosen already, or has a call half done. */
  #next: Chosen | undefined;
  /** What is to be decided before the next step, where the policy has left it open. */
  undecided: Decision | undefined = undefined;
  /** Who had the turn of the last step; undefined where nobody could run, or it was left open who does. CLOCK where time passed. */
  ran: Pid | undefined;

  constructor(kernel: Kernel, policy: Policy, executor: Executor) {
    this.kernel = kernel;
    this.policy = policy;
    this.#executor = executor;
  }

  /** Runs until everything has ended, nobody can go on, or only the host can help. */
  run(): Outcome {
    for (;;) {
      const outcome = this.step();
      if (outcome !== undefined) return outcome;
    }
  }

  /** Gives one process one turn, until it waits, ends, or it is another's; or time. Undefined as long as there is more to do. */
  step(): Outcome | undefined {
    if (this.undecided !== undefined)
      throw new RangeError("Cannot step: nobody has decided who runs; call decide first");
    const chosen = this.#pick();
    this.ran = chosen === CLOCK ? CLOCK : chosen?.pid;
    if (chosen === undefined) return this.undecided === undefined ? this.#idle() : undefined;
    if (chosen === CLOCK) return this.#passTime();
    this.#turn(chosen);
    const { wanted } = this.kernel;
    this.kernel.wanted = undefined;
    return wanted === undefined ? undefined : { kind: "wants-program", ...wanted };
  }

  /** Who had the last turn, whatever has become of it. */
  get ranLast(): Pid | undefined {
    return this.#current?.pid;
  }

  /** Who has the next turn, where that is decided already: by the policy, or as a call is half done. */
  get next(): Pid | undefined {
    if (this.#next === CLOCK) return CLOCK;
    return this.#next?.state.kind === "runnable" ? this.#next.pid : undefined;
  }

  /** Is it decided who goes on, though others could: as their call is half done? */
  get isHalfway(): boolean {
    return this.next !== undefined && this.next !== CLOCK && candidates(this.kernel.world).length > 1;
  }

  /** Decides what the policy has left open. */
  decide(pid: Pid): void {
    const decision = this.undecided;
    if (decision?.runnable.includes(pid) !== true) {
      const expected = decision?.runnable.join(", ") ?? "";
      throw new RangeError(`Cannot decide that process ${pid} runs: expected one of [${expected}]`);
    }
    this.policy.decided?.(decision, pid);
    this.undecided = undefined;
    this.#next = pid === CLOCK ? CLOCK : this.kernel.world.processes.get(pid);
  }

  /** Brings the world up to date with the memory that processes run in. */
  save(): void {
    for (const process of this.kernel.world.processes.values()) this.#executor.save(process);
  }

  /** The whole world, between two steps: any machine that has its programs can go on from there. */
  snapshot(): Snapshot {
    return new Snapshot(this.mark());
  }

  /** A moment of this machine that `rewind` goes back to. */
  mark(): Mark {
    this.save();
    const { world } = this.kernel;
    const [current, next, undecided] = [this.#current, this.#next, this.undecided];
    return { world, policy: this.policy, current, next, undecided, data: new Checkpoint([world, this.policy]) };
  }

  /** Goes back to a moment of this world; the mark stays good for another time. */
  rewind(mark: Mark): void {
    if (mark.world !== this.kernel.world) throw new RangeError("Cannot rewind to a mark of another world");
    mark.data.restore();
    this.#enter(mark);
  }

  /** Puts a world back, this one or another. The snapshot stays good for another time. */
  restore(snapshot: Snapshot): void {
    if (snapshot.mark.world === this.kernel.world) this.rewind(snapshot.mark);
    else this.#enter(snapshot.copy());
  }

  #enter({ world, policy, current, next, undecided }: Moment): void {
    this.kernel.world = world;
    this.kernel.wanted = undefined;
    this.policy = policy;
    this.#current = current;
    this.#next = next;
    this.undecided = undecided;
    this.#executor.reset();
  }

  /** Answers a system call of the running process, or says that it has to stop. @internal */
  call(
    syscall: number,
    a?: Argument,
    b?: Argument,
    c?: Argument,
    d?: Argument,
    e?: Argument,
    f?: Argument,
    g?: Argument,
    h?: Argument,
    i?: Argument,
  ): number {
    const process = this.#current ?? panic("a call without a process");
    const answer = dispatch(this.kernel, process, syscall, a, b, c, d, e, f, g, h, i);
    if (isResult(answer)) {
      const value = returnValue(syscall, answer);
      if (WAITS[syscall] !== true || this.#mayGoOn(process, syscall)) {
        process.progress = undefined;
        return value;
      }
      process.resume = { kind: "return", value };
      process.progress = undefined;
      return STOP_AND_KEEP;
    }
    if (answer === ENDED || answer === REPLACED) return STOP_AND_DROP;
    if (answer === JUMPED) {
      this.#next = process;
      return STOP_AND_JUMP;
    }
    if (WAITS[syscall] !== true) panic(`${SYSCALL_TABLE[syscall]?.name} waits, but its row does not say so`);
    const args = [a, b, c, d, e, f, g, h, i].filter((value) => value !== undefined) as Argument[];
    process.resume = { kind: "call", call: { syscall, args, progress: process.progress } };
    process.progress = undefined;
    if (answer !== WAIT) this.#next = process; // CAPTURE and HOST: the same call goes on as soon as it can
    return STOP_AND_KEEP;
  }

  /** The process to run now; undefined when none can. */
  #pick(): Chosen | undefined {
    const chosen = this.#next;
    this.#next = undefined;
    if (chosen === CLOCK) return chosen; // it may be for what is due already
    passTime(this.kernel);
    if (chosen?.state.kind === "runnable") return chosen;
    if (this.kernel.world.runQueue.processes.length === 0) return undefined;
    return this.#ask(this.#current?.state.kind === "runnable" ? this.#current : undefined);
  }

  /** Asks the policy, if there is something to decide; undefined leaves it open. Who is `interrupted` could go on. */
  #ask(current: Process | undefined, interrupted = current): Chosen | undefined {
    const chosen = ask(this.kernel, this.policy, current?.pid, this.ranLast, interrupted?.pid);
    if (chosen === CLOCK || !("usual" in chosen)) return chosen;
    this.undecided = chosen;
    return undefined;
  }

  /** May the running process go on after an answered call, or has it stopped, or is it another's turn? */
  #mayGoOn(process: Process, syscall: number): boolean {
    if (process.state.kind !== "runnable") return false;
    const { world } = this.kernel;
    world.runQueue.expire(world.clock.elapsed);
    const isAlone = candidates(world).length === 1;
    if (isAlone) splitTurn(this.kernel, process);
    const next = isAlone ? process : this.#ask(syscall === YIELD ? undefined : process);
    if (next === process && !this.stopsAtCalls) return true;
    this.#next = next;
    return false;
  }

  /** Nobody can run: undefined when time has passed, which is a turn where the policy could have let it. */
  #idle(): Outcome | undefined {
    const outcome = idle(this.kernel.world);
    return outcome === undefined && this.kernel.world.clock.passes === "any" ? this.#passTime() : outcome;
  }

  #passTime(): undefined {
    this.ran = CLOCK;
    this.turns++;
    letTimePass(this.kernel);
  }

  #turn(process: Process): void {
    const before = this.#current;
    this.#current = process;
    this.turns++;
    const { footprint } = this.kernel;
    if (footprint !== undefined) touchTurn(footprint, this.kernel, process);
    if (before !== process) {
      if (before?.state.kind === "runnable") before.usage.involuntarySwitches++;
      this.kernel.emit({ kind: "switch", from: before?.pid, to: process.pid });
    }
    const { resume } = process;
    if (resume.kind === "call") {
      this.#retry(process, resume.call);
      return;
    }
    const { world } = this.kernel;
    goAhead(this.kernel, process);
    refresh(this.kernel, process);
    const value = resume.kind === "return" ? resume.value : undefined;
    const growth = Math.min(growthLeft(world), growthAllowed(process));
    const stop = this.#executor.run(process, value, this, growth);
    this.#afterStop(process, takeStores(this.kernel, process) ?? stop);
  }

  #afterStop(process: Process, stop: Stop): void {
    if (stop.kind === "preempted") this.#preempt(process, stop.about);
    else endStopped(this.kernel, process, stop);
  }

  /** A process has computed for as long as it may: time has passed, and it is another's turn if there is another. */
  #preempt(process: Process, about: Process["about"]): void {
    process.about = about;
    process.resume = { kind: "return", value: 0 };
    this.kernel.emit({ kind: "preempt", pid: process.pid });
    passTurn(this.kernel, process);
    if (process.state.kind === "runnable") this.#next = this.#ask(undefined, process);
  }

  /** Makes a call again that could not be answered at first: its process has been woken, or captured. */
  #retry(process: Process, call: PendingCall): void {
    refresh(this.kernel, process);
    const refusal = this.#executor.lend(process, this.kernel.memory);
    if (refusal !== undefined) {
      this.#afterStop(process, refusal);
      return;
    }
    process.captured = true;
    process.progress = call.progress;
    const [a, b, c, d, e, f, g, h, i] = call.args;
    const answer = dispatch(this.kernel, process, call.syscall, a, b, c, d, e, f, g, h, i);
    process.captured = false;
    const wrong = takeStores(this.kernel, process);
    if (wrong !== undefined) {
      this.#afterStop(process, wrong);
      return;
    }
    if (isResult(answer)) {
      process.resume = { kind: "return", value: returnValue(call.syscall, answer) };
    } else if (answer === WAIT || answer === HOST) {
      process.resume = { kind: "call", call: { ...call, progress: process.progress } };
      if (answer === HOST) this.#next = process;
    } else if (answer === CAPTURE) {
      panic(`${SYSCALL_TABLE[call.syscall]?.name} asked to capture a captured process`);
    }
    process.progress = undefined;
  }
}
