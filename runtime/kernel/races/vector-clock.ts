/**
 * A vector clock (Fidge 1988, Mattern 1989): up to which moment somebody has heard of each member of a world, and by what. Members
 * have numbers from 1 on; the moments of one are 1, 2, ... A member that was never heard of is at 0.
 */

interface Heard {
  readonly time: number;
  /** For people: "the pipe 3". */
  readonly by: string;
}

export class VectorClock {
  private readonly heard = new Map<number, Heard>();

  timeOf(member: number): number {
    return this.heard.get(member)?.time ?? 0;
  }

  /** By what it was heard of last; undefined where it never was. */
  sourceOf(member: number): string | undefined {
    return this.heard.get(member)?.by;
  }

  set(member: number, time: number, by: string): void {
    this.heard.set(member, { time, by });
  }

  /** Hears all that another has heard. */
  learn(other: VectorClock, by: string): void {
    for (const [member, { time }] of other.heard) if (time > this.timeOf(member)) this.heard.set(member, { time, by });
  }
}
