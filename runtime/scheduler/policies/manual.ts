/**
 * Asks somebody outside of the world who runs next: a person, a test, a page.
 *
 *     policy: new Manual(({ runnable, usual }) => (isInteresting(runnable) ? runnable[0] : usual))
 *
 * Who is asked is no part of the world, as the host's streams are not: a world that is copied or put back asks the same one, and the
 * hash of a world does not depend on it. Only what has been decided does. Whoever must not be asked twice uses `Timeline`, which
 * knows what was answered, or a recorded schedule.
 *
 * Usual is what round-robin would do: to answer `usual` every time is that policy.
 */
import type { Pid } from "../../abi/ids.ts";
import { HostPort } from "../../kernel/files/host.ts";
import type { Policy } from "../policy.ts";
import { RoundRobin } from "./round-robin.ts";

export interface Question {
  /** Who can run, in pid order: two at least. */
  readonly runnable: readonly Pid[];
  /** Who could go on running, as it did not sleep, end or yield. */
  readonly current: Pid | undefined;
  /** Who would run if nobody were asked. */
  readonly usual: Pid;
  /** How many were asked before. */
  readonly number: number;
}

/** Answers one of those that can run. */
export type Asked = (question: Question) => Pid;

class Person extends HostPort {
  readonly ask: Asked;

  constructor(ask: Asked) {
    super();
    this.ask = ask;
  }
}

export class Manual implements Policy {
  readonly asks = true;
  private readonly person: Person;
  private readonly usual: RoundRobin;
  private made = 0;

  /** The seed is that of the random numbers that guests draw. */
  constructor(ask: Asked, seed = 0) {
    this.person = new Person(ask);
    this.usual = new RoundRobin(seed);
  }

  beginRun(): boolean {
    return this.usual.beginRun();
  }

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    const usual = this.usual.nextProcess(runnable, current, last);
    const pid = this.person.ask({ runnable: [...runnable], current, usual, number: this.made });
    if (!runnable.includes(pid)) {
      throw new RangeError(`Cannot run process ${pid} next, as was answered: expected one of [${runnable.join(", ")}]`);
    }
    this.made++;
    return pid;
  }

  nextRandom(): number {
    return this.usual.nextRandom();
  }
}
