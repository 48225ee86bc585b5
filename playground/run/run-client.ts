/**
 * The page's end of the line to the worker that runs programs: gives orders, and keeps `state/run-state.ts` true. What the person wants
 * of a run outlives single orders: at a terminal it stands still again and again, and goes on when something is typed. When a guest
 * computes for ever its worker is ended, and what the page knows of the run is made again in another: `rescue.ts`.
 */
import type { Act, Outcome, Pid, Window } from "../../runtime/index.ts";
import { branches, goesOn, isAtEnd, lengthOf, moment, notice, options } from "../state/run-state.ts";
import { Computing } from "./computing.ts";
import { knownWays } from "./known-ways.ts";
import type { Answer, Goal, Look, Order, Place, Question, Recorded, Report, RunOptions } from "./orders.ts";
import { Questions } from "./questions.ts";
import { endlessText, makesSteps, rescue } from "./rescue.ts";
import { withWindow } from "./run-options.ts";
import { isOver } from "./seen-step.ts";
import { Soon } from "./soon.ts";
import { takeReport } from "./take-report.ts";
import { type Port, WorkerLine } from "./worker-line.ts";

/** What the person wants of the run, until it stands still for good. */
type Intent =
  | { readonly kind: "stay" }
  | { readonly kind: "go-on"; readonly until: Goal }
  | { readonly kind: "play"; readonly stepsPerSecond: number };

const STAY: Intent = { kind: "stay" };
const SECOND = 1000;
const MILLISECOND = 1_000_000;
/** A timer of the browser's that is set for longer rings at once. */
const LONGEST = 2 ** 31 - 1;
/** Milliseconds between two pictures. */
const FRAME = 16;
/** A single step that takes longer is shown to go on. */
const SLOW = 150;
/** A worker that has been told to do something else, and says nothing for so long, is in a step that does not end. */
const PATIENCE = 500;

export class RunClient {
  readonly #line: WorkerLine;
  readonly #questions: Questions;
  #intent = STAY;
  /** Where the worker is, as far as it has told; where it goes; and where to go next, once it is there. */
  #head: Place = { branch: 0, position: 0 };
  #goal: Place | undefined;
  #wish: Place | undefined;
  /** What was obeyed last, of all but questions. */
  #obeyed: Order["kind"] = "open";
  /** Who is to be looked at in the run that is opened. */
  #selected: Pid | undefined;
  /** The terminal's size, and what the run knows of it. */
  #window: Window | undefined;
  #toldWindow: Window | undefined;
  /** Something is done in a while: the next step of a play, or time passes as nobody types. */
  readonly #soon = new Soon();
  /** When steps were played last. */
  #played = 0;
  #isSlow = false;
  #isRescuing = false;
  readonly #computing = new Computing();
  /** The worker has failed, and another one stands nowhere yet. */
  #hasFailed = false;

  constructor(make: () => Port) {
    const hear = (report: Report, order: Order | undefined) => this.#hear(report, order);
    this.#line = new WorkerLine({ make, hear, fail: (message) => this.#failed(message) });
    this.#questions = new Questions((order) => this.#send(order));
  }

  open(options: RunOptions, recorded: Recorded | undefined, { selected, race }: Look = {}): void {
    this.#want(STAY);
    if (this.#isRescuing) this.#line.end();
    const run = withWindow(options, recorded);
    this.#window = this.#toldWindow = run.terminal;
    notice.value = undefined;
    this.#selected = selected;
    this.#interrupt({ kind: "open", run, recorded, ...(race === undefined ? {} : { race }) });
  }

  goOn(until: Goal): void {
    this.#want({ kind: "go-on", until });
    notice.value = undefined;
    if (this.#opening === undefined) this.#interrupt({ kind: "go-on", until }); // otherwise it goes on once it is open
  }

  stop(): void {
    this.#want(STAY);
    if (this.#line.unanswered.size > 0) this.#interrupt({ kind: "pause" });
  }

  /** Of the branch where one is, unless told otherwise. */
  seek(position: number, branch = (this.#wish ?? this.#goal ?? moment.value ?? this.#head).branch): void {
    this.#want(STAY);
    this.#goTo({ branch, position });
  }

  /** From where it stands, or goes to. */
  stepBy(count: number): void {
    const { branch, position } = this.#wish ?? this.#goal ?? moment.value ?? this.#head;
    this.seek(Math.max(0, position + count), branch);
  }

  play(stepsPerSecond: number): void {
    this.#want({ kind: "play", stepsPerSecond });
    this.#played = performance.now();
    this.#settle();
  }

  choose(pid: Pid): void {
    this.#want(STAY);
    this.#interrupt({ kind: "choose", pid });
  }

  act(act: Act): void {
    this.#soon.forget();
    if (act.kind === "input") this.#tellWindow();
    this.#send({ kind: "act", act });
  }

  /** In the past, where to be told would begin a branch, the run is told when something is typed next; and what is over is not told. */
  resize(window: Window): void {
    this.#window = window;
    if (isAtEnd.value && !isOver(moment.value?.standing)) this.#tellWindow();
  }

  ask(question: Question): Promise<Answer> {
    return this.#questions.ask(question);
  }

  /** What is to be opened next. */
  get #opening(): RunOptions | undefined {
    for (const order of this.#line.unanswered.values()) if (order.kind === "open") return order.run;
    return undefined;
  }

  #want(intent: Intent): void {
    this.#soon.forget();
    this.#intent = intent;
    this.#wish = undefined;
    this.#showGoing();
  }

  /** Only the newest place counts: one is on its way, and the next when that is reached. */
  #goTo(place: Place): void {
    const order: Order = { kind: "seek", ...place };
    if (this.#goal === undefined || makesSteps({ kind: "seek", ...this.#goal })) this.#interrupt(order);
    else this.#wish = place;
  }

  #send(order: Order): number {
    const number = this.#line.send(order);
    if (order.kind === "ask") return number;
    this.#computing.watch(this.#line.unanswered);
    this.#goal = order.kind === "seek" ? { branch: order.branch, position: order.position } : undefined;
    setTimeout(() => {
      if (!this.#line.unanswered.has(number)) return;
      this.#isSlow = true;
      this.#showGoing();
    }, SLOW);
    this.#showGoing();
    return number;
  }

  /** An order for which the run pauses, if it goes on. If it does not, it is in a step that never ends. */
  #interrupt(order: Order): void {
    const hung = [...this.#line.unanswered.values()].find(makesSteps);
    const number = this.#send(order);
    if (hung === undefined || this.#isRescuing) return;
    const line = this.#line;
    void Promise.race([line.answered(number), line.silence(PATIENCE)]).then(() => {
      if (line.unanswered.has(number)) void this.#rescue(hung, order);
    });
  }

  #hear(report: Report, order: Order | undefined): void {
    takeReport(report, this.#opening, this.#selected);
    this.#computing.hear(report, this.#line.unanswered);
    switch (report.kind) {
      case "opened":
        this.#head = { branch: 0, position: 0 };
        break;
      case "steps":
        this.#head = { branch: report.branch, position: lengthOf(branches.value, report.branch) };
        break;
      case "stands":
        this.#head = report.moment;
        this.#hasFailed = false;
        break;
      case "bounded":
        this.#intent = STAY;
        break;
      case "answer":
        this.#questions.hear(report);
        break;
      case "failed":
        if (order?.kind === "ask") this.#questions.hear(report);
        else {
          notice.value = { kind: "failure", text: report.message };
          this.#intent = STAY;
        }
    }
    if (order === undefined) return;
    if (order.kind !== "ask") this.#obeyed = order.kind;
    this.#settle();
  }

  /** All that was ordered is done: what is wanted next? */
  #settle(): void {
    if (this.#line.unanswered.size > 0 || this.#isRescuing) return;
    this.#isSlow = false;
    this.#goal = undefined;
    const [wish, intent] = [this.#wish, this.#intent];
    const standing = isAtEnd.value ? moment.value?.standing : undefined;
    this.#wish = undefined;
    if (wish !== undefined) this.#send({ kind: "seek", ...wish });
    else if (intent.kind === "stay") this.#soon.forget();
    else if (standing?.kind === "wants-input") this.#awaitTyping(standing);
    else if (standing !== undefined) this.#intent = STAY;
    else if (intent.kind === "play") this.#playSoon(intent.stepsPerSecond);
    else if (this.#obeyed !== "go-on") this.#send({ kind: "go-on", until: intent.until });
    else this.#intent = STAY;
    this.#showGoing();
  }

  /** At a terminal time takes its time, so that a ^C can come in the midst of a sleep; but nobody sits through a deadlock. */
  #awaitTyping({ hope, within }: Extract<Outcome, { kind: "wants-input" }>): void {
    if (hope === undefined) return;
    const wait = within === undefined ? (hope === "rescue" ? 0 : undefined) : Math.min(within / MILLISECOND, LONGEST);
    if (wait !== undefined) this.#soon.set(wait, () => this.act({ kind: "pass" }));
  }

  #playSoon(stepsPerSecond: number): void {
    const due = this.#played + Math.max(FRAME, SECOND / stepsPerSecond);
    this.#soon.set(due - performance.now(), () => {
      const now = performance.now();
      const count = Math.max(1, Math.round(((now - this.#played) * stepsPerSecond) / SECOND));
      this.#played = now;
      const { branch, position } = moment.value ?? this.#head;
      this.#send({ kind: "seek", branch, position: position + count });
    });
  }

  #tellWindow(): void {
    const [window, told] = [this.#window, this.#toldWindow];
    if (window === undefined || told === undefined) return; // there is no terminal
    if (window.rows === told.rows && window.columns === told.columns) return;
    this.#toldWindow = window;
    this.#send({ kind: "act", act: { kind: "resize", window } });
  }

  #showGoing(): void {
    const { unanswered } = this.#line;
    const isOrdered = [...unanswered.values()].some(({ kind }) => kind === "go-on");
    const isWanted = this.#intent.kind === "go-on" && (unanswered.size > 0 || this.#soon.isSet);
    const isRunning = isOrdered || isWanted || this.#isSlow || this.#isRescuing;
    goesOn.value = this.#intent.kind === "play" ? "playing" : isRunning ? "running" : "no";
  }

  /** A step does not end, so its worker is. `wish` is what was wanted instead. */
  async #rescue(hung: Order, wish: Order): Promise<void> {
    const run = options.value;
    if (wish.kind === "open" || run === undefined) {
      this.#line.end();
      this.#computing.watch(this.#line.unanswered);
      if (wish.kind === "open") this.#send(wish);
      else notice.value = { kind: "failure", text: "The program was stopped before it began" };
      this.#showGoing();
      return;
    }
    this.#isRescuing = true;
    this.#computing.pid = hung.kind === "choose" ? hung.pid : undefined;
    const known = () => ({ run, ways: knownWays(branches.value), place: this.#head });
    const isDone = await rescue(this.#line, hung, known, PATIENCE);
    this.#isRescuing = false;
    if (!isDone) return;
    if (wish.kind === "seek") this.#wish = wish;
    notice.value = { kind: "bound", text: endlessText(this.#computing.pid, this.#head) };
    this.#questions.askAgain();
    this.#settle();
  }

  /** The worker itself: it could not be loaded, or has no memory left. What is known is made again, once. */
  #failed(message: string): void {
    this.#line.end();
    this.#computing.watch(this.#line.unanswered);
    this.#intent = STAY;
    this.#questions.giveUp(message);
    notice.value = { kind: "failure", text: `What runs programs in this page has failed: ${message}` };
    const run = options.value;
    if (run !== undefined && !this.#hasFailed) {
      this.#send({ kind: "remake", run, ways: knownWays(branches.value), place: this.#head });
    }
    this.#hasFailed = true;
    this.#showGoing();
  }
}
