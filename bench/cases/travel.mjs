/** What it costs to go back in time: marks and snapshots of a world of ten processes, and a history of 10,000 steps. */
import { readFileSync } from "node:fs";
import { MemoryCache, OutputLog, System, TimeTravel } from "../../dist/node.js";
import { buildGuest, least } from "../tools.mjs";

const ROUNDS = 60;
const REPEATS = 100;
const cache = new MemoryCache();

export async function run() {
  return [...(await moments()), ...(await history())];
}

const line = (what, prong, goal = "") => ({ what, prong, host: "", ratio: "", goal });
const readGuest = (name) => new Uint8Array(readFileSync(buildGuest(name)));

/** Microseconds of one. */
function time(work) {
  const began = performance.now();
  for (let i = 0; i < REPEATS; i++) work();
  return ((performance.now() - began) * 1000) / REPEATS;
}

/** Nothing has changed in between: all that the world has is looked at all the same. */
async function moments() {
  const { machine } = await System.create({ program: readGuest("ten"), streams: new OutputLog(), cache });
  const outcome = machine.run();
  if (outcome.kind !== "deadlock" || outcome.waiters.length !== 10) throw new Error(JSON.stringify(outcome));
  const [mark, snapshot] = [machine.mark(), machine.snapshot()];
  const [there, back, taken, put] = await least(
    ROUNDS,
    () => time(() => machine.mark()),
    () => time(() => machine.rewind(mark)),
    () => time(() => machine.snapshot()),
    () => time(() => machine.restore(snapshot)),
  );
  const both = (one, other) => `${one.toFixed(0)} us, ${other.toFixed(0)} us`;
  return [
    line("to mark a world of 10 processes with 1 MiB each, and go back", both(there, back), "less than 100 us each"),
    line("to take a snapshot of it, and put it back", both(taken, put), "less than 100 us each"),
  ];
}

async function history() {
  const options = { program: readGuest("ping-pong"), args: ["2500"], cache };
  let travel;
  const [plain, recorded] = await least(
    5,
    async () => {
      const { machine } = await System.create({ ...options, streams: new OutputLog() });
      const began = performance.now();
      machine.run();
      return performance.now() - began;
    },
    async () => {
      travel = await TimeTravel.create(options);
      const began = performance.now();
      travel.run();
      return performance.now() - began;
    },
  );
  const { length } = travel;
  const places = Array.from({ length: 200 }, (_, i) => (i * 7919) % length);
  const seeks = places.map((place) => {
    const began = performance.now();
    travel.seek(place);
    return performance.now() - began;
  });
  travel.seek(length);
  const backs = Array.from({ length: 1000 }, () => {
    const began = performance.now();
    travel.stepBack();
    return performance.now() - began;
  });
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const told = (values) => `${mean(values).toFixed(2)} ms, ${Math.max(...values).toFixed(1)} ms`;
  return [
    line(
      `a run of ${length} steps, and the same with its history`,
      `${plain.toFixed(0)} ms, ${recorded.toFixed(0)} ms`,
    ),
    line("to seek to anywhere in it: on average, at most", told(seeks)),
    line("to step back, a thousand times: on average, at most", told(backs)),
  ];
}
