/** Random programs do the same whether their stacks are captured or not: the same calls, memory and globals. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GuestRefusal } from "../../runtime/guest/refusal.ts";
import type { InstrumentOptions } from "../../runtime/instrument/pipeline.ts";
import { wat } from "../guest/wat.ts";
import { ByHand, type Image, make, SUSPEND } from "./by-hand.ts";
import { type Choices, type Features, GLOBALS, IMPORTS, NO_FEATURES, randomProgram } from "./random-program.ts";

/** `PRONG_PROGRAMS=20000 npx vitest run test/instrument/rewriter.test.ts` tries as many. */
const PROGRAMS = Number(process.env.PRONG_PROGRAMS ?? 400);

const program: fc.Arbitrary<Choices> = fc.noBias(
  fc.record({
    head: fc.uint8Array({ minLength: 8, maxLength: 120, size: "max" }),
    bodies: fc.array(fc.uint8Array({ maxLength: 250, size: "max" }), { minLength: 3, maxLength: 5 }),
  }),
);

/**
 * What may be refused, with which words, and how large a part of the programs that have it. Whoever teaches the rewriter one of
 * these writes 0 there; a program with none of them must never be refused.
 */
const REFUSED: Readonly<Record<keyof Features, { readonly problem: RegExp; readonly atMost: number }>> = {
  blockParameters: { problem: /never/, atMost: 0 },
  references: { problem: /keeps a reference \(\w+\) while it calls/, atMost: 1 },
  waitingCatches: { problem: /from within a catch$/, atMost: 0.95 },
  tailCalls: { problem: /never/, atMost: 0 },
};
const FEATURES = Object.keys(REFUSED) as (keyof Features)[];

/** Each feature alone, so that it is known why a program is refused; about half of all programs have none. */
const features: fc.Arbitrary<Features> = fc.oneof(
  { weight: 9, arbitrary: fc.constant(NO_FEATURES) },
  { weight: 5, arbitrary: fc.constant({ ...NO_FEATURES, blockParameters: true }) },
  { weight: 3, arbitrary: fc.constantFrom(...FEATURES.slice(1).map((name) => ({ ...NO_FEATURES, [name]: true }))) },
);

/** What else is woven in: points and accesses at which the stack is captured too, and marks. */
const options: fc.Arbitrary<InstrumentOptions> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  fc.constant({ marks: true }),
  fc.constant({ preempt: "loops" }),
  fc.constant({ preempt: "memory" }),
  fc.constant({ preempt: "memory", marks: true }),
);

/** All that a run did: what it called, how it ended, what it left. */
interface Outcome {
  readonly calls: readonly string[];
  readonly end: string;
  readonly memory: Uint8Array;
  readonly globals: readonly unknown[];
}

/** Those of the imports that a stack can be captured in. */
const WAITING = new Set(["sched_yield", "proc_raise", "kill"]);

const NAMES = GLOBALS.map((_, index) => `global${index}`);

/** What the nth call answers. */
const answer = (n: number) => (Math.imul(n + 1, 0x9e3779b1) >>> 11) % 7;

function ending(run: () => void): string {
  try {
    run();
    return "returned";
  } catch (error) {
    if (error instanceof (WebAssembly as unknown as { Exception: typeof Error }).Exception) return "threw";
    throw error;
  }
}

const globalsOf = (exports: Readonly<Record<string, unknown>>) =>
  NAMES.map((name) => (exports[name] as WebAssembly.Global).value);

function runPlain(bytes: Uint8Array): Outcome {
  const calls: string[] = [];
  const call =
    (name: string) =>
    (...args: number[]) =>
      answer(calls.push(`${name}(${args.join(", ")})`) - 1);
  const imports: Record<string, Record<string, typeof call extends (name: string) => infer Call ? Call : never>> = {};
  for (const [module, name] of IMPORTS) imports[module] = { ...imports[module], [name]: call(name) };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource), imports);
  const end = ending(exports._start as () => void);
  const memory = new Uint8Array((exports.memory as WebAssembly.Memory).buffer).slice();
  return { calls, end, memory, globals: globalsOf(exports) };
}

/** A process that was forked off, to be run to its end later. */
interface Twin {
  readonly image: Image;
  readonly calls: readonly string[];
}

/** Runs a rewritten program; `captures` and `forks` say of the nth call what is done in it. */
class CapturedRun {
  readonly host: ByHand;
  readonly twins: Twin[] = [];
  captured = 0;
  preempted = 0;

  constructor(
    made: ReturnType<typeof make>,
    readonly captures: (call: number) => boolean,
    readonly forks: (call: number) => boolean,
  ) {
    this.host = new ByHand(made, (name) => {
      if (name === "preempt") return captures(++this.preempted) ? SUSPEND : 0;
      const call = this.host.calls.length - 1;
      if (!WAITING.has(name) || !captures(call)) return answer(call);
      return SUSPEND;
    });
    this.host.fuel = 7;
    if ("prong:shared" in this.host.exports) {
      this.host.global("prong:shared").value = 64;
      this.host.global("prong:shared-length").value = 300;
    }
  }

  run(twin?: Twin): Outcome {
    const { host } = this;
    if (twin !== undefined) {
      host.calls.splice(0, Infinity, ...twin.calls);
      new Uint8Array(host.memory.buffer).fill(0);
    }
    const end = ending(() => {
      let image = twin === undefined ? host.start() : host.resume(twin.image, answer(twin.calls.length - 1));
      while (image !== undefined) {
        this.captured++;
        const calls = [...host.calls];
        if (twin === undefined && this.forks(calls.length)) this.twins.push({ image, calls });
        image = host.resume(image, answer(calls.length - 1));
      }
    });
    return { calls: [...host.calls], end, memory: host.guestBytes().slice(), globals: globalsOf(host.exports) };
  }
}

function expectSame(found: Outcome, expected: Outcome): void {
  expect(found.calls).toEqual(expected.calls);
  expect(found.end).toBe(expected.end);
  expect(found.globals).toEqual(expected.globals);
  expect(Buffer.compare(found.memory, expected.memory)).toBe(0);
}

/** The rewritten program; where it was refused, for which of its features. */
function rewritten(
  bytes: Uint8Array,
  features: Features,
  options: InstrumentOptions,
): ReturnType<typeof make> | keyof Features {
  try {
    return make(bytes, options);
  } catch (error) {
    const feature = FEATURES.find((name) => features[name]);
    if (feature === undefined || !(error instanceof GuestRefusal)) throw error;
    expect(error.problem).toMatch(REFUSED[feature].problem);
    return feature;
  }
}

it("what a resumed callee throws is caught by the round of the loop that made the call, and the next round begins anew", () => {
  const host = new ByHand(
    make(
      wat(`(module (import "prong_v1" "fork" (func $fork (result i32))) (tag $e) (memory (export "memory") 1)
      (func $throws (drop (call $fork)) (throw $e))
      (func (export "_start") (local $round i32)
        (loop $again
          (local.set $round (i32.add (local.get $round) (i32.const 1)))
          (i32.store (i32.const 0) (local.get $round))
          (try (do (call $throws)) (catch $e))
          (br_if $again (i32.lt_u (local.get $round) (i32.const 3))))))`),
    ),
    () => {
      if (host.calls.length > 3) throw new Error("it goes round without end");
      return SUSPEND;
    },
  );
  for (let image = host.start(); image !== undefined; ) image = host.resume(image, 5);
  expect([host.u32(0), host.calls.length]).toEqual([3, 3]);
});

it("calls of functions that would suspend in dead code only, or leave their place to others, are resumed", () => {
  const host = new ByHand(
    make(
      wat(`(module (import "prong_v1" "fork" (func $fork (result i32))) (memory (export "memory") 1)
      (func $never (result i64) (return (i64.const 3)) (drop (call $fork)) (unreachable))
      (func $leaves (result i64) (return_call $stays))
      (func $stays (result i64) (local $here i64)
        (local.set $here (i64.const 20))
        (block (br_if 0 (i32.eqz (call $fork))) (local.set $here (i64.const 40)))
        (local.get $here))
      (func (export "_start")
        (i64.store (i32.const 0) (i64.add (call $never) (i64.add (call $leaves) (call $stays))))))`),
    ),
    () => SUSPEND,
  );
  const image = host.start() as Image;
  const other = host.resume(image, 0) as Image;
  expect(host.resume(other, 1)).toBeUndefined();
  expect(host.u32(0)).toBe(63);
});

describe("a program made of chance", () => {
  const seen = { plain: 0, captured: 0, preempted: 0, twins: 0, threw: 0, grew: 0 };
  const had = { blockParameters: 0, references: 0, waitingCatches: 0, tailCalls: 0 };
  const refused = { ...had };

  it(`does the same when it is captured at every call, and forked at some (${PROGRAMS} programs)`, {
    timeout: 3_600_000,
  }, () => {
    fc.assert(
      fc.property(program, features, options, fc.nat(), (choices, features, options, seed) => {
        const bytes = randomProgram(choices, features);
        const plain = runPlain(bytes);
        for (const feature of FEATURES) if (features[feature]) had[feature]++;
        const made = rewritten(bytes, features, options);
        if (typeof made === "string") {
          refused[made]++;
          return;
        }
        const always = new CapturedRun(
          made,
          () => true,
          () => false,
        );
        expectSame(always.run(), plain);
        const chance = (call: number, salt: number) => Math.imul(call + seed + salt, 0x85ebca6b) >>> 28;
        const sometimes = new CapturedRun(
          made,
          (call) => chance(call, 1) < 6,
          (call) => chance(call, 7) < 6,
        );
        expectSame(sometimes.run(), plain);
        for (const twin of sometimes.twins) expectSame(sometimes.run(twin), plain);
        if (FEATURES.every((feature) => !features[feature])) seen.plain++;
        seen.captured += always.captured;
        seen.preempted += always.preempted;
        seen.twins += sometimes.twins.length;
        if (plain.end === "threw") seen.threw++;
        if (plain.memory.length > 65536) seen.grew++;
      }),
      // Where one fails, it is made smaller for so long, and no longer.
      { numRuns: PROGRAMS, interruptAfterTimeLimit: 60_000 + 100 * PROGRAMS, markInterruptAsFailure: true },
    );
  });

  it("is not trivial", () => {
    expect(seen.plain).toBeGreaterThan(PROGRAMS / 3);
    expect(seen.captured).toBeGreaterThan(PROGRAMS * 2);
    expect(seen.preempted).toBeGreaterThan(PROGRAMS / 2);
    expect(seen.twins).toBeGreaterThan(PROGRAMS / 10);
    expect(seen.threw).toBeGreaterThan(PROGRAMS / 50);
    expect(seen.grew).toBeGreaterThan(PROGRAMS / 50);
  });

  it.each(FEATURES)("may be refused for its %s, but not more often than is known", (feature) => {
    expect(had[feature]).toBeGreaterThan(PROGRAMS / 50);
    const share = refused[feature] / had[feature];
    expect(share, `${refused[feature]} of ${had[feature]} were refused`).toBeLessThanOrEqual(REFUSED[feature].atMost);
  });
});
