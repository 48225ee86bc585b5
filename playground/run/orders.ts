/**
 * What the page and its worker say to each other. The page gives orders, the worker obeys them one after the other and reports; all
 * of it is plain data. A run lives in the worker alone: the page knows what it was told of it.
 */
import type {
  Act,
  End,
  Exploration,
  LastWrite,
  Limits,
  Outcome,
  PageScene,
  Pid,
  Preemption,
  Race,
  Step,
  SystemScene,
  TimePasses,
  Window,
} from "../../runtime/index.ts";

/** Everything that a run is made of: the same again gives the same run. */
export interface RunOptions {
  readonly program: Uint8Array;
  /** It lies at `/bin/<name>`. */
  readonly name: string;
  readonly args: readonly string[];
  readonly environment: readonly string[];
  /** Other programs under /bin, by name. */
  readonly programs: Readonly<Record<string, Uint8Array>>;
  readonly preempt: Preemption;
  readonly time: TimePasses;
  /** Its terminal's size; undefined: standard input ends at once, and output goes to pipes. */
  readonly terminal: Window | undefined;
  readonly seed: number;
  readonly limits: Partial<Limits>;
}

/** What was decided and done in a run, to have it again: see `Schedule`, and `Act` for what the host did in which step. */
export interface Recorded {
  /** As `formatSchedule` writes it. Behind its end it goes on as usual. */
  readonly schedule: string;
  readonly acts: readonly { readonly step: number; readonly act: Act }[];
  /** How many steps are made; Infinity: until it stands still. As many as lead to `position`, if it is left out. */
  readonly length?: number;
  /** Where to stand then; Infinity: at the end. */
  readonly position: number;
  /** How large its terminal was when it began. */
  readonly window?: Window;
}

/** What is looked at in a run that is opened. */
export interface Look {
  readonly selected?: Pid | undefined;
  /** One stands right behind the step with this race, if the run has it, and not where it was recorded. */
  readonly race?: Race | undefined;
}

/** A branch that is known, to be made again: what was decided in its steps, who was to run or what the host did. */
export interface KnownWay extends Pick<SeenBranch, "parent" | "from"> {
  /** Undefined: nothing was decided. */
  readonly steps: readonly (Pid | Act | undefined)[];
}

/** A moment of a run. */
export interface Place {
  readonly branch: number;
  readonly position: number;
}

/** What a run is let go on to. */
export type Goal = "end" | "fork" | "exec" | "signal" | "exit" | "output" | "fault";

export type Question =
  | { readonly kind: "page"; readonly pid: Pid; readonly page: number }
  | { readonly kind: "who-wrote"; readonly pid: Pid; readonly address: number }
  /** All that was decided and done on a branch, up to where it is known. */
  | { readonly kind: "recorded"; readonly branch: number };

/** Each is answered by `obeyed` or `failed`. One that comes while a run goes on ends that, but for `ask` and `act`. */
export type Order =
  /** Makes a run, in place of the one that there was, and stands where was asked for. */
  | { readonly kind: "open"; readonly run: RunOptions; readonly recorded: Recorded | undefined; readonly race?: Race }
  /** Makes a run of which all this is known, and says nothing of its steps. */
  | { readonly kind: "remake"; readonly run: RunOptions; readonly ways: readonly KnownWay[]; readonly place: Place }
  /** Goes on until something happens, or the run stands still; `carefully`: tells each step, and who is about to make it, at once. */
  | { readonly kind: "go-on"; readonly until: Goal; readonly carefully?: boolean }
  | { readonly kind: "pause" }
  /** Goes to the moment before a step of a branch; steps behind the last that is known are made. */
  | { readonly kind: "seek"; readonly branch: number; readonly position: number }
  /** Lets this process run next. */
  | { readonly kind: "choose"; readonly pid: Pid }
  | { readonly kind: "act"; readonly act: Act }
  | { readonly kind: "ask"; readonly question: Question }
  /** Lists all outcomes; in a worker of its own, which is ended to give up. */
  | { readonly kind: "explore"; readonly run: RunOptions; readonly races: boolean; readonly maxSteps: number };

/** A step as the page knows it: it has what was written in it, and not the way to it. */
export interface SeenStep extends Omit<Step, "outcome" | "writtenBefore" | "written"> {
  readonly outcome: Standing | undefined;
  /** In order. */
  readonly output: readonly Chunk[];
}

export interface Chunk {
  readonly stream: "stdout" | "stderr";
  readonly bytes: Uint8Array;
}

/** How a run stands where it cannot just go on; programs are prepared by the worker itself. */
export type Standing = Exclude<Outcome, { kind: "wants-program" }>;

export interface SeenBranch {
  /** Counted from 0 in the order in which they were begun. */
  readonly id: number;
  readonly parent: number | undefined;
  /** Its first step takes the place of this one of its parent. */
  readonly from: number;
  readonly by: Pid | Act | undefined;
}

/** Where a run stands. */
export interface Moment extends Place {
  readonly scene: SystemScene;
  /** How the run stands, if nothing but the host can change that. */
  readonly standing: Standing | undefined;
  /** Who could be made to run next, if that is to be decided here. */
  readonly choosable: readonly Pid[];
}

export type Answer =
  | { readonly kind: "page"; readonly page: SeenPage }
  | { readonly kind: "who-wrote"; readonly write: LastWrite }
  | { readonly kind: "recorded"; readonly recorded: Recorded };

export type SeenPage = PageScene;

export type Report =
  /** A run was made: nothing is known of it yet. `schedule` is that of a run in which nothing was decided so far. */
  | { readonly kind: "opened"; readonly schedule: string }
  /** It was made, but does not fit what was recorded: it stands where that was found out. */
  | { readonly kind: "mismatched"; readonly message: string }
  | { readonly kind: "branched"; readonly branch: SeenBranch }
  /** These steps are known now: the next ones of that branch. */
  | { readonly kind: "steps"; readonly branch: number; readonly steps: readonly SeenStep[] }
  /** A program is prepared to be run: nothing else is heard until that is done, which may take a second. */
  | { readonly kind: "prepares"; readonly name: string }
  /** Who is about to make a step, where that is asked for, and at first; undefined: it is not told any more. */
  | { readonly kind: "runs"; readonly pid: Pid | undefined }
  /** It stands here now, and waits for orders unless `goesOn`. */
  | { readonly kind: "stands"; readonly moment: Moment; readonly goesOn: boolean }
  /** It was paused, as it has come to one of the page's own bounds. */
  | { readonly kind: "bounded"; readonly what: "output" | "steps"; readonly most: number }
  | { readonly kind: "answer"; readonly number: number; readonly answer: Answer }
  | { readonly kind: "exploring"; readonly steps: number; readonly outcomes: number; readonly schedules: number }
  | {
      readonly kind: "explored";
      readonly found: Exploration;
      /** As words: one for each outcome, and one for each race. */
      readonly schedules: readonly string[];
      readonly raceSchedules: readonly string[];
    }
  /** The order with this number was obeyed, and what came of it was told. */
  | { readonly kind: "obeyed"; readonly number: number }
  /** It could not be; nothing has changed but for steps that were told. */
  | { readonly kind: "failed"; readonly number: number; readonly order: Order["kind"]; readonly message: string };

/** As a page posts it. */
export interface Numbered {
  readonly number: number;
  readonly order: Order;
}

export type { End };
