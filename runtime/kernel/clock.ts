/**
 * Virtual time. It moves when a process asks for the time or yields (so that a loop that waits for a time ends) and jumps
 * to the next deadline when everybody sleeps; the host's clock is never read, so a run takes the same time every time.
 */

/** What the realtime clock says when a world begins: 2026-01-01T00:00:00Z, in nanoseconds. */
export const BIRTH = 1_767_225_600_000_000_000n;

/** How far time moves whenever somebody looks at it, in nanoseconds. */
export const TICK = 1000;

/** When time may pass to the next deadline: only when nobody can run, or at any decision, if that is what the policy chooses. */
export type TimePasses = "idle" | "any";

export class Clock {
  passes: TimePasses = "idle";
  /** Nanoseconds since the world began. */
  elapsed = 0;

  /** Time moves a little; answers the nanoseconds since the world began. */
  tick(): number {
    this.elapsed += TICK;
    return this.elapsed;
  }

  /** Time jumps to a deadline; never backwards. */
  advanceTo(deadline: number): void {
    if (deadline > this.elapsed) this.elapsed = deadline;
  }

  /** Nanoseconds since 1970. */
  realtime(): bigint {
    return BIRTH + BigInt(this.elapsed);
  }
}
