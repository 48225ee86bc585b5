/** What fork costs when memory is copied on write: at every size, beside the host's kernel and beside copying it all. */
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildGuest, buildNative, least, perItem, runGuest, runNative } from "../tools.mjs";

/** MiB of heap, and how many pages of it each child writes. */
const CASES = [
  ...[0, 1, 16, 64, 256].map((size) => ({ size, pages: 0, goal: "at most 0.25" })),
  ...[16, 64, 256].map((pages) => ({ size: 64, pages, goal: "" })),
];
const MANY = 10_000;
const ROUNDS = 5;
const ROW = 50;

export async function run() {
  const guest = buildGuest("fork-heap");
  const native = buildNative("fork-heap");
  const host = ({ size, pages }) => Number(execFileSync(native, [size > 16 ? 100 : 500, size, pages])) / 1000;
  // All in turn, and the least of each: what is left when other programs are not in the way.
  const ours = await least(ROUNDS, ...CASES.map((one) => () => cycle(guest, one, 10_000)));
  const theirs = native === undefined ? [] : await least(ROUNDS, ...CASES.map((one) => () => host(one)));
  const rows = CASES.map(({ size, pages, goal }, i) => ({
    what: `fork + _exit + waitpid, ${size} MiB${pages === 0 ? "" : `, child writes ${pages} pages`}`,
    prong: us(ours[i]),
    host: native === undefined ? "no C compiler" : us(theirs[i]),
    ratio: native === undefined ? "" : (ours[i] / theirs[i]).toFixed(3),
    goal,
  }));
  const at = (size, pages) => ours[CASES.findIndex((one) => one.size === size && one.pages === pages)];
  const flat = at(256, 0) / at(0, 0);
  rows.splice(5, 0, { what: "256 MiB beside 0", prong: "", host: "", ratio: flat.toFixed(2), goal: "at most 1.50" });
  const page = (at(64, 256) - at(64, 16)) / 240;
  rows.push({ what: "a page that a child writes", prong: us(page), host: "", ratio: "", goal: "" });

  const [eager, copy] = await least(
    3,
    () => cycle(guest, { size: 64, pages: 0 }, ROW + 1, { memory: "eager" }),
    copyOf64,
  );
  rows.push({
    what: "fork + _exit + waitpid, 64 MiB, --memory eager",
    prong: us(eager),
    host: "",
    ratio: `${(eager / at(64, 0)).toFixed(0)} times`,
    goal: "at least 100 times",
  });
  rows.push({
    what: "no more than a copy of 64 MiB to another memory, warm",
    prong: us(copy),
    host: "",
    ratio: `${(copy / at(64, 0)).toFixed(0)} times`,
    goal: "",
  });
  rows.push(...many(), await pingPong());
  return rows;
}

/** The least that a fork can cost which copies all memory. */
function copyOf64() {
  const [from, to] = [1, 2].map((byte) => new Uint8Array(new WebAssembly.Memory({ initial: 1024 }).buffer).fill(byte));
  const start = performance.now();
  for (let i = 0; i < 10; i++) to.set(from);
  return (performance.now() - start) * 100;
}

/** Microseconds from one fork to the next: the median of the 50 in a row that took least, as the guest prints it natively. */
async function cycle(guest, { size, pages }, count, options = {}) {
  const at = [];
  const listen = (event) => event.kind === "fork" && at.push(performance.now());
  await runGuest(guest, [count, size, pages], { listen, ...options });
  const times = at.slice(1).map((time, i) => time - at[i]);
  const rows = Array.from({ length: Math.floor(times.length / ROW) }, (_, i) => times.slice(i * ROW, (i + 1) * ROW));
  return 1000 * Math.min(...rows.map((row) => row.sort((a, b) => a - b)[ROW >> 1]));
}

/** In a process of its own, so that nothing else counts. */
function many() {
  const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), buildGuest("many")], {
    encoding: "utf8",
  });
  if (!/^\d/.test(stdout)) throw new Error(stderr);
  const [resident, time] = stdout.split(" ").map(Number);
  const what = `${MANY} live processes, each forked from 16 MiB and asleep`;
  return [
    { what, prong: `${resident.toFixed(0)} MB`, host: "", ratio: "", goal: "under 1000 MB" },
    { what: "forking, waking and reaping them", prong: `${time.toFixed(0)} ms`, host: "", ratio: "", goal: "" },
  ];
}

async function pingPong() {
  const [guest, native] = [buildGuest("ping-pong"), buildNative("ping-pong")];
  const [long, short] = [20_000, 1000];
  const trip = async (run) => perItem(await run(long), await run(short), long - short);
  const [ours, theirs] = await least(
    ROUNDS,
    () => trip(async (count) => (await runGuest(guest, [count])).time),
    ...(native === undefined ? [] : [() => trip((count) => runNative(native, [count]))]),
  );
  const perSecond = (time) => `${(1e6 / time).toFixed(0)} /s`;
  return {
    what: "a byte through a pipe to another process and back",
    prong: perSecond(ours),
    host: theirs === undefined ? "no C compiler" : perSecond(theirs),
    ratio: theirs === undefined ? "" : (ours / theirs).toFixed(2),
    goal: "",
  };
}

const us = (time) => `${time.toFixed(1)} us`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let resident = 0;
  const onWrite = () => {
    resident ||= process.memoryUsage().rss;
  };
  const { time } = await runGuest(process.argv[2], [MANY], { onWrite });
  process.stdout.write(`${resident / 1e6} ${time}`);
}
