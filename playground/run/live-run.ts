/**
 * A run that goes on in slices, and tells the page of its steps as they are made. Programs are prepared and input that nobody can
 * type is ended by itself, so that it stands still only where the person has to do something.
 */
import {
  type Act,
  type Branch,
  formatSchedule,
  type InstrumentCache,
  type Outcome,
  type Pid,
  ProgramWanted,
  type Race,
  type Schedule,
  type Step,
  TimeTravel,
} from "../../runtime/index.ts";
import type { Answer, Goal, KnownWay, Moment, Place, Question, Recorded, Report, RunOptions } from "./orders.ts";
import { systemOptions } from "./run-options.ts";
import { isReached, showsRace, standingAfter } from "./seen-step.ts";
import { Showing } from "./showing.ts";
import { type Bounds, Telling } from "./telling.ts";

export interface RunHost {
  readonly report: (report: Report) => void;
  /** Lets orders arrive, and obeys those that can be obeyed while a run goes on, if it may; is there another? */
  readonly attend: (mayObey: boolean) => Promise<boolean>;
  /** Milliseconds of some clock. */
  readonly now: () => number;
  readonly cache: InstrumentCache;
  readonly bounds: Bounds;
}

/** A frame has 16 ms, and others want some of them. */
const SLICE = 8;

/** A mark takes as long as some steps, so those that are gone to lie a few steps behind one. */
const MARKS = { every: 16, marks: 256 };

/** What is done in a step, and when it is enough. */
interface Way {
  readonly isEnough: (made: Step | undefined) => boolean;
  readonly acts?: ReadonlyMap<number, Act>;
  /** Nobody will ever type. */
  readonly isUnattended?: boolean;
}

export class LiveRun {
  readonly options: RunOptions;
  readonly #travel: TimeTravel;
  readonly #host: RunHost;
  readonly #telling: Telling;

  private constructor(options: RunOptions, travel: TimeTravel, host: RunHost, telling: Telling) {
    this.options = options;
    this.#travel = travel;
    this.#host = host;
    this.#telling = telling;
  }

  /** Throws a GuestRefusal where it cannot be run, and a ScheduleMismatch where the schedule is of another program. */
  static async make(options: RunOptions, schedule: Schedule | undefined, host: RunHost): Promise<LiveRun> {
    const telling = new Telling(host.report, host.bounds);
    host.report({ kind: "prepares", name: options.name });
    const travel = await TimeTravel.create({
      ...systemOptions(options),
      ...(schedule === undefined ? {} : { schedule, preempt: schedule.preempt, time: schedule.time }),
      ...MARKS,
      cache: host.cache,
      steps: "calls",
      watchFaults: true,
      lint: true,
      races: (schedule ?? options).preempt === "memory",
      listen: (step, _, branch) => telling.add(step, branch),
      hear: (event) => telling.hear(event),
    });
    return new LiveRun(options, travel, host, telling);
  }

  /** Makes again what was recorded, and says so if it does not fit; stands behind the race, if it is there. */
  async replay({ schedule: _, acts, length, position }: Recorded, race?: Race): Promise<void> {
    const most = length ?? position;
    const isUnattended = most === Number.POSITIVE_INFINITY;
    const done = new Map(acts.map(({ step, act }) => [step, act]));
    await this.#makeSteps({ isEnough: () => this.#travel.length >= most, acts: done, isUnattended });
    const steps = race === undefined ? [] : Array.from({ length: this.#travel.length }, (_, at) => at);
    const shows = steps.find((at) => showsRace(this.#travel.stepAt(at), race as Race));
    this.#travel.seek(shows === undefined ? Math.min(position, this.#travel.length) : shows + 1);
  }

  /** Makes again what the page knows, and stands where it stood. */
  async remake(ways: readonly KnownWay[], place: Place): Promise<void> {
    const travel = this.#travel;
    this.#telling.isSilent = true;
    this.#telling.idOf(travel.here);
    for (const { parent, from, steps } of ways) {
      if (parent !== undefined) travel.seek(from, this.#branch(parent));
      for (const step of steps) {
        if (typeof step === "object") travel.act(step);
        else await this.#makeStep(() => (step === undefined ? travel.step() : travel.branch(step)));
        if (travel.position % 100 === 0) await this.#host.attend(false);
      }
    }
    this.#telling.isSilent = false;
    travel.seek(place.position, this.#branch(place.branch));
  }

  /** `carefully`: tells of every step at once, and of who is about to make it. */
  async goOn(until: Goal, carefully = false): Promise<void> {
    this.#telling.isCareful = carefully;
    this.#telling.allowMore();
    const isEnough = (made: Step | undefined) => made !== undefined && until !== "end" && isReached(until, made);
    await this.#makeSteps({ isEnough }).finally(() => {
      this.#telling.isCareful = false;
    });
  }

  /** Steps that are not known yet are made. */
  async seek({ branch, position }: Place): Promise<void> {
    const travel = this.#travel;
    const to = this.#branch(branch);
    const length = to.from + to.steps.length;
    travel.seek(Math.min(position, length), to);
    this.#telling.allowMore();
    if (position > length) await this.#makeSteps({ isEnough: () => travel.position >= position });
  }

  async choose(pid: Pid): Promise<void> {
    await this.#makeStep(() => this.#travel.choose(pid));
    this.#telling.flush();
  }

  act(act: Act): void {
    this.#travel.act(act);
    this.#telling.flush();
  }

  answer(question: Question): Answer {
    const travel = this.#travel;
    switch (question.kind) {
      case "page":
        return { kind: "page", page: travel.pageOf(question.pid, question.page) };
      case "who-wrote":
        return { kind: "who-wrote", write: travel.whoWrote(question.pid, question.address) };
      case "recorded": {
        const branch = this.#branch(question.branch);
        return { kind: "recorded", recorded: this.#recorded(branch) };
      }
    }
  }

  /** The schedule of a run in which nothing was decided. */
  get beginning(): string {
    return formatSchedule({ ...this.#travel.schedule(), made: 0, unusual: [] });
  }

  get moment(): Moment {
    const travel = this.#travel;
    const { position, here } = travel;
    const last = position === 0 ? undefined : travel.stepAt(position - 1);
    return {
      branch: this.#telling.idOf(here),
      position,
      scene: travel.scene(),
      standing: last === undefined ? undefined : standingAfter(last),
      choosable: travel.choosable()?.runnable ?? [],
    };
  }

  #branch(id: number): Branch {
    const branch = this.#travel.branches[id];
    if (branch === undefined)
      throw new RangeError(`Cannot find branch ${id}: there are ${this.#travel.branches.length}`);
    return branch;
  }

  #recorded(branch: Branch): Recorded {
    const travel = this.#travel;
    const length = branch.from + branch.steps.length;
    const acts = Array.from({ length }, (_, step) => ({ step, act: travel.stepAt(step, branch).act }));
    return {
      schedule: formatSchedule(travel.schedule(branch)),
      acts: acts.flatMap(({ step, act }) => (act === undefined ? [] : [{ step, act }])),
      length,
      position: length,
      ...(this.options.terminal === undefined ? {} : { window: this.options.terminal }),
    };
  }

  /** Makes steps, known and new ones, until it is enough, the run stands still, or somebody has another wish. */
  async #makeSteps(way: Way): Promise<void> {
    try {
      await this.#goOnBy(way);
    } finally {
      this.#telling.isEarly = false;
      this.#telling.flush();
    }
  }

  async #goOnBy({ isEnough, acts, isUnattended }: Way): Promise<void> {
    const { attend, now } = this.#host;
    const travel = this.#travel;
    let made: Step | undefined;
    let until = now() + SLICE;
    const showing = new Showing(now);
    while (!isEnough(made)) {
      if (made !== undefined) showing.offer(() => this.#showWhereItIs());
      this.#telling.isEarly = showing.isEarly;
      const { position } = travel;
      const act = position === travel.length ? acts?.get(position) : undefined;
      if (act !== undefined) travel.act(act);
      else await this.#makeStep(() => travel.step());
      if (travel.position === position && !this.#endInput(isUnattended === true)) break;
      made = travel.stepAt(travel.position - 1);
      const { bound } = this.#telling;
      if (bound !== undefined) {
        this.#host.report(bound);
        break;
      }
      if (now() < until) continue;
      if (await attend(acts === undefined)) break;
      until = now() + SLICE;
    }
  }

  #showWhereItIs(): void {
    this.#telling.flush();
    this.#host.report({ kind: "stands", moment: this.moment, goesOn: true });
  }

  /** Standing still, it goes on if it waits for input that will not come. */
  #endInput(isUnattended: boolean): boolean {
    const travel = this.#travel;
    const { outcome } = travel.stepAt(travel.position - 1);
    if (outcome?.kind !== "wants-input") return false;
    if (this.options.terminal !== undefined && !isUnattended) return false;
    if (outcome.hope === undefined || outcome.hope === "data") travel.input(undefined);
    else travel.pass();
    return true;
  }

  /** Prepares programs as they are needed. */
  async #makeStep(make: () => unknown): Promise<void> {
    for (;;) {
      const wanted = programWanted(make);
      if (wanted === undefined) return;
      this.#telling.flush();
      this.#host.report({ kind: "prepares", name: wanted.name });
      await this.#travel.prepare(wanted);
    }
  }
}

function programWanted(make: () => unknown): ProgramWanted["wanted"] | undefined {
  try {
    const made = make() as Outcome | undefined;
    return made?.kind === "wants-program" ? made : undefined;
  } catch (error) {
    if (error instanceof ProgramWanted) return error.wanted;
    throw error;
  }
}
