/** How fast all schedules of two processes are tried that exchange four messages: by states, by marks, and from the start. */
import { readFileSync } from "node:fs";
import { Explorer, MemoryCache, OutputLog, Random, System } from "../../dist/node.js";
import { buildGuest } from "../tools.mjs";

const ROUNDS = 30;
const cache = new MemoryCache();

export async function run() {
  const program = new Uint8Array(readFileSync(buildGuest("exchange")));
  const states = await explored(program, {});
  const marks = await explored(program, { prune: false });
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
      goal: "at least 5000 /s, 10 times",
    }),
    line(`the same, every step of every schedule from marks: ${marks.steps} steps`, marks, {
      ratio: `${(rate(marks) / rate(again)).toFixed(1)} times`,
    }),
    line("the same, each schedule from the start", again),
    await marking(program),
  ];
}

async function machineOf(program) {
  const streams = new OutputLog();
  const { machine } = await System.create({ program, streams, cache });
  return { machine, streams };
}

async function explored(program, options) {
  let [seconds, schedules, steps] = [Number.POSITIVE_INFINITY, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const { machine, streams } = await machineOf(program);
    const began = performance.now();
    const explorer = new Explorer(machine, streams, options);
    while (!explorer.done) explorer.step();
    schedules = explorer.outcomes.reduce((sum, { count }) => sum + count, 0);
    seconds = Math.min(seconds, (performance.now() - began) / 1000);
    steps = explorer.steps;
  }
  return { schedules, seconds, steps };
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
