/** Random programs do the same whether their stacks are captured or not: the same calls, memory and globals. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByHand, type Image, make, SUSPEND } from "./by-hand.ts";
import { type Choices, GLOBALS, randomProgram } from "./random-program.ts";

/** `PRONG_PROGRAMS=20000 npx vitest run test/instrument/rewriter.test.ts` tries as many. */
const PROGRAMS = Number(process.env.PRONG_PROGRAMS ?? 600);

const program: fc.Arbitrary<Choices> = fc.noBias(
  fc.record({
    head: fc.uint8Array({ minLength: 8, maxLength: 120, size: "max" }),
    bodies: fc.array(fc.uint8Array({ maxLength: 250, size: "max" }), { minLength: 3, maxLength: 5 }),
  }),
);

/** All that a run did: what it called, how it ended, what it left. */
interface Outcome {
  readonly calls: readonly string[];
  readonly end: string;
  readonly memory: Uint8Array;
  readonly globals: readonly unknown[];
}

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
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource), {
    prong_v1: { kill: call("kill"), getpid: call("getpid") },
    wasi_snapshot_preview1: { sched_yield: call("sched_yield") },
  });
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

  constructor(
    made: ReturnType<typeof make>,
    readonly captures: (call: number) => boolean,
    readonly forks: (call: number) => boolean,
  ) {
    this.host = new ByHand(made, (name) => {
      const call = this.host.calls.length - 1;
      if (name === "getpid" || !captures(call)) return answer(call);
      // What a frame does not write must not matter: it is not zero.
      new Uint8Array(this.host.memory.buffer).fill(0xa5, this.host.guestBytes().length);
      return SUSPEND;
    });
  }

  run(twin?: Twin): Outcome {
    const { host } = this;
    if (twin !== undefined) host.calls.splice(0, Infinity, ...twin.calls);
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

describe("a program made of chance", () => {
  const seen = { captured: 0, twins: 0, threw: 0 };

  it(`does the same when it is captured at every call, and forked at some (${PROGRAMS} programs)`, {
    timeout: 3_600_000,
  }, () => {
    fc.assert(
      fc.property(program, fc.nat(), (choices, seed) => {
        const bytes = randomProgram(choices);
        const plain = runPlain(bytes);
        const made = make(bytes);
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
        seen.captured += always.captured;
        seen.twins += sometimes.twins.length;
        if (plain.end === "threw") seen.threw++;
      }),
      { numRuns: PROGRAMS },
    );
  });

  it("is not trivial", () => {
    expect(seen.captured).toBeGreaterThan(PROGRAMS);
    expect(seen.twins).toBeGreaterThan(PROGRAMS / 10);
    expect(seen.threw).toBeGreaterThan(PROGRAMS / 50);
  });
});
