// Over 300 lines: because the machine meets every answer of the kernel, each with a small guest of its own.
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { Signal } from "../../runtime/abi/signal.ts";
import { traceLine } from "../../runtime/frontend/format/trace.ts";
import { digest } from "../../runtime/kernel/digest.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { KernelPanic } from "../../runtime/kernel/panic.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { Replay, ScheduleMismatch } from "../../runtime/scheduler/policies/replay.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";
import { Recorder } from "../../runtime/scheduler/recorder.ts";
import { ignore } from "../kernel/world-for-tests.ts";
import { runOf, scheduleOf } from "./schedule-of.ts";
import { type Guest, makeMachine, read, sleep, write } from "./scripted-guests.ts";

const MAIN = (main: Guest) => ({ main });
const ended = (code: number) => ({ kind: "ended", end: { code } });

/** Who ran, in order, from the events. */
const switches = (events: readonly KernelEvent[]) =>
  events.flatMap((event) => (event.kind === "switch" ? [event.to] : []));

const trace = (events: readonly KernelEvent[]) =>
  events.map(traceLine).filter((line) => line !== undefined && !line.includes("fd_write"));

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

describe("a run", () => {
  it("ends as the first process does", () => {
    const { machine } = makeMachine(
      MAIN(function* () {
        yield ["proc_exit", 7];
      }),
    );
    expect(machine.run()).toEqual(ended(7));
  });

  it("ends with 0 when the program's entry returns", () => {
    expect(makeMachine(MAIN(function* () {})).machine.run()).toEqual(ended(0));
  });

  it("goes on until the last process has ended, and is what the first one did", () => {
    const { machine, output } = makeMachine(
      MAIN(function* () {
        if ((yield ["fork"]) !== 0) yield ["proc_exit", 3];
        yield* write(1, "the child goes on");
        yield ["proc_exit", 4];
      }),
    );
    expect(machine.run()).toEqual(ended(3));
    expect(output.text).toBe("the child goes on");
  });

  it("answers the same when it is asked again at its end", () => {
    const { machine } = makeMachine(
      MAIN(function* () {
        yield ["proc_exit", 7];
      }),
    );
    machine.run();
    expect(machine.run()).toEqual(ended(7));
  });
});

test("fork answers twice, the parent goes on first, and wait4 sleeps until the child has ended", () => {
  const { machine, events } = makeMachine(
    MAIN(function* () {
      const pid = yield ["fork"];
      if (pid === 0) yield ["proc_exit", 7];
      yield ["wait4", -1, 0, 0, 0];
      yield ["proc_exit", 0];
    }),
  );
  expect(machine.run()).toEqual(ended(0));
  expect(trace(events)).toEqual([
    "[2] ==> fork()",
    "[2] <== 3",
    "[2] ==> wait4(-1, 0)",
    "[2] ... waits for a child to end",
    "[3] ==> proc_exit(7)",
    "[3] --- exits with 7",
    "[2] <== 3",
    "[2] ==> proc_exit(0)",
    "[2] --- exits with 0",
  ]);
});

describe("a call that can be answered at once", () => {
  it("stops nobody, when there is nobody else to run", () => {
    const { machine, executor } = makeMachine(
      MAIN(function* () {
        for (let i = 0; i < 100; i++) yield ["sched_yield"];
      }),
    );
    machine.run();
    expect(executor.log).toEqual(["run 2"]);
  });

  it("stops nobody, when the policy lets its caller go on", () => {
    const { machine, executor } = makeMachine(
      MAIN(function* () {
        yield ["fork"];
        for (let i = 0; i < 10; i++) yield ["kill", 2, 0];
      }),
    );
    machine.run();
    expect(executor.log.filter((line) => line.startsWith("run"))).toEqual(["run 2", "run 2", "run 3"]);
  });

  it("is answered once even if another process runs before its caller hears of it", () => {
    const { machine, output } = makeMachine(MAIN(talkers));
    expect(machine.run()).toEqual(ended(0));
    expect(output.text).toBe("p0 c0 p1 c1 p2 c2 ");
  });
});

describe("a call that waits", () => {
  const pipeline: Guest = function* () {
    yield ["pipe2", 0, 0];
    const [reader, writer] = [yield ["load", 0], yield ["load", 4]];
    if ((yield ["fork"]) === 0) {
      yield ["fd_close", reader];
      yield* write(writer, "abc");
      yield ["sched_yield"];
      yield* write(writer, "de");
      yield ["proc_exit", 0];
    }
    yield ["fd_close", writer];
    let total = 0;
    for (;;) {
      const count = yield* read(reader, 100);
      if (count <= 0) break;
      total += count;
    }
    yield ["proc_exit", total];
  };

  it("is made again when it is woken, and answers then", () => {
    const { machine, events } = makeMachine(MAIN(pipeline));
    expect(machine.run()).toEqual(ended(5));
    expect(
      events.filter((event) => event.kind === "call" && event.retry && event.text.startsWith("fd_read")).length,
    ).toBe(2);
  });

  it("gives the same result under every policy", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
        expect(makeMachine(MAIN(pipeline), { policy: new Random(seed) }).machine.run()).toEqual(ended(5));
      }),
    );
  });

  it("goes back to sleep when another was quicker", () => {
    const { machine } = makeMachine(
      MAIN(function* () {
        yield ["pipe2", 0, 0];
        const [reader, writer] = [yield ["load", 0], yield ["load", 4]];
        for (let i = 0; i < 2; i++) {
          if ((yield ["fork"]) === 0) yield ["proc_exit", yield* read(reader, 1)];
        }
        yield ["sched_yield"];
        yield* write(writer, "x");
        yield ["wait4", -1, 256, 0, 0];
        yield* write(writer, "y");
        yield ["wait4", -1, 260, 0, 0];
        yield ["proc_exit", ((yield ["load", 256]) >> 8) + ((yield ["load", 260]) >> 8)];
      }),
    );
    expect(machine.run()).toEqual(ended(2));
  });
});

test("memory is private after a fork, both ways", () => {
  const { machine } = makeMachine(
    MAIN(function* () {
      yield ["store", 8, 1];
      if ((yield ["fork"]) === 0) {
        yield ["sched_yield"];
        const seen = yield ["load", 8];
        yield ["store", 8, 50];
        yield ["proc_exit", seen];
      }
      yield ["store", 8, 2];
      yield ["wait4", -1, 16, 0, 0];
      yield ["proc_exit", (yield ["load", 8]) * 10 + ((yield ["load", 16]) >> 8)];
    }),
  );
  expect(machine.run()).toEqual(ended(21));
});

test("vfork lends the memory, and the parent sleeps until the child has ended", () => {
  const { machine, events } = makeMachine(
    MAIN(function* () {
      yield ["store", 8, 1];
      if ((yield ["vfork"]) === 0) {
        yield ["store", 8, 2];
        yield ["sched_yield"];
        yield ["proc_exit", 0];
      }
      yield ["proc_exit", yield ["load", 8]];
    }),
  );
  expect(machine.run()).toEqual(ended(2));
  expect(switches(events)).toEqual([2, 3, 2]);
});

describe("execve", () => {
  const guests: Record<string, Guest> = {
    *main() {
      yield ["store", 8, "/other"];
      yield ["execve", 8, 6, 0, 0];
      yield ["proc_exit", 1];
    },
    *other() {
      yield ["proc_exit", (yield ["load", 8]) === 0 ? 42 : 2];
    },
  };

  it("goes on with the new program, in fresh memory", () => {
    expect(makeMachine(guests).machine.run()).toEqual(ended(42));
  });

  it("stands still until the host has prepared the program, and goes on as if nothing had been", () => {
    const { machine, unprepared, kernel } = makeMachine(guests);
    unprepared.add("/other");
    const outcome = { kind: "wants-program", bytes: new TextEncoder().encode("other"), name: "/other" };
    expect(machine.run()).toEqual(outcome);
    expect(machine.run()).toEqual(outcome);
    expect(kernel.wanted).toBeUndefined();
    unprepared.clear();
    expect(machine.run()).toEqual(ended(42));
  });

  it("fails after that when the host could not prepare it", () => {
    const made = makeMachine({ ...guests, other: guests["main"] as Guest });
    made.unprepared.add("/other");
    made.machine.run();
    made.unprepared.clear();
    made.kernel.surroundings.load = () => "no such program";
    expect(made.machine.run()).toEqual(ended(1));
  });

  it("lets nobody else run while the host prepares", () => {
    const { machine, unprepared, executor } = makeMachine({
      ...guests,
      *main() {
        yield ["store", 8, "/other"];
        yield ["fork"];
        yield ["execve", 8, 6, 0, 0];
      },
    });
    unprepared.add("/other");
    machine.run();
    const before = executor.log.length;
    machine.run();
    machine.run();
    expect(executor.log.slice(before)).toEqual([]);
    unprepared.clear();
    expect(machine.run()).toEqual(ended(42));
  });
});

describe("a guest that traps", () => {
  it("is killed by the signal, which its parent sees", () => {
    const { machine } = makeMachine(
      MAIN(function* () {
        if ((yield ["fork"]) === 0) yield ["trap", Signal.SIGSEGV];
        yield ["wait4", -1, 16, 0, 0];
        yield ["proc_exit", yield ["load", 16]];
      }),
    );
    expect(machine.run()).toEqual(ended(Signal.SIGSEGV));
  });

  it("is killed even when it ignores the signal", () => {
    const { machine, kernel } = makeMachine(
      MAIN(function* () {
        yield ["trap", Signal.SIGFPE];
      }),
    );
    ignore(kernel.process(2), Signal.SIGFPE);
    expect(machine.run()).toEqual({ kind: "ended", end: { signal: Signal.SIGFPE } });
  });
});

test("what if the host has no memory for a process whose call is made again? It is killed, and the run goes on", () => {
  const { machine, executor, kernel } = makeMachine(
    MAIN(function* () {
      yield* read(0, 1);
    }),
  );
  machine.run();
  executor.refusal = { kind: "trapped", signal: Signal.SIGKILL, why: "the host has no more memory" };
  kernel.world.input.end();
  expect(machine.run()).toEqual({ kind: "ended", end: { signal: Signal.SIGKILL } });
});

describe("signals", () => {
  it("end a process that sleeps", () => {
    const { machine } = makeMachine(
      MAIN(function* () {
        yield ["pipe2", 0, 0];
        const pid = yield ["fork"];
        if (pid === 0) yield* read(yield ["load", 0], 1);
        yield ["sched_yield"];
        yield ["kill", pid, Signal.SIGTERM];
        yield ["wait4", -1, 16, 0, 0];
        yield ["proc_exit", yield ["load", 16]];
      }),
    );
    expect(machine.run()).toEqual(ended(Signal.SIGTERM));
  });

  it("stop a process where it calls, and let it go on after that call", () => {
    const { machine, output } = makeMachine(
      MAIN(function* () {
        const pid = yield ["fork"];
        if (pid === 0) {
          yield* write(1, "before ");
          const result = yield ["kill", yield ["getpid"], Signal.SIGSTOP];
          yield* write(1, `after ${result} `);
          yield ["proc_exit", 9];
        }
        yield ["wait4", pid, 16, 2, 0]; // WUNTRACED
        yield* write(1, `stopped ${((yield ["load", 16]) >> 8) & 0xff} `);
        yield ["kill", pid, Signal.SIGCONT];
        yield ["wait4", pid, 16, 8, 0]; // WCONTINUED
        yield* write(1, `status ${(yield ["load", 16]).toString(16)} `);
        yield ["wait4", pid, 16, 0, 0];
      }),
    );
    expect(machine.run()).toEqual(ended(0));
    expect(output.text).toBe("before stopped 19 status ffff after 0 ");
  });

  it("stop a process in its sleep, which makes its call again afterwards", () => {
    const { machine } = makeMachine(
      MAIN(function* () {
        yield ["pipe2", 0, 0];
        const [reader, writer] = [yield ["load", 0], yield ["load", 4]];
        const pid = yield ["fork"];
        if (pid === 0) yield ["proc_exit", yield* read(reader, 10)];
        yield ["sched_yield"];
        yield ["kill", pid, Signal.SIGSTOP];
        yield* write(writer, "abc");
        yield ["sched_yield"];
        yield ["kill", pid, Signal.SIGCONT];
        yield ["wait4", pid, 16, 0, 0];
        yield ["proc_exit", (yield ["load", 16]) >> 8];
      }),
    );
    expect(machine.run()).toEqual(ended(3));
  });

  it("that only stop everybody leave a deadlock, which says so", () => {
    const { machine } = makeMachine(
      MAIN(function* () {
        yield ["kill", 0, Signal.SIGSTOP];
      }),
    );
    expect(machine.run()).toMatchObject({
      kind: "deadlock",
      waiters: [{ pid: 2, waitsFor: ["SIGCONT (stopped by SIGSTOP)"] }],
    });
  });
});

test("what if everybody waits for everybody? A deadlock, and who waits for what", () => {
  const { machine } = makeMachine(
    MAIN(function* () {
      yield ["pipe2", 0, 0];
      const reader = yield ["load", 0];
      if ((yield ["fork"]) === 0) yield* read(reader, 1);
      yield ["wait4", -1, 0, 0, 0];
    }),
  );
  expect(machine.run()).toMatchObject({
    kind: "deadlock",
    end: undefined,
    waiters: [
      { pid: 2, call: "wait4(-1)", waitsFor: ["a child to end"] },
      { pid: 3, waitsFor: ["pipe 1 to have data"] },
    ],
  });
});

describe("time", () => {
  it("jumps to the next deadline when all sleep, and the sleepers wake in its order", () => {
    const { machine, output, kernel } = makeMachine(
      MAIN(function* () {
        for (const delay of [3_000_000_000, 1_000_000_000, 2_000_000_000]) {
          if ((yield ["fork"]) !== 0) continue;
          yield* sleep(delay);
          yield* write(1, `${delay / 1e9} `);
          yield ["proc_exit", 0];
        }
        for (let i = 0; i < 3; i++) yield ["wait4", -1, 0, 0, 0];
      }),
    );
    expect(machine.run()).toEqual(ended(0));
    expect(output.text).toBe("1 2 3 ");
    expect(kernel.world.clock.elapsed).toBeGreaterThanOrEqual(3_000_000_000);
    expect(kernel.world.clock.elapsed).toBeLessThan(3_100_000_000);
  });
});

describe("standard input", () => {
  const echo: Guest = function* () {
    for (;;) {
      const count = yield* read(0, 10);
      if (count === 0) break;
      yield* write(1, `${count} `);
    }
  };

  it("is waited for by the host's leave, and goes on when it came", () => {
    const { machine, kernel, output } = makeMachine(MAIN(echo));
    expect(machine.run()).toEqual({ kind: "wants-input" });
    expect(machine.run()).toEqual({ kind: "wants-input" });
    kernel.world.input.push(Uint8Array.of(1, 2, 3));
    expect(machine.run()).toEqual({ kind: "wants-input" });
    kernel.world.input.push(Uint8Array.of(1));
    kernel.world.input.end();
    expect(machine.run()).toEqual(ended(0));
    expect(output.text).toBe("3 1 ");
  });
});

describe("the policy", () => {
  it("is asked only when there is something to decide, and told who runs now", () => {
    const asked: [readonly number[], number | undefined][] = [];
    const policy: Policy = {
      beginRun: () => true,
      nextRandom: () => 0,
      nextProcess: (runnable, current) => {
        asked.push([[...runnable], current]);
        return runnable[0] as number;
      },
    };
    const { machine } = makeMachine(
      MAIN(function* () {
        yield ["getpid"];
        yield ["sched_yield"];
        yield ["fork"];
        yield ["sched_yield"];
        yield ["proc_exit", 0];
      }),
      { policy },
    );
    machine.run();
    expect(asked).toEqual([
      [[2, 3], 2], // after fork
      [[2, 3], undefined], // a yield
    ]);
  });

  it("that chooses somebody who cannot run is our own bug", () => {
    const policy: Policy = { beginRun: () => true, nextRandom: () => 0, nextProcess: () => 2 };
    const { machine } = makeMachine(
      MAIN(function* () {
        if ((yield ["fork"]) !== 0) yield ["wait4", -1, 0, 0, 0];
        yield ["fork"];
        yield ["sched_yield"];
      }),
      { policy },
    );
    expect(() => machine.run()).toThrow(KernelPanic);
  });

  it("decides between forked children as its schedule says, again and again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
        const recorder = new Recorder(new Random(seed), runOf(seed));
        const recorded = makeMachine(MAIN(talkers), { policy: recorder });
        recorded.machine.run();
        const replayed = makeMachine(MAIN(talkers), { policy: new Replay(recorder.schedule) });
        replayed.machine.run();
        expect(replayed.output.text).toBe(recorded.output.text);
        expect(replayed.events).toEqual(recorded.events);
        expect(digest(replayed.kernel.world)).toBe(digest(recorded.kernel.world));
      }),
    );
  });

  it("that replays another program's schedule says that they do not fit", () => {
    const { machine } = makeMachine(MAIN(talkers), {
      policy: new Replay(scheduleOf({ made: 2, unusual: [{ at: 1, choice: 1 }] })),
    });
    expect(() => machine.run()).toThrow(ScheduleMismatch);
  });

  it("lets a process that polls for another's progress see it in the end", () => {
    const { machine } = makeMachine(
      MAIN(function* () {
        const pid = yield ["fork"];
        if (pid === 0) yield ["proc_exit", 0];
        while ((yield ["wait4", pid, 0, 1, 0]) === 0); // WNOHANG
        yield ["proc_exit", 5];
      }),
    );
    expect(machine.run()).toEqual(ended(5));
  });
});

describe("limits", () => {
  it("a fork bomb ends with EAGAIN, and everybody is reaped", () => {
    const { machine, kernel } = makeMachine(
      MAIN(function* () {
        for (;;) {
          const pid = yield ["fork"];
          if (pid === -Errno.EAGAIN) break;
          if (pid < 0) yield ["proc_exit", 1];
        }
        while ((yield ["wait4", -1, 0, 0, 0]) !== -Errno.ECHILD);
        yield ["proc_exit", 0];
      }),
      { limits: { processes: 20 } },
    );
    expect(machine.run()).toEqual(ended(0));
    expect([kernel.world.processes.size, kernel.world.pagesUsed]).toEqual([0, 0]);
  });

  it("memory that one process grew by is not there for a fork", () => {
    const { machine, kernel } = makeMachine(
      MAIN(function* () {
        if ((yield ["grow", 4]) !== 5) yield ["proc_exit", 1];
        if ((yield ["grow", 100]) !== -1) yield ["proc_exit", 2];
        yield ["proc_exit", (yield ["fork"]) === -Errno.ENOMEM ? 0 : 3];
      }),
      { limits: { memory: 9 * 65536 } },
    );
    expect(machine.run()).toEqual(ended(0));
    expect(kernel.world.pagesUsed).toBe(0);
  });

  it("whoever writes more than there is gets killed; the others go on", () => {
    const { machine, kernel, events } = makeMachine(
      MAIN(function* () {
        for (let page = 0; page < 4; page++) yield ["store", page * 4096, 1];
        const pid = yield ["fork"]; // with 8 pages promised to each: 20 of 20
        for (let page = 0; page < (pid === 0 ? 16 : 4); page++) yield ["store", page * 4096, 2];
        if (pid === 0) {
          yield ["fork"]; // it stops, to be captured
          yield ["proc_exit", 1];
        }
        yield ["wait4", pid, 8192, 0, 0];
        yield ["proc_exit", (yield ["load", 8192]) === 9 ? 0 : 2];
      }),
      { limits: { memory: 20 * 4096 }, marked: true },
    );
    expect(machine.run()).toEqual(ended(0));
    const [killed] = events.filter(({ kind }) => kind === "signal");
    expect(killed).toMatchObject({ pid: 3, signal: 9, why: "the world is out of memory" });
    expect(kernel.world.pagesUsed).toBe(0);
  });

  it("nobody is killed for what the kernel has written for another", () => {
    const victims = new Set<number>();
    for (let seed = 0; seed < 8; seed++) {
      const { machine, events } = makeMachine(
        MAIN(function* () {
          yield ["pipe2", 16, 0];
          const pid = yield ["fork"]; // 8 pages are promised to each
          const [reader, writer] = [yield ["load", 16], yield ["load", 20]];
          if (pid === 0) {
            yield ["store", 1024, 8192];
            yield ["store", 1028, 40_960];
            yield ["fd_write", writer, 1024, 1, 1040];
            for (let i = 0; i < 5; i++) yield ["sched_yield"];
            yield ["proc_exit", 0];
          }
          for (const page of [1, 2, 3, 4, 5]) yield ["store", page * 4096, 1];
          yield ["store", 1024, 8192];
          yield ["store", 1028, 40_960];
          yield ["fd_read", reader, 1024, 1, 1040]; // ten pages, into its sleep
          yield ["proc_exit", 0];
        }),
        { limits: { memory: 18 * 4096 }, marked: true, policy: new Random(seed) },
      );
      machine.run();
      for (const event of events) if (event.kind === "signal") victims.add(event.pid);
    }
    expect([...victims]).toEqual([2]); // where its child has ended before, there is room enough
  });
});
