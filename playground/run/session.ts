/**
 * Obeys orders with a run of its own, and reports what becomes of it: all that the worker does, without being one.
 *
 *     const session = new Session({ report, breathe });
 *     session.obey({ number: 1, order: { kind: "open", run, recorded: undefined } });
 *
 * Orders are obeyed one after the other. What takes long is done in slices, and between two of them orders are looked for: `breathe`
 * lets them arrive. Questions are answered then, and what is typed is taken; for any other order the run pauses.
 */
import { MemoryCache, parseSchedule, ScheduleMismatch } from "../../runtime/index.ts";
import { LiveRun, type RunHost } from "./live-run.ts";
import type { Numbered, Order, Report } from "./orders.ts";
import { search } from "./search.ts";
import { BOUNDS, type Bounds } from "./telling.ts";

export interface SessionParts {
  readonly report: (report: Report) => void;
  /** Comes back when all orders have arrived that were given meanwhile. */
  readonly breathe: () => Promise<void>;
  readonly bounds?: Bounds;
}

export class Session {
  readonly #report: SessionParts["report"];
  readonly #host: RunHost;
  readonly #orders: Numbered[] = [];
  #isBusy = false;
  #run: LiveRun | undefined;

  constructor({ report, breathe, bounds = BOUNDS }: SessionParts) {
    this.#report = report;
    const attend = async (mayObey: boolean) => {
      await breathe();
      return this.#attend(mayObey);
    };
    this.#host = { report, attend, now: () => performance.now(), cache: new MemoryCache(), bounds };
  }

  obey(order: Numbered): void {
    this.#orders.push(order);
    if (!this.#isBusy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let next = this.#orders.shift(); next !== undefined; next = this.#orders.shift()) {
      await this.#answer(next, () => this.#do(next));
    }
    this.#isBusy = false;
  }

  /** Obeys what can be obeyed while a run goes on; is there anything else to do? */
  #attend(mayObey: boolean): boolean {
    for (let [next] = this.#orders; mayObey && next !== undefined; [next] = this.#orders) {
      const { order, number } = next;
      if (order.kind !== "ask" && order.kind !== "act") break;
      this.#orders.shift();
      void this.#answer(next, () => this.#doAtOnce(order, number));
    }
    return this.#orders.some(({ order: { kind } }) => kind !== "ask" && kind !== "act");
  }

  async #answer({ number, order }: Numbered, obey: () => Promise<void> | void): Promise<void> {
    try {
      await obey();
      this.#report({ kind: "obeyed", number });
    } catch (error) {
      if (order.kind !== "ask" && order.kind !== "explore") this.#tellMoment();
      this.#report({ kind: "failed", number, order: order.kind, message: messageOf(error) });
    }
  }

  async #do({ number, order }: Numbered): Promise<void> {
    switch (order.kind) {
      case "explore":
        return search(order, this.#report);
      case "open":
        await this.#open(order);
        break;
      case "remake":
        this.#run = await LiveRun.make(order.run, undefined, this.#host);
        await this.#run.remake(order.ways, order.place);
        break;
      case "pause":
        break;
      case "go-on":
        await this.#live.goOn(order.until, order.carefully);
        break;
      case "seek":
        await this.#live.seek(order);
        break;
      case "choose":
        await this.#live.choose(order.pid);
        break;
      case "ask":
        return this.#doAtOnce(order, number);
      case "act":
        this.#doAtOnce(order, number);
    }
    this.#tellMoment();
  }

  #doAtOnce(order: Extract<Order, { kind: "ask" | "act" }>, number: number): void {
    if (order.kind === "act") this.#live.act(order.act);
    else this.#report({ kind: "answer", number, answer: this.#live.answer(order.question) });
  }

  /** What does not fit what was recorded is opened all the same, from its beginning or as far as it fits. */
  async #open({ run: options, recorded, race }: Extract<Order, { kind: "open" }>): Promise<void> {
    const schedule = recorded === undefined ? undefined : parseSchedule(recorded.schedule);
    let mismatch: ScheduleMismatch | undefined;
    const notFitting = (error: unknown) => {
      if (!(error instanceof ScheduleMismatch)) throw error;
      mismatch = error;
      return LiveRun.make(options, undefined, this.#host);
    };
    const live = await LiveRun.make(options, schedule, this.#host).catch(notFitting);
    this.#begin(live);
    if (recorded !== undefined && mismatch === undefined) {
      await live.replay(recorded, race).catch(async (error) => this.#begin(await notFitting(error)));
    }
    if (mismatch !== undefined) this.#report({ kind: "mismatched", message: mismatch.message });
  }

  #tellMoment(): void {
    if (this.#run !== undefined) this.#report({ kind: "stands", moment: this.#run.moment, goesOn: false });
  }

  #begin(run: LiveRun): void {
    this.#run = run;
    this.#report({ kind: "opened", schedule: run.beginning });
  }

  get #live(): LiveRun {
    if (this.#run === undefined) throw new RangeError("Cannot do that: no program runs yet");
    return this.#run;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
