/**
 * How fast all schedules of two processes are tried that exchange four messages: by states, by marks, and from the start. And how
 * many steps it takes to know every outcome of some guests, with and without the orders that make no difference.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Explorer, MemoryCache, OutputLog, Random, System } from "../../dist/node.js";
import { buildGuest, ROOT } from "../tools.mjs";

const ROUNDS = 30;
/** A search of everything that has not ended by then is given up. */
const MOST_STEPS = 20_000;
const LARGE = 100_000;
const GUESTS = `${ROOT}assembly/guests`;
const cache = new MemoryCache();

export async function run() {
  const program = new Uint8Array(readFileSync(buildGuest("exchange")));
  const states = await explored(program, { reduce: false });
  const marks = await explored(program, { prune: false, reduce: false });
  const few = await explored(program, {});
  const again = await fromTheStart(program, marks.schedules);
  const rate = ({ schedules, seconds }) => schedules / seconds;
  const line = (what, one, more) => ({
    what,
    prong: `${Math.round(rate(one))} /s`,
    host: "",
    ratio: "",
    goal: "",
    ...more,
  });
  return [
    line(`schedules of 4 messages (all ${states.schedules}), each state once: ${states.steps} steps`, states, {
      ratio: `${(rate(states) / rate(again)).toFixed(1)} times`,
      goal: "at least 5000 /s",
    }),
    line(`the same, every step of every schedule from marks: ${marks.steps} steps`, marks, {
      ratio: `${(rate(marks) / rate(again)).toFixed(1)} times`,
    }),
    line("the same, each schedule from the start", again),
    line(
      `all of these known, as equivalent orders are tried once: ${few.schedules} schedules, ${few.steps} steps`,
      { ...few, schedules: states.schedules },
      {
        ratio: `${(states.schedules / few.seconds / rate(again)).toFixed(1)} times`,
        goal: "10 times",
      },
    ),
    await marking(program),
    await large(),
    await reduced("4 messages", program),
    await reduced("two philosophers", built("outcomes/philosophers")),
    await reduced("a pipeline of three", built("pipeline")),
    await reduced("the sieve to 20", built("sieve"), ["20"]),
  ];
}

/** What a search holds that is far from its end; in a process of its own, whose memory is nobody else's. */
async function large() {
  const script = `
    import { explore } from ${JSON.stringify(new URL("../../dist/node.js", import.meta.url).href)};
    import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
    const began = performance.now();
    const program = readFileSync(${JSON.stringify(buildGuest("three-forks"))});
    const { states } = await explore({ program, maxSteps: ${LARGE} });
    console.log(JSON.stringify({ states, time: performance.now() - began, memory: process.resourceUsage().maxRSS }));
  `;
  const { states, time, memory } = JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", script]));
  return {
    what: `${LARGE} steps of 8 processes: ${states} states`,
    prong: `${(time / 1000).toFixed(1)} s, ${Math.round(memory / 1000)} MB`,
    host: "",
    ratio: "",
    goal: "",
  };
}

const built = (name) => new Uint8Array(readFileSync(buildGuest(name, [], GUESTS)));

/** Every outcome of a guest, without and with orders that make no difference. */
async function reduced(what, program, args = []) {
  const few = await explored(program, {}, args);
  const all = await explored(program, { reduce: false }, args, few.seconds > 0.05 ? 1 : ROUNDS);
  const told = ({ steps, seconds, done }) =>
    done ? `${steps} steps, ${(seconds * 1000).toFixed(1)} ms` : `over ${steps} steps`;
  return {
    what: `every outcome of ${what}: ${few.schedules} schedule${few.schedules === 1 ? "" : "s"} for all; all`,
    prong: `${told(few)}; ${told(all)}`,
    host: "",
    ratio: all.done ? `${(all.seconds / few.seconds).toFixed(1)} times` : "",
    goal: "",
  };
}

async function machineOf(program, args = []) {
  const streams = new OutputLog();
  const { machine } = await System.create({ program, args, streams, cache });
  return { machine, streams };
}

async function explored(program, options, args = [], rounds = ROUNDS) {
  let [seconds, schedules, steps, done] = [Number.POSITIVE_INFINITY, 0, 0, true];
  for (let round = 0; round < rounds && done; round++) {
    const { machine, streams } = await machineOf(program, args);
    const began = performance.now();
    const explorer = new Explorer(machine, streams, options);
    while (!explorer.done && explorer.steps < MOST_STEPS) explorer.step();
    schedules = explorer.outcomes.reduce((sum, { count }) => sum + count, 0);
    seconds = Math.min(seconds, (performance.now() - began) / 1000);
    ({ steps, done } = explorer);
  }
  return { schedules, seconds, steps, done };
}

/** A world is put back and run to its end, as often as there are schedules. */
async function fromTheStart(program, schedules) {
  const { machine } = await machineOf(program);
  const start = machine.snapshot();
  let seconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS / 3; round++) {
    const began = performance.now();
    for (let seed = 0; seed < schedules; seed++) {
      machine.restore(start);
      machine.policy = new Random(seed);
      machine.run();
    }
    seconds = Math.min(seconds, (performance.now() - began) / 1000);
  }
  return { schedules, seconds };
}

/** A mark of a world in which nothing has changed, and going back to it. */
async function marking(program) {
  const { machine } = await machineOf(program);
  for (let step = 0; step < 3; step++) machine.step();
  const mark = machine.mark();
  const time = (work) => {
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      const began = performance.now();
      for (let i = 0; i < 100; i++) work();
      least = Math.min(least, (performance.now() - began) * 10);
    }
    return least;
  };
  const [there, back] = [time(() => machine.mark()), time(() => machine.rewind(mark))];
  return {
    what: "to mark a world of two processes, and go back",
    prong: `${there.toFixed(0)} us, ${back.toFixed(0)} us`,
    host: "",
    ratio: "",
    goal: "",
  };
}
