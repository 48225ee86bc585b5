/**
 * Leaving out orders of turns that have nothing to do with each other leaves out no outcome: small programs are searched with and
 * without, and what that rests on is looked at from close by (`commuting.ts`). Where that was not so once, the smallest program that
 * showed it is a row here, a script for `sources/script.c`.
 */
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import type { SystemOptions } from "../../runtime/backend/emulated/system.ts";
import { RandomNumbers } from "../../runtime/scheduler/random-numbers.ts";
import { GUESTS, ROOT } from "../frontend/compile/compile-guest.ts";
import { Commuting } from "./commuting.ts";
import { compareSearches } from "./compare-searches.ts";
import { makeCrowdScript, makeForkScript } from "./fork-script.ts";
import { guest, source } from "./run-guest.ts";

/** `PRONG_PROGRAMS=2000 npx vitest run test/guests/reduction.test.ts` tries as many. */
const SCRIPTS = Number(process.env.PRONG_PROGRAMS ?? 6);
/** In so many, turns are taken in both orders. */
const LOOKED_AT = process.env.PRONG_PROGRAMS === undefined ? 3 : SCRIPTS;
const SEED = Number(process.env.PRONG_TEST_SEED ?? 1);

const script = await source("script.c");

type Preempt = NonNullable<SystemOptions["preempt"]>;

describe("no outcome is left out where", () => {
  it.each<[what: string, script: string, preempt?: Preempt]>([
    ["a reader finds nothing, as another has taken it, and nothing comes any more", "Pb01(r02)r01"],
    ["a reader waits for ever in a process that could have been born first", "P((r02))()"],
    ["so does who waits for a signal", "(())(p)"],
    ["or takes one", "(())(t)"],
    ["so does who waits for a semaphore", "((-0))()"],
    ["and stops before each access to shared memory", "({e})(-0)", "memory"],
    ["two children end, and the parent hears of either first", "()({x})w"],
    ["the younger one has more to do", "()(Y)w"],
    ["the same with shared memory", "()(R1)w", "memory"],
    ["a child is killed, or kills, in the middle of a fork", "(k8T)(o)"],
    ["by another signal", "(k8U)o()"],
    ["a handler is installed before or after a child's end", "()HC()"],
    ["and another one", "HC()hT()"],
    ["a name is removed while somebody forks", "(fu)n()"],
    ["a file is opened while somebody forks", "(fo)n()"],
    ["a descriptor is made not to wait while somebody sleeps who reads from it", "(r09){o}N0w"],
    ["that is standard input", "(r08)(N0)w"],
    ["a writer ends before or after somebody is born", "P(b01)r09()w"],
    ["a semaphore's memory is written to without waking anybody", "(-0)(s0)a0w"],
    ["a child's end is not waited for", "IC()nn"],
    ["a reader is killed before or after it could have read", "P(r01o)b01k0Kw"],
    ["who is killed has said something before it slept", "P(s0r01)b01k0KR0w"],
    ["a pipe's end comes with the last of three who close it, in any order", "P(C0)(C0)N0C0r01r01ww"],
    ["who reads is killed, and another reads", "P((r01x)r01)b02k0Kw"],
    ["a borrower is killed, who has changed what it has borrowed", "P({r01}o)b01k0Kww"],
    ["others take what somebody slept for that had looked at memory before", "P(R0r01)(s0r01)b01ww"],
    ["who closes a pipe last is another, and nobody heard of who closed it first", "PPN0(C0)(C0b11)C0r11r01"],
    ["a handler runs before exec, or is no more", "$C(x)^"],
    ["a lock goes with the last who has what a pipe is read from", "P(&02)c0&63w"],
    ["a record lock on stdout goes with its process", "P(&57b01)r01&57w"],
  ])("%s: %s", async (_, text, preempt = "syscalls") => {
    expect(await compareSearches(script, { args: [text], preempt }, 20_000)).toBe(true);
  });
});

describe("no outcome is left out where limits are near:", () => {
  it.each<[what: string, script: string, limits: NonNullable<SystemOptions["limits"]>]>([
    [
      "a child has ended before its parent forks again, and its memory is free, or not",
      "()(x)O",
      { memory: 24 * 4096 },
    ],
    ["or what it has open", "P()c0C0Pw", { openFiles: 6 }],
  ])("%s: %s", async (_, text, limits) => {
    expect(await compareSearches(script, { args: [text], limits }, 20_000)).toBe(true);
  });
});

describe("no outcome is left out where time passes at any moment, and", () => {
  it.each<[what: string, script: string, preempt?: Preempt]>([
    ["a parent sleeps instead of waiting", "(o)z0o"],
    ["reads what a child writes, or has not yet", "P(b01)N0z0r01w"],
    ["reads shared memory that a child writes to", "(s0)z0R0w"],
    ["the same before each access", "(s0)z0R0w", "memory"],
    ["two sleep in turns", "(z0oz0o)z1ow"],
    ["an alarm kills, or comes too late", "(A1o)nw"],
    ["an alarm kills who waits for a child", "(A1w(o)w)w"],
    ["an alarm is turned off, or rings before", "(A1YA0o)ow"],
    ["a handler of an alarm interrupts a read", "P(z0b01)hAA1r01w"],
    ["a handler of an alarm interrupts a pause", "(o)hAA1pw"],
    ["a poll has a time, and a pipe gets a byte", "P(b01)d0w"],
    ["two poll the same pipe for a time", "P(d0r01)d0b01w"],
    ["a signal is waited for, for a time", "mU(k8U)j0w"],
    ["it comes from who sleeps", "mU(z0k8U)j1w"],
    ["an interval timer kills", "(Z0oo)ow"],
    ["two alarms ring", "(A1p)(A1p)ww"],
    ["who sleeps is killed", "(z0o)k0Kw"],
    ["who sleeps is signalled", "(hUz0o)k0Uw"],
    ["a timer runs out while another process is born", "(A1o)(o)nw"],
    ["a child reads the clock", "(T)z0ow"],
  ])("%s: %s", async (_, text, preempt = "syscalls") => {
    expect(await compareSearches(script, { args: [text], preempt, time: "any" }, 3000)).toBe(true);
  });
});

describe("no outcome is left out of", () => {
  const conformance = (folder: string, names: string) =>
    names.split(" ").map((name) => `test/conformance/programs/${folder}/${name}.c`);

  it.each([
    ..."outcomes/who-is-first outcomes/philosophers outcomes/two-writers outcomes/two-forks doubled-output hello-fork vfork"
      .concat(" shared-offset wrong-fork zombies-and-orphans deep-fork")
      .split(" ")
      .map((name) => `assembly/guests/${name}.c`),
    ...conformance("different", "02-parent-that-died 03-shared-offset 04-close-on-fork 07-alarm 08-signal-sent-before"),
    ...conformance("different", "09-record-locks-and-close 10-flock 14-dontfork"),
    ...conformance("exec", "shell-script resets-handlers many-times"),
    ...conformance("exit", "exit-codes drops-locks sigchld-to-the-parent what-exit-does zombies-left-behind abort"),
    ...conformance("exit", "closes-descriptors orphans-go-on killed-by-each-signal"),
    ...conformance("files", "select unlinked lockf record-lock-rules"),
    ...conformance("fork", "in-handler atfork-order async-signal-safe"),
  ])("%s", async (name) => {
    expect(await compareSearches(await guest(relative(GUESTS, join(ROOT, name))), {})).toBe(true);
  });

  it.each([
    "assembly/guests/outcomes/sleep-for-wait.c",
    ...conformance("exec", "keeps-alarm keeps-alarm-that-kills"),
    ...conformance("exit", "drops-locks"),
    ...conformance("files", "select"),
    ...conformance("helpers", "timers"),
  ])("%s, where time passes at any moment", async (name) => {
    expect(await compareSearches(await guest(relative(GUESTS, join(ROOT, name))), { time: "any" })).toBe(true);
  });
});

const MODES = [
  ["switched at calls", "syscalls", /./, "idle"],
  ["switched before each access to shared memory", "memory", /[saR+?=-]/, "idle"],
  ["switched in loops", "loops", /[@zAZdj=]/, "idle"],
  ["switched at calls, with time that passes at any moment", "syscalls", /[zAZdj=]/, "any"],
] as const;

/** Random scripts that such switches matter to. */
function* scripts(matters: RegExp, count = SCRIPTS): Generator<readonly [text: string, seed: number]> {
  for (let [number, left] = [0, count]; left > 0; number++) {
    const seed = SEED * 1_000_003 + number;
    const make = number % 3 === 0 ? makeForkScript : makeCrowdScript;
    const text = make(new RandomNumbers(seed));
    if (!matters.test(text)) continue;
    left--;
    yield [text, seed];
  }
}

describe("no outcome is left out of random scripts", () => {
  it.each(MODES)(
    "%s",
    async (_, preempt, matters, time) => {
      let compared = 0;
      for (const [text] of scripts(matters)) {
        if (await compareSearches(script, { args: [text], preempt, time }, 1200)) compared++;
      }
      expect(compared).toBeGreaterThan(0);
    },
    3_600_000,
  );
});

describe("turns that do not conflict have the same effect in either order", () => {
  const commute = (text: string, preempt: Preempt, seed = 1) =>
    Commuting.create({ program: script, args: [`B${text}`], preempt }, new RandomNumbers(seed));

  it.each<[what: string, script: string, preempt?: Preempt]>([
    ["a child is forgotten as it ends, and its parent ends", "IC((x))"],
    ["two close what a third has open, too", "P(C0)(C0)"],
    ["one closes, the other fails to put something in its place", "P(C0)(D10)", "memory"],
    ["an alarm is dropped with its process", "(A1)(T)", "loops"],
    ["who has a handler runs another program", "(hUe)(T)"],
    ["somebody forks, and somebody posts", "(+0)(Y)", "memory"],
    ["a program is read, and its file knows when", "({e})(n)a0ww", "memory"],
  ])("%s: %s", async (_, text, preempt = "syscalls") => {
    expect(await (await commute(text, preempt)).look(100)).toBeUndefined();
  });

  it.each(MODES.slice(0, 3))(
    "in random scripts, %s",
    async (_, preempt, matters) => {
      let compared = 0;
      for (const [text, seed] of scripts(matters, LOOKED_AT)) {
        const commuting = await commute(text, preempt, seed);
        expect(await commuting.look(40), text).toBeUndefined();
        compared += commuting.compared;
      }
      expect(compared).toBeGreaterThan(0);
    },
    3_600_000,
  );
});
