/**
 * Real programs do the same when their stacks are captured and put back at every call that may wait: the same calls, output and
 * memory as the program that was never touched. Programs also get more such calls than they have (sprinkle.ts).
 */
import { createHash } from "node:crypto";
import { basename, join, relative } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SYSCALL_TABLE } from "../../runtime/abi/syscall-table.ts";
import { EmulatedExecutor } from "../../runtime/backend/emulated/executor.ts";
import { MemoryCache } from "../../runtime/instrument/cache.ts";
import type { InstrumentOptions } from "../../runtime/instrument/pipeline.ts";
import { type CallHandler, STOP_AND_KEEP } from "../../runtime/scheduler/executor.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";
import { RandomNumbers } from "../../runtime/scheduler/random-numbers.ts";
import { GUESTS, guestNames, ROOT } from "../frontend/compile/compile-guest.ts";
import { expected, guest, run } from "../guests/run-guest.ts";
import { IS_LONG } from "../is-long.ts";
import { ByHand, make, SUSPEND } from "./by-hand.ts";
import { Ended, LonelyHost, WAITING } from "./lonely-host.ts";
import { atLoopHeads, oneIn, sprinkle } from "./sprinkle.ts";

interface Variant {
  readonly name: string;
  readonly prepare: (bytes: Uint8Array) => Uint8Array;
  readonly options: InstrumentOptions;
}

/** Whatever else makes a program stop where it did not is one row more: `preempt: "loops"` among the options. */
const VARIANTS: readonly Variant[] = [
  { name: "as it is", prepare: (bytes) => bytes, options: {} },
  { name: "with a call in every loop", prepare: (bytes) => sprinkle(bytes, atLoopHeads), options: {} },
  { name: "preempted at points", prepare: (bytes) => bytes, options: { preempt: "loops" } },
  { name: "with calls anywhere", prepare: (bytes) => sprinkle(bytes, oneIn(40, 1)), options: {} },
  ...[5, 9].slice(IS_LONG ? 0 : 2).map((salt) => ({
    name: `with calls elsewhere (${salt})`,
    prepare: (bytes: Uint8Array) => sprinkle(bytes, oneIn(40, salt)),
    options: {},
  })),
];
const LEVELS = ["-O0", "-O2", "-Oz"];
const levelsOf = (variant: Variant) =>
  LEVELS.filter((_, i) => IS_LONG || i === VARIANTS.indexOf(variant) % LEVELS.length);

const LOOPS = "sieve,qsort,tree,matrix,fibonacci,by table,by switch,hash,printf".split(",");
/** Where the sieve, the matrix and the hash fork, when they are told. */
const FORKS: readonly (readonly [which: number, forkAt: number])[] = [
  [0, 1000],
  [0, 17_000],
  [3, 0],
  [3, 77],
  [7, 299],
];

/** It stands still for ever, as it should. */
const WRONG = "wrong-fork.c";
const all = await guestNames();

const loops = (level: string) => guest(relative(GUESTS, join(ROOT, "bench/guests/loops.c")), [level]);
const dive = (level: string) => guest(relative(GUESTS, join(ROOT, "bench/guests/deep.c")), [level]);

/** All that can be seen of a run by hand. */
interface Outcome {
  readonly told: readonly string[];
  readonly output: string;
  readonly end: string;
  readonly memory: string;
  readonly calls: number;
}

function outcome(host: LonelyHost, run: () => void, memory: () => Uint8Array): Outcome {
  let end = "returned";
  try {
    run();
  } catch (error) {
    if (!(error instanceof Ended) && !(error instanceof WebAssembly.RuntimeError)) throw error;
    end = error.message;
  }
  const { told, output, made } = host;
  return { told, output, end, memory: createHash("sha256").update(memory()).digest("hex"), calls: made };
}

function runPlain(bytes: Uint8Array, words: readonly string[], isChild: boolean): Outcome {
  const host: LonelyHost = new LonelyHost(() => exports.memory as WebAssembly.Memory, words, isChild);
  const module = new WebAssembly.Module(bytes as BufferSource);
  const imports: Record<string, Record<string, (...args: (number | bigint)[]) => number>> = {};
  for (const entry of WebAssembly.Module.imports(module)) {
    imports[entry.module] = { ...imports[entry.module], [entry.name]: (...args) => host.answer(entry.name, args) };
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  return outcome(host, exports._start as () => void, () => new Uint8Array(host.memory().buffer));
}

/** A program that has made many calls is not captured in each of them. */
const isCaptured = (call: number) => call < 400 || (Math.imul(call, 0x9e3779b1) >>> 12) % 97 === 0;

function runCaptured(bytes: Uint8Array, words: readonly string[], isChild: boolean, options: InstrumentOptions) {
  let [answer, calls, captured] = [0, 0, 0];
  const host: LonelyHost = new LonelyHost(() => driver.memory, words, isChild);
  const driver: ByHand = new ByHand(make(bytes, options), (name, args) => {
    driver.calls.length = 0; // hundreds of thousands
    answer = name === "preempt" ? 0 : host.answer(name, args);
    return (WAITING.has(name) || name === "preempt") && isCaptured(calls++) ? SUSPEND : answer;
  });
  const run = () => {
    for (let image = driver.start(); image !== undefined; captured++) image = driver.resume(image, answer);
  };
  return { ...outcome(host, run, () => driver.guestBytes()), captured };
}

function expectSame(program: Uint8Array, words: readonly string[], variant: Variant, isChild = false): number {
  const bytes = variant.prepare(program);
  expect(WebAssembly.validate(bytes as BufferSource)).toBe(true);
  const { captured, ...found } = runCaptured(bytes, words, isChild, variant.options);
  expect(found).toEqual(runPlain(bytes, words, isChild));
  return captured;
}

describe.each(VARIANTS)("a program ($name), captured at every call,", (variant) => {
  it.each(levelsOf(variant))("comes to the same in every benchmark (%s)", async (level) => {
    const program = await loops(level);
    let captured = 0;
    for (const which of LOOPS.keys()) captured += expectSame(program, ["loops", String(which), "1"], variant);
    for (const [which, forkAt] of FORKS) {
      captured += expectSame(program, ["loops", String(which), "1", String(forkAt)], variant);
    }
    captured += expectSame(await dive(level), ["deep", "300", "20"], variant);
    expect(captured).toBeGreaterThan(100);
  });

  it.each(all)("comes to the same in %s, which is told that it is the parent or the child", async (name) => {
    const program = await guest(name);
    expect(expectSame(program, [basename(name)], variant)).toBeGreaterThan(0);
    expectSame(program, [basename(name)], variant, true);
  });
});

/** Never lets a process go on where another can. */
class AlwaysAnother implements Policy {
  readonly #chance = new RandomNumbers(1);

  beginRun(): boolean {
    return true;
  }

  nextProcess(runnable: readonly number[], current: number | undefined, last = 0): number {
    const others = runnable.filter((pid) => pid !== current);
    return others.find((pid) => pid > last) ?? (others[0] as number);
  }

  nextRandom(): number {
    return this.#chance.next();
  }
}

/** Makes the machine stop a process in every call that may wait, whoever goes on then. */
function stopAtEveryCall(): { stops: number } {
  const seen = { stops: 0 };
  const original = EmulatedExecutor.prototype.run;
  vi.spyOn(EmulatedExecutor.prototype, "run").mockImplementation(function (this: EmulatedExecutor, ...args) {
    const [process, value, calls, ...rest] = args;
    const call: CallHandler["call"] = (syscall, ...more) => {
      const result = calls.call(syscall, ...more);
      if (result <= STOP_AND_KEEP || SYSCALL_TABLE[syscall]?.waits !== true) return result;
      process.resume = { kind: "return", value: result };
      seen.stops++;
      return STOP_AND_KEEP;
    };
    const eager = new Proxy(calls, {
      get: (target, key) => {
        const member = key === "call" ? call : Reflect.get(target, key);
        return typeof member === "function" ? member.bind(target) : member;
      },
    });
    return original.call(this, process, value, eager, ...rest);
  });
  return seen;
}

/** Every third guest for a variant, and others for the next. */
const namesOf = (variant: Variant) =>
  all.filter((name, n) => name !== WRONG && (IS_LONG || (n + VARIANTS.indexOf(variant)) % 3 === 0));

describe.each(VARIANTS)("a guest ($name) prints the same", (variant) => {
  const { prepare, options } = variant;
  const names = namesOf(variant);

  afterEach(() => {
    vi.restoreAllMocks();
  });

  const common = { ...options, cache: new MemoryCache(), watchCalls: false };

  it.each(names)("when the machine never lets a process go on where another can: %s", async (name) => {
    const program = prepare(await guest(name));
    const seen = await run(program, { ...common, policy: new AlwaysAnother() });
    expect(seen).toMatchObject({ stdout: await expected(name.replace(/\.\w+$/, "")), stderr: "", exitCode: 0 });
  });

  it.each(names)("when the machine stops each process in each call: %s", async (name) => {
    const program = prepare(await guest(name));
    const stopped = stopAtEveryCall();
    const seen = await run(program, common);
    expect(seen).toMatchObject({ stdout: await expected(name.replace(/\.\w+$/, "")), stderr: "", exitCode: 0 });
    expect(stopped.stops).toBeGreaterThan(0);
  });
});
