import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceLine } from "../../runtime/frontend/format/trace.ts";
import type { Outcome } from "../../runtime/scheduler/outcome.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../runtime/scheduler/policies/replay.ts";
import { Recorder } from "../../runtime/scheduler/recorder.ts";
import { type Choose, Walk } from "../../runtime/scheduler/walk.ts";
import { runOf } from "./schedule-of.ts";
import { type Guest, makeMachine, read, type Scripted, sleep, write } from "./scripted-guests.ts";

/** A child that writes into a pipe and yields, a parent that reads, and both sleep. */
const family: Guest = function* () {
  yield ["pipe2", 0, 0];
  const [reader, writer] = [yield ["load", 0], yield ["load", 4]];
  if ((yield ["fork"]) === 0) {
    for (let i = 0; i < 2; i++) {
      yield* write(writer, `${i}`);
      yield ["sched_yield"];
    }
    yield* sleep(1000);
    yield ["proc_exit", 3];
  }
  yield ["fd_close", writer];
  while ((yield* read(reader, 1)) > 0) yield* write(1, String.fromCharCode((yield ["load", 512]) & 0xff));
  yield ["wait4", -1, 16, 0, 0];
};

const usual: Choose = (decision) => decision.usual;

/** Walks to the end; answers who had each step. */
function walkThrough(
  { machine }: Scripted,
  choose: Choose,
  seed = 0,
): [outcome: Outcome, pids: (number | undefined)[]] {
  const walk = new Walk(machine, choose, seed);
  const pids: (number | undefined)[] = [];
  for (;;) {
    const outcome = walk.step();
    if (walk.steps > pids.length) pids.push(machine.ranLast);
    if (outcome !== undefined) return [outcome, pids];
  }
}

const trace = ({ events }: Scripted) => events.map(traceLine).filter((line) => line !== undefined);

describe("a walk", () => {
  it("counts turns of processes: one ends where another's could begin", () => {
    const made = makeMachine({ main: family });
    const [outcome, pids] = walkThrough(made, usual);
    expect(outcome).toEqual({ kind: "ended", end: { code: 0 } });
    expect(pids.slice(0, 4)).toEqual([2, 2, 2, 2]); // fork, and the same again as a captured one; close; read, which waits
    expect(new Set(pids)).toEqual(new Set([2, 3]));
    expect(pids).toHaveLength(made.machine.turns);
  });

  it("counts no step where time only jumps, or somebody has to decide", () => {
    const made = makeMachine({
      *main() {
        yield* sleep(1000);
        yield* sleep(1000);
      },
    });
    expect(walkThrough(made, usual)[1]).toEqual([2, 2, 2, 2, 2]); // twice: to sleep, and the same call again; the end
  });

  it("has the same steps for the same choices", () => {
    const walks = [1, 2].map(() =>
      walkThrough(makeMachine({ main: family }), ({ runnable }) => runnable.at(-1) as number),
    );
    expect(walks[0]).toEqual(walks[1]);
  });

  it("is the run that its schedule is, whatever was decided", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
        const recorded = makeMachine({ main: family }, { policy: new Recorder(new Random(seed), runOf(seed)) });
        const outcome = recorded.machine.run();
        const replay = new Replay((recorded.machine.policy as Recorder).schedule);
        const walked = makeMachine({ main: family });
        const [end] = walkThrough(walked, ({ runnable, usual }) => replay.choose(runnable, usual), seed);
        expect(end).toEqual(outcome);
        expect(trace(walked)).toEqual(trace(recorded));
        expect(walked.output.text).toBe(recorded.output.text);
        expect(() => replay.end()).not.toThrow();
      }),
    );
  });

  it("draws the random numbers of its seed", () => {
    const draw = (seed: number) => {
      const made = makeMachine({
        *main() {
          yield ["random_get", 600, 4];
          yield* write(1, `${yield ["load", 600]}`);
        },
      });
      walkThrough(made, usual, seed);
      return made.output.text;
    };
    expect(draw(7)).toBe(draw(7));
    expect(draw(7)).not.toBe(draw(8));
  });
});
