/**
 * What has happened before what (Lamport, Time, Clocks, and the Ordering of Events in a Distributed System, CACM 1978). Processes
 * tell *channels* what they know, and others learn it from there: a pipe, a lock, a word that the kernel changes, an atomic, the
 * signals of a process. A channel is known by its name, and keeps all that it was ever told.
 *
 *     const moment = order.now(3);              // process 3 does something
 *     order.release(3, "pipe 5");               // ... and then writes to a pipe
 *     order.acquire(2, "pipe 5", "pipe 5");     // process 2 has read from it
 *     order.isBefore(moment, 2)                 // true: what 3 did happened before what 2 does now
 *
 * A pid may be given again: members of the clocks are lives, not pids.
 */
import type { Pid } from "../../abi/ids.ts";
import { VectorClock } from "./vector-clock.ts";

/** Something that a process did: when, by its own clock. */
export interface Moment {
  readonly member: number;
  readonly time: number;
}

interface Life {
  readonly member: number;
  readonly clock: VectorClock;
}

export class Order {
  private members = 0;
  private readonly lives = new Map<Pid, Life>();
  private readonly channels = new Map<string, VectorClock>();

  /** The child knows what its parent knows. */
  forked(parent: Pid, child: Pid): void {
    const { clock } = this.born(child);
    clock.learn(this.lifeOf(parent).clock, "its fork");
    this.tick(parent);
  }

  /** Nobody asks for this process any more. What it did is not forgotten. */
  forget(pid: Pid): void {
    this.lives.delete(pid);
  }

  now(pid: Pid): Moment {
    const { member, clock } = this.lifeOf(pid);
    return { member, time: clock.timeOf(member) };
  }

  /** Has it happened before all that this process does from now on? */
  isBefore({ member, time }: Moment, pid: Pid): boolean {
    return this.lifeOf(pid).clock.timeOf(member) >= time;
  }

  /** By what a process has heard last of who did something; undefined where it never has. */
  sourceOf({ member }: Moment, pid: Pid): string | undefined {
    return this.lifeOf(pid).clock.sourceOf(member);
  }

  /** Whoever acquires from this channel later knows what this process has done so far. */
  release(pid: Pid, channel: string): void {
    let told = this.channels.get(channel);
    if (told === undefined) {
      told = new VectorClock();
      this.channels.set(channel, told);
    }
    told.learn(this.lifeOf(pid).clock, "");
    this.tick(pid);
  }

  /** `by` is the channel, for people. */
  acquire(pid: Pid, channel: string, by: string): void {
    const told = this.channels.get(channel);
    if (told !== undefined) this.lifeOf(pid).clock.learn(told, by);
  }

  /** As a release to a channel of which only one other hears, at once. */
  tell(from: Pid, to: Pid, by: string): void {
    this.lifeOf(to).clock.learn(this.lifeOf(from).clock, by);
    this.tick(from);
  }

  private lifeOf(pid: Pid): Life {
    return this.lives.get(pid) ?? this.born(pid);
  }

  private born(pid: Pid): Life {
    const life = { member: ++this.members, clock: new VectorClock() };
    life.clock.set(life.member, 1, "");
    this.lives.set(pid, life);
    return life;
  }

  /** What it does from now on is not among what it has told. */
  private tick(pid: Pid): void {
    const { member, clock } = this.lifeOf(pid);
    clock.set(member, clock.timeOf(member) + 1, "");
  }
}
