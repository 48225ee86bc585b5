/**
 * The timeline of a run as data: a lane for each process, what each did in each step, marks of what happened, and arrows of what
 * went from one to another. It is made of steps and grows with them: what is known is not looked at again.
 *
 *     let model = modelOf(undefined, steps);
 *     model = modelOf(model, moreSteps);           the same one, longer; or a new one, where these are the steps of another branch
 */
import { CLOCK, type KernelEvent, type Pid, readAnswer, signalName } from "../../runtime/index.ts";
import type { SeenStep } from "../run/orders.ts";
import { actWords, bytesWords, timeWords } from "../views/words.ts";
import { Channels, PipeFlow } from "./channels.ts";
import { Lane } from "./lane.ts";
import { Marks } from "./marks.ts";

/** A model that shows these steps: the one that there is if they lead on from its own. */
export function modelOf(model: TimelineModel | undefined, steps: readonly SeenStep[]): TimelineModel {
  const isSame =
    model !== undefined && (model.length === 0 || steps[model.length - 1] === model.steps[model.length - 1]);
  const made = isSame ? model : new TimelineModel();
  made.extend(steps);
  return made;
}

export class TimelineModel {
  /** In the order of their birth; those that have ended, too. */
  readonly lanes: Lane[] = [];
  /** What happened to nobody: time that jumps, input. */
  readonly world = new Marks();
  readonly channels = new Channels();
  readonly #flow = new PipeFlow();
  /** Those that there are now; zombies, too. A pid can be given again. */
  readonly #present = new Map<Pid, Lane>();
  readonly #calls = new Map<Pid, string>();
  /** Has time jumped to where somebody is due, who sleeps until the next step? */
  #hasPassed = false;
  #steps: readonly SeenStep[] = [];

  get steps(): readonly SeenStep[] {
    return this.#steps;
  }

  get length(): number {
    return this.#steps.length;
  }

  /** Of the process that had its turn in a step. */
  laneOf(step: number): Lane | undefined {
    const pid = this.#steps[step]?.pid;
    return this.lanes.find((lane) => lane.pid === pid && lane.isThere(step)); // a pid can be given again
  }

  /** Takes the steps in that are new: the others must be those that it knows. */
  extend(steps: readonly SeenStep[]): void {
    for (let number = this.length; number < steps.length; number++) {
      this.#take(steps[number] as SeenStep, number, steps[number - 1]?.elapsed ?? 0);
    }
    this.#steps = steps;
  }

  #take(step: SeenStep, number: number, elapsedBefore: number): void {
    const runner = step.pid === undefined ? undefined : this.#present.get(step.pid);
    const [first] = step.choices;
    const awake = first !== undefined && first.pid === step.pid ? first.runnable : [];
    if (this.#hasPassed && step.pid !== undefined) this.#wakeIn([step.pid, ...awake], number);
    this.#wake(awake, number);
    runner?.enter("running", number);
    for (const event of step.events) this.#hear(event, number);
    const ran = runner ?? (step.pid === undefined ? undefined : this.#present.get(step.pid));
    if (ran?.state === "running" && ran.gone === undefined) ran.enter("ready", number + 1);
    const runnable = step.choices.at(-1)?.runnable ?? [];
    this.#wake(
      runnable.filter((pid) => pid !== step.pid), // which may have gone to sleep since
      number + 1,
    );
    this.#hasPassed = step.pid === undefined && step.act === undefined && step.elapsed > elapsedBefore;
    this.#markStep(step, ran, number, elapsedBefore);
  }

  /** No event says who wakes, but whoever can be chosen to run is awake. */
  #wake(pids: readonly Pid[], number: number): void {
    for (const pid of pids) {
      const lane = this.#present.get(pid);
      if (lane?.state === "asleep") lane.enter("ready", number);
    }
  }

  #wakeIn(pids: readonly Pid[], number: number): void {
    for (const pid of pids) {
      const lane = this.#present.get(pid);
      if (lane?.state === "asleep") lane.wakeIn(number);
    }
  }

  #markStep(
    { pid, act, output, elapsed }: SeenStep,
    ran: Lane | undefined,
    number: number,
    elapsedBefore: number,
  ): void {
    if (act !== undefined) this.world.add("input", number, actWords(act));
    else if ((pid === undefined || pid === CLOCK) && elapsed > elapsedBefore) {
      this.world.add("time", number, `time passes by ${timeWords(elapsed - elapsedBefore)}`);
    }
    const written = output.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (written > 0) (ran?.marks ?? this.world).add("output", number, `writes ${bytesWords(written)} of output`);
  }

  #hear(event: KernelEvent, number: number): void {
    if (event.kind === "start") {
      this.#bear(event.pid, undefined, number, nameOf(event.args)).enter("running", number);
      return;
    }
    const pid = event.kind === "race" ? event.race.second.pid : "pid" in event ? event.pid : undefined;
    const lane = pid === undefined ? undefined : this.#present.get(pid);
    if (lane !== undefined) this.#hearOf(lane, event, number);
  }

  #hearOf(lane: Lane, event: KernelEvent, number: number): void {
    const { marks, pid } = lane;
    switch (event.kind) {
      case "fork":
        marks.add("fork", number, `forks process ${event.child}`);
        this.#bear(event.child, lane, number + 1, lane.program).enter("ready", number + 1);
        break;
      case "exec":
        marks.add("exec", number, `runs ${event.args.join(" ")}`);
        lane.programs.push({ from: number, name: nameOf(event.args) });
        break;
      case "call":
        this.#calls.set(pid, event.text);
        break;
      case "answer":
        if (readAnswer(event.answer).kind === "waits" && lane.state === "running") {
          lane.enter("asleep", number + 1, event.waitsFor.join(" or ") || "time to pass", this.#calls.get(pid) ?? "");
        }
        break;
      case "transfer":
        this.#transfer(lane, event, number);
        break;
      case "signal":
        this.#signal(lane, event, number);
        break;
      case "handle":
        marks.add("handler", number, `runs its handler for ${signalName(event.signal)}`);
        break;
      case "stop":
        marks.add("stop", number, `is stopped by ${signalName(event.signal)}`);
        lane.enter("stopped", number + 1, signalName(event.signal));
        break;
      case "continue":
        marks.add("stop", number, "goes on");
        lane.enter("ready", number + 1);
        break;
      case "fault":
        if (event.cause === "fork") marks.add("fault", number, "copies a page on write");
        break;
      case "refused":
        marks.add("warning", number, `cannot run ${event.path}: ${event.why}`);
        break;
      case "borrowed-write":
        marks.add("warning", number, "changes memory that it has only borrowed");
        break;
      case "race":
        marks.add("warning", number, `races with process ${event.race.first.pid} for shared memory`);
        break;
      case "reparent":
        lane.isOrphan = true;
        break;
      case "exit":
        this.#end(lane, event, number);
        break;
      case "reap":
        this.#reap(lane, event.by, number);
        break;
      default:
    }
  }

  #bear(pid: Pid, parent: Lane | undefined, born: number, program: string): Lane {
    const lane = new Lane(this.lanes.length, pid, parent, born, program);
    this.lanes.push(lane);
    this.#present.set(pid, lane);
    return lane;
  }

  #transfer(lane: Lane, event: Extract<KernelEvent, { kind: "transfer" }>, number: number): void {
    const { what, inode, name, from, to } = event;
    if (what === "write") this.#flow.write(inode, lane, number, from, to);
    else {
      for (const { by, step, count } of this.#flow.read(inode, from, to)) {
        const arrow = { sent: step, came: number, text: `${bytesWords(count)} through ${name}` };
        this.channels.add("pipe", by, lane, arrow, String(inode));
      }
    }
  }

  #signal(lane: Lane, { signal, from, why }: Extract<KernelEvent, { kind: "signal" }>, number: number): void {
    const name = signalName(signal);
    lane.marks.add("signal", number, `gets ${name}${from === undefined ? `: ${why}` : ` from process ${from}`}`);
    const sender = from === undefined ? undefined : this.#present.get(from);
    if (sender === undefined || sender === lane) return;
    this.channels.add("signal", sender, lane, { sent: number, came: number, text: name });
  }

  #end(lane: Lane, { end }: Extract<KernelEvent, { kind: "exit" }>, number: number): void {
    if ("code" in end) lane.marks.add("exit", number, `exits with ${end.code}`);
    else lane.marks.add("killed", number, `is killed by ${signalName(end.signal)}`);
    lane.end = { step: number, end };
    if (lane.parent === undefined || lane.isOrphan) this.#forget(lane, number + 1);
    else lane.enter("zombie", number + 1);
  }

  #reap(lane: Lane, by: Pid, number: number): void {
    const parent = this.#present.get(by);
    const ended = lane.end?.step ?? number;
    lane.marks.add("reap", number, `is reaped by process ${by}`);
    if (parent !== undefined && ended < number) {
      this.channels.add("wait", lane, parent, { sent: ended, came: number, text: `process ${by} hears of its end` });
    }
    this.#forget(lane, number + 1);
  }

  #forget(lane: Lane, at: number): void {
    lane.leave(at);
    this.#present.delete(lane.pid);
    this.#calls.delete(lane.pid);
  }
}

/** What a program is called without its folders. */
function nameOf([path = ""]: readonly string[]): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
