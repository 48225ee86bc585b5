/** Guests that compute without end: others run beside them, signals and alarms reach them, and so does the host. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../frontend/compile/compile-guest.ts";
import { wat } from "../guest/wat.ts";
import { compileText, replay, run, runWithSeed, source, Watched } from "./run-guest.ts";

/** Some of them make millions of calls. */
const LOOPS = { preempt: "loops", watchCalls: false } as const;
const endless = await source("endless.c");
const expected = readFileSync(join(ROOT, "test/guests/expected/endless.txt"), "utf8");

describe("programs that only compute", () => {
  it("are ended by others, by alarms, and let others run", async () => {
    const seen = await run(endless, LOOPS);
    expect(seen).toMatchObject({ stdout: expected, exitCode: 0 });
  });

  it("do so in another order, and can be run again", async () => {
    const seen = await runWithSeed(endless, 1, LOOPS);
    expect(seen).toMatchObject({ stdout: expected, exitCode: 0 });
    const again = await replay(endless, seen.schedule, LOOPS);
    expect(again.trace).toEqual(seen.trace);
  });
});

it("a handler leaves alone what a function without calls keeps below the stack pointer", async () => {
  const program = await compileText(`
    #include <signal.h>
    #include <stdio.h>
    #include <sys/time.h>
    static volatile int handled;
    static void handle(int signal) { volatile char junk[200]; for (int i = 0; i < 200; i++) junk[i] = 0x55; handled = signal; }
    __attribute__((noinline)) static unsigned sum(void)
    {
      volatile unsigned numbers[16], sum = 0;
      for (unsigned i = 0; i < 16; i++) numbers[i] = i;
      while (!handled) continue;
      for (int i = 0; i < 16; i++) sum += numbers[i];
      return sum;
    }
    int main(void)
    {
      signal(SIGALRM, handle);
      setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {0, 20000}}, NULL);
      printf("%u", sum());
      return 0;
    }`);
  expect(await run(program, LOOPS)).toMatchObject({ stdout: "120", exitCode: 0 });
});

const FOREVER = wat(`(module (memory (export "memory") 1) (func (export "_start") (loop $l (br $l))))`);

it("the host gets the turn from a program that is alone and never ends", async () => {
  const { system } = await Watched.create(FOREVER, LOOPS);
  for (let turns = 0; turns < 5; turns++) expect(system.machine.step()).toBeUndefined();
  const { clock } = system.machine.kernel.world;
  expect(clock.elapsed).toBe(50_000_000);
});

it("a snapshot in the middle of a loop goes on from there, any number of times", async () => {
  const counts = wat(`(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1)
    (func (export "_start") (local $i i32) (local $sum i32)
      (loop $l
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (local.get $i)))
        (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 4000000))))
      (call $exit (i32.and (local.get $sum) (i32.const 127)))))`);
  let sum = 0;
  for (let i = 0; i < 4_000_000; i++) sum = (Math.imul(sum, 31) + i) | 0;
  const { system } = await Watched.create(counts, LOOPS);
  system.machine.step();
  system.machine.step();
  const snapshot = system.snapshot();
  for (let times = 0; times < 2; times++) {
    expect(system.run()).toEqual({ kind: "ended", end: { code: sum & 127 } });
    system.restore(snapshot);
  }
});
