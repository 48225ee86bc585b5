/**
 * Takes a lesson without a page: does deeds with the runtime itself, and knows what the page would know of them. It is told what
 * is true after each.
 */

import type { Deed } from "../../../playground/lessons/deed.ts";
import type { Known } from "../../../playground/lessons/fact.ts";
import { type Lesson, programOf } from "../../../playground/lessons/lesson.ts";
import { seenStep } from "../../../playground/run/seen-step.ts";
import { DEFAULT_SETTINGS, type ProjectFile } from "../../../playground/state/project.ts";
import type { KnownBranch } from "../../../playground/state/run-state.ts";
import { type Branch, type Exploration, explore, type SearchOptions, TimeTravel } from "../../../runtime/index.ts";
import { compileLesson, programsUnderBin } from "./compile-lesson.ts";

export class Student {
  readonly #lesson: Lesson;
  #files: readonly ProjectFile[];
  #run: TimeTravel | undefined;
  #found: Exploration | undefined;
  #answered = false;
  #steppedBack = false;

  constructor(lesson: Lesson) {
    this.#lesson = lesson;
    this.#files = lesson.files;
  }

  async do(deeds: readonly Deed[]): Promise<void> {
    for (const deed of deeds) await this.#do(deed);
  }

  get known(): Known {
    const run = this.#run;
    const branches = run?.branches ?? [];
    return {
      branches: branches.map((branch, id) => knownBranch(branch, id, branches)),
      moment: run && { branch: branches.indexOf(run.here), position: run.position, scene: run.scene() },
      found: this.#found,
      answered: this.#answered,
      steppedBack: this.#steppedBack,
    };
  }

  get stdout(): string {
    return this.#run?.output.text("stdout") ?? "";
  }

  async #do(deed: Deed): Promise<void> {
    switch (deed.do) {
      case "answer":
        this.#answered = true;
        break;
      case "run":
        this.#run = await this.#begin();
        await this.#goOn();
        break;
      case "rewind":
        this.#run ??= await this.#begin();
        this.#run.seek(0);
        break;
      case "go-on":
        await this.#goOn(deed.until);
        break;
      case "step-back":
        this.#begun.stepBack();
        this.#steppedBack = true;
        break;
      case "choose":
        this.#begun.branch(deed.pid);
        break;
      case "type":
        this.#begun.input(new TextEncoder().encode(deed.keys));
        await this.#goOn();
        break;
      case "explore":
        this.#found = await explore(await this.#options());
        break;
      case "edit":
        this.#files = this.#lesson.solved ?? [];
        this.#run = undefined;
        this.#found = undefined;
    }
  }

  async #begin(): Promise<TimeTravel> {
    return TimeTravel.create({ ...(await this.#options()), steps: "calls", watchFaults: true });
  }

  get #begun(): TimeTravel {
    if (this.#run === undefined) throw new Error("the program does not run yet");
    return this.#run;
  }

  async #goOn(until: Extract<Deed, { do: "go-on" }>["until"] = "end"): Promise<void> {
    const run = this.#begun;
    await this.#prepared(() => run.until(until === "end" ? () => false : until));
  }

  /** Programs that are executed are prepared first. */
  async #prepared(go: () => ReturnType<TimeTravel["step"]>): Promise<void> {
    for (let outcome = go(); outcome?.kind === "wants-program"; outcome = go()) await this.#begun.prepare(outcome);
  }

  async #options(): Promise<Omit<SearchOptions, "listen" | "watchCalls">> {
    const { args, preempt, time, terminal, seed } = { ...DEFAULT_SETTINGS, ...this.#lesson.settings };
    const program = await compileLesson(this.#files);
    const common = { program, name: programOf(this.#lesson), args, preempt, time, seed, programs: programsUnderBin() };
    return terminal ? { ...common, terminal, environment: ["PATH=/bin"] } : common;
  }
}

function knownBranch(branch: Branch, id: number, all: readonly Branch[]): KnownBranch {
  const parent = branch.parent && all.indexOf(branch.parent);
  return { id, parent, from: branch.from, by: branch.by, steps: branch.steps.map(seenStep) };
}
