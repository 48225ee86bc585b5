import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { traceLine } from "../../runtime/frontend/format/trace.ts";
import { digest } from "../../runtime/kernel/digest.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";
import { Recorder } from "../../runtime/scheduler/recorder.ts";
import { runOf } from "./schedule-of.ts";
import { type Guest, makeMachine, read, sleep, write } from "./scripted-guests.ts";

const MAIN = (main: Guest) => ({ main });
const ended = (code: number) => ({ kind: "ended", end: { code } });

const trace = (events: readonly KernelEvent[]) => events.map(traceLine).filter((line) => line !== undefined);

/** Parent and child each write lines, and yield between them. */
const talkers: Guest = function* () {
  const who = (yield ["fork"]) === 0 ? "c" : "p";
  for (let i = 0; i < 3; i++) {
    yield* write(1, `${who}${i} `);
    yield ["sched_yield"];
  }
  if (who === "p") yield ["wait4", -1, 0, 0, 0];
  yield ["proc_exit", who === "p" ? 0 : 1];
};

describe("a snapshot", () => {
  /** Two readers of standard input and a pipeline between them and the parent: everybody is asleep in the middle. */
  const family: Guest = function* () {
    yield ["pipe2", 0, 0];
    const [reader, writer] = [yield ["load", 0], yield ["load", 4]];
    for (let i = 0; i < 2; i++) {
      if ((yield ["fork"]) !== 0) continue;
      yield ["fd_close", reader];
      for (;;) {
        const count = yield* read(0, 2);
        if (count === 0) break;
        yield ["store", 8, (yield ["load", 8]) + count];
        yield* write(writer, `${yield ["getpid"]}:${yield ["load", 8]} `);
      }
      yield ["proc_exit", yield ["load", 8]];
    }
    yield ["fd_close", writer];
    for (;;) {
      const count = yield* read(reader, 3);
      if (count === 0) break;
      yield* write(1, String.fromCharCode((yield ["load", 512]) & 0xff));
    }
    yield ["wait4", -1, 16, 0, 0];
    yield ["wait4", -1, 20, 0, 0];
    yield ["proc_exit", ((yield ["load", 16]) >> 8) * 16 + ((yield ["load", 20]) >> 8)];
  };

  const policies: [string, () => Policy][] = [
    ["round-robin", () => new RoundRobin()],
    ...[1, 2, 3, 4, 5].map((seed): [string, () => Policy] => [`random, seed ${seed}`, () => new Random(seed)]),
  ];

  it.each(policies)("is gone on from to the same rest of the run, twice (%s)", (_name, makePolicy) => {
    const made = makeMachine(MAIN(family), { policy: new Recorder(makePolicy(), runOf()) });
    const { machine, kernel, output, events } = made;
    machine.run();
    kernel.world.input.push(Uint8Array.of(1, 2, 3));
    expect(machine.run()).toEqual({ kind: "wants-input" });
    const snapshot = machine.snapshot();
    const rest = () => {
      output.text = "";
      events.length = 0;
      kernel.world.input.push(Uint8Array.of(4, 5, 6, 7, 8));
      kernel.world.input.end();
      const outcome = machine.run();
      const { choices } = machine.policy as Recorder;
      return { outcome, text: output.text, trace: trace(events), choices, world: digest(kernel.world) };
    };
    const first = rest();
    expect(first.outcome).toMatchObject({ kind: "ended" });
    machine.restore(snapshot);
    expect(rest()).toEqual(first);
    machine.restore(snapshot);
    expect(rest()).toEqual(first);
  });

  it("what if several wake at once after it? The policy is asked the same as in the run that went on", () => {
    const { machine, kernel, output } = makeMachine(
      MAIN(function* () {
        for (let i = 0; i < 2 && (yield ["getpid"]) === 2; i++) yield ["fork"];
        if ((yield ["getpid"]) === 3) yield ["sched_yield"]; // 3 sleeps last, though the policy chose 4 last
        yield* read(0, 1);
        yield* write(1, `${yield ["getpid"]} `);
      }),
    );
    expect(machine.run()).toEqual({ kind: "wants-input" });
    const snapshot = machine.snapshot();
    const rest = () => {
      output.text = "";
      kernel.world.input.end();
      machine.run();
      return output.text;
    };
    const first = rest();
    machine.restore(snapshot);
    expect(rest()).toBe(first);
  });

  it("is gone on from in another machine, which knows nothing but the snapshot", () => {
    const one = makeMachine(MAIN(family));
    one.machine.run();
    one.kernel.world.input.push(Uint8Array.of(1, 2, 3));
    one.machine.run();
    const other = makeMachine(MAIN(family));
    other.machine.restore(one.machine.snapshot());
    const finish = ({ kernel, machine }: typeof one) => {
      kernel.world.input.end();
      return machine.run();
    };
    expect(finish(other)).toEqual(finish(one));
    expect(digest(other.kernel.world)).toBe(digest(one.kernel.world));
  });

  it("may be taken while the host prepares a program", () => {
    const guests: Record<string, Guest> = {
      *main() {
        yield ["store", 8, "/other"];
        if ((yield ["fork"]) === 0) yield ["execve", 8, 6, 0, 0];
        yield ["wait4", -1, 16, 0, 0];
        yield ["proc_exit", (yield ["load", 16]) >> 8];
      },
      *other() {
        yield ["proc_exit", 42];
      },
    };
    const { machine, unprepared } = makeMachine(guests);
    unprepared.add("/other");
    expect(machine.run()).toMatchObject({ kind: "wants-program" });
    const snapshot = machine.snapshot();
    unprepared.clear();
    expect(machine.run()).toEqual(ended(42));
    machine.restore(snapshot);
    expect(machine.run()).toEqual(ended(42));
  });

  it("may be taken after any step, zombies and half-made calls or not, and gone on from to the same end", () => {
    const main: Guest = function* () {
      yield ["pipe2", 0, 0];
      const [reader, writer] = [yield ["load", 0], yield ["load", 4]];
      for (let i = 1; i <= 2; i++) {
        if ((yield [i === 1 ? "fork" : "vfork"]) !== 0) continue;
        yield* write(writer, `${i}`);
        yield ["proc_exit", i];
      }
      yield ["fd_close", writer];
      while ((yield* read(reader, 1)) > 0) yield* write(1, String.fromCharCode((yield ["load", 512]) & 0xff));
      yield* sleep(1000);
      yield ["wait4", -1, 0, 0, 0];
      yield ["wait4", -1, 0, 0, 0];
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.nat({ max: 25 }), (seed, steps) => {
        const { machine, kernel, output } = makeMachine(MAIN(main), {
          policy: new Recorder(new Random(seed), runOf(seed)),
        });
        for (let i = 0; i < steps; i++) machine.step();
        const before = output.text;
        const snapshot = machine.snapshot();
        const finish = () => {
          output.text = before;
          const outcome = machine.run();
          return [outcome, output.text, (machine.policy as Recorder).choices, digest(kernel.world)];
        };
        const first = finish();
        expect(first[0]).toEqual(ended(0));
        machine.restore(snapshot);
        expect(finish()).toEqual(first);
      }),
    );
  });

  it("may be taken before anything has run", () => {
    const { machine, output } = makeMachine(MAIN(talkers));
    const snapshot = machine.snapshot();
    machine.run();
    const text = output.text;
    machine.restore(snapshot);
    machine.run();
    expect(output.text).toBe(text + text);
  });
});
