/** What fork costs when memory is copied on write: at every size, beside the host's kernel and beside copying it all. */
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildGuest, buildNative, interleaved, perItem, runGuest, runNative } from "../tools.mjs";

const SIZES = [0, 1, 16, 64, 256];
const WRITTEN = [16, 64, 256];
const FLAT_AT = 64;
const MANY = 10_000;
const ROUNDS = 5;

export async function run() {
  const guest = buildGuest("fork-heap");
  const native = buildNative("fork-heap");
  const rows = [];
  const times = new Map();
  for (const size of SIZES) rows.push(await cycle(guest, native, size, 0, times, "at most 0.25"));
  rows.push(ratio("the same, 256 MiB beside 0", times.get("256 0") / times.get("0 0"), "at most 1.50"));
  for (const pages of WRITTEN) rows.push(await cycle(guest, native, FLAT_AT, pages, times, ""));
  const [more, less] = [times.get(`${FLAT_AT} 256`), times.get(`${FLAT_AT} 16`)];
  rows.push({ ...ratio("a page that a child writes", 0, ""), prong: us((more - less) / 240), ratio: "" });
  const eager = await emulatedCycle(guest, FLAT_AT, 0, 30, { memory: "eager" });
  const times64 = eager / times.get(`${FLAT_AT} 0`);
  rows.push({
    what: `fork + _exit + waitpid, ${FLAT_AT} MiB, --memory eager`,
    prong: us(eager),
    host: "",
    ratio: `${times64.toFixed(0)} times`,
    goal: "at least 100 times",
  });
  rows.push(...many(), await pingPong());
  return rows;
}

/** Microseconds from one fork to the next: the median, so that what else the machine does is left out. */
async function emulatedCycle(guest, size, pages, count, options = {}) {
  const at = [];
  const listen = (event) => event.kind === "fork" && at.push(performance.now());
  await runGuest(guest, [count, size, pages], { listen, ...options });
  const warm = at.slice(count >> 2);
  return 1000 * median(warm.slice(1).map((time, i) => time - warm[i]));
}

async function cycle(guest, native, size, pages, times, goal) {
  const host = () => Number(execFileSync(native, [size > 16 ? 100 : 500, size, pages])) / 1000;
  const [ours, theirs] = await interleaved(
    ROUNDS,
    () => emulatedCycle(guest, size, pages, 2000),
    ...(native === undefined ? [] : [host]),
  );
  times.set(`${size} ${pages}`, ours);
  const what = `fork + _exit + waitpid, ${size} MiB${pages === 0 ? "" : `, child writes ${pages} pages`}`;
  if (theirs === undefined) return { what, prong: us(ours), host: "no C compiler", ratio: "", goal };
  return { what, prong: us(ours), host: us(theirs), ratio: (ours / theirs).toFixed(3), goal };
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
  const [ours, theirs] = await interleaved(
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
const ratio = (what, value, goal) => ({ what, prong: "", host: "", ratio: value.toFixed(2), goal });
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let resident = 0;
  const onWrite = () => {
    resident ||= process.memoryUsage().rss;
  };
  const { time } = await runGuest(process.argv[2], [MANY], { onWrite });
  process.stdout.write(`${resident / 1e6} ${time}`);
}
