/** Runs the program of a script under one schedule, and says where it is not as its model expects. */
import { createHash } from "node:crypto";
import { Place } from "../../../runtime/backend/emulated/place.ts";
import { System, type SystemOptions } from "../../../runtime/backend/emulated/system.ts";
import { MemoryCache } from "../../../runtime/instrument/cache.ts";
import { HostStreams } from "../../../runtime/kernel/files/host.ts";
import type { Snapshot } from "../../../runtime/scheduler/moment.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { formatSchedule } from "../../../runtime/scheduler/schedule.ts";
import { type Expected, expect, formatReport } from "./memory-model.ts";
import { formatScript, type Script } from "./memory-script.ts";
import { ARGUMENTS, RECORD_SIZE } from "./script-layout.ts";
import { writeScript } from "./write-script.ts";

export interface ScheduleOfScript {
  /** Of the random policy; undefined: round-robin. */
  readonly seed: number | undefined;
  readonly places: number | undefined;
  /** How many points a turn lasts, in a guest that is preempted in loops; undefined: only in system calls. */
  readonly points: number | undefined;
  /** After so many turns the world is copied, run to its end, put back, and run to its end again. */
  readonly snapshotAfter: number | undefined;
  /** Is it put back into another system? */
  readonly elsewhere: boolean;
}

export const SIMPLEST: ScheduleOfScript = {
  seed: undefined,
  places: undefined,
  points: undefined,
  snapshotAfter: undefined,
  elsewhere: false,
};

/** What is asked of a system besides the schedule: how its memory is kept, say. */
export type MemoryOptions = Partial<Omit<SystemOptions, "program" | "streams" | "policy" | "cache">>;

/** A script, what is expected of it, and its program, for any number of runs. */
export class ScriptRunner {
  readonly script: Script;
  readonly expected: Expected;
  readonly #program: Uint8Array;
  readonly #hash: string;
  readonly #cache = new MemoryCache();

  constructor(script: Script) {
    this.script = JSON.parse(JSON.stringify(script)) as Script; // whose statements are each there once
    this.expected = expect(this.script);
    this.#program = writeScript(this.script, this.expected.left);
    this.#hash = createHash("sha256").update(this.#program).digest("hex");
  }

  /** Throws with all that it takes to look into it where a run is not as expected. */
  async check(schedule: ScheduleOfScript, options: MemoryOptions = {}): Promise<void> {
    const run = await this.#begin(schedule, options);
    const wrong = await this.#findWrong(run, schedule, options);
    if (wrong === undefined) return;
    throw new Error(`Cannot tell the processes of this script from their model's: ${wrong}

${formatScript(this.script, this.expected.left)}

under ${JSON.stringify(schedule)}
with ${JSON.stringify(options)}
decisions ${formatSchedule(run.system.schedule)}
script ${JSON.stringify(this.script)}`);
  }

  #begin(schedule: ScheduleOfScript, options: MemoryOptions, reports = new ReportStreams()): Promise<Run> {
    return Run.create(this.#program, schedule, reports, { ...options, hash: this.#hash, cache: this.#cache });
  }

  async #findWrong(run: Run, schedule: ScheduleOfScript, options: MemoryOptions): Promise<string | undefined> {
    const { snapshotAfter, elsewhere } = schedule;
    try {
      if (snapshotAfter === undefined) return run.compare(this.expected);
      const snapshot = run.snapshotAfter(snapshotAfter);
      const reported = run.reports.length;
      const wrong = run.compare(this.expected);
      if (wrong !== undefined) return `${wrong}, before it is put back`;
      const other = elsewhere ? await this.#begin(schedule, options, run.reports) : run;
      for (const time of ["once", "twice"]) {
        run.reports.length = reported;
        other.system.restore(snapshot);
        const wrongThen = other.compare(this.expected);
        if (wrongThen !== undefined) return `${wrongThen}, put back ${time}`;
      }
      return undefined;
    } catch (error) {
      return `it ends with ${error instanceof Error ? error.stack : String(error)}`;
    }
  }
}

/** Reports, as bytes. What has come may be taken back. */
class ReportStreams extends HostStreams {
  #bytes: number[] = [];

  override write(_: "stdout" | "stderr", bytes: Uint8Array): void {
    this.#bytes.push(...bytes);
  }

  get length(): number {
    return this.#bytes.length;
  }

  set length(length: number) {
    this.#bytes.length = length;
  }

  /** By process. */
  read(): Map<number, string[]> {
    const view = new DataView(Uint8Array.from(this.#bytes).buffer);
    const reports = new Map<number, string[]>();
    for (let at = 0; at + RECORD_SIZE <= view.byteLength; at += RECORD_SIZE) {
      const id = view.getUint32(at, true);
      const report = formatReport(view.getUint32(at + 4, true), view.getUint32(at + 8, true));
      reports.set(id, [...(reports.get(id) ?? []), report]);
    }
    return reports;
  }
}

class Run {
  readonly system: System;
  readonly reports: ReportStreams;
  readonly #points: number | undefined;

  constructor(system: System, reports: ReportStreams, points: number | undefined) {
    this.system = system;
    this.reports = reports;
    this.#points = points;
  }

  static async create(
    program: Uint8Array,
    { seed, places, points }: ScheduleOfScript,
    reports: ReportStreams,
    options: Partial<SystemOptions>,
  ): Promise<Run> {
    const system = await System.create({
      args: ARGUMENTS,
      ...(seed === undefined ? {} : { policy: new Random(seed), seed }),
      ...(places === undefined ? {} : { places }),
      preempt: points === undefined ? "syscalls" : "loops",
      ...options,
      program,
      streams: reports,
    });
    return new Run(system, reports, points);
  }

  /** The world after so many turns, or at its end. */
  snapshotAfter(turns: number): Snapshot {
    return withTurns(this.#points, () => {
      for (let turn = 0; turn < turns; turn++) if (this.system.machine.step() !== undefined) break;
      return this.system.snapshot();
    });
  }

  /** Runs to the end. Answers what is wrong, if anything. */
  compare({ reports, end }: Expected): string | undefined {
    const outcome = JSON.stringify(withTurns(this.#points, () => this.system.run()));
    const wanted = JSON.stringify({ kind: "ended", end });
    if (outcome !== wanted) return `it has ${outcome}, not ${wanted}`;
    const seen = this.reports.read();
    for (const id of new Set([...reports.keys(), ...seen.keys()])) {
      const [mine, theirs] = [reports.get(id) ?? [], seen.get(id) ?? []];
      for (let n = 0; n < Math.max(mine.length, theirs.length); n++) {
        if (mine[n] !== theirs[n]) return `report ${n + 1} of process ${id} is "${theirs[n]}", not "${mine[n]}"`;
      }
    }
    return undefined;
  }
}

/** Runs something in which turns last so many points at most. */
function withTurns<Result>(most: number | undefined, run: () => Result): Result {
  if (most === undefined) return run();
  const { setFuel } = Place.prototype;
  Place.prototype.setFuel = function (points) {
    setFuel.call(this, Math.min(points, most));
  };
  try {
    return run();
  } finally {
    Place.prototype.setFuel = setFuel;
  }
}
