/**
 * `npm run conformance`: runs every row of the conformance matrix in the emulator and, where there is a C compiler, on the host:
 * compiled for it, and as WebAssembly on the native backend. Writes CONFORMANCE.md and conformance.json.
 *
 *     npm run conformance -- --only signals/      rows with that in their name; nothing is written
 *     npm run conformance -- --record             records anew what the host prints, for all rows or those of --only
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, release, type } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { Presets, SingleBar } from "cli-progress";
import { Host, hostCompiler } from "./conformance/host.mjs";
import { Native, nativeIsMissing } from "./conformance/native.mjs";
import { runAll } from "./conformance/pool.mjs";
import { count, json, judge, page } from "./conformance/report.mjs";
import { AREAS, expectedTranscript, ROOT, rows } from "./conformance/rows.mjs";
import { firstDifference } from "./conformance/transcript.mjs";

const OPTIONS = { only: { type: "string", default: "" }, record: { type: "boolean", default: false } };
const { only, record } = parseArgs({ options: OPTIONS }).values;
const compiler = hostCompiler();
const chosen = rows().filter(({ name }) => name.includes(only));
const programs = chosen.filter(({ program }) => program !== undefined);
const forHost = compiler === undefined ? [] : programs.filter(({ onlyEmulated }) => onlyEmulated === undefined);

const forNative =
  compiler === undefined || nativeIsMissing() ? [] : programs.filter(({ notNative }) => notNative === undefined);

const bar = new SingleBar({ format: "{what} {bar} {value}/{total}", clearOnComplete: true }, Presets.shades_classic);
bar.start(forHost.length + (record ? 0 : forNative.length + programs.length), 0, { what: "the host" });

const onHost = await runOnHost();
const onNative = new Map();
const inEmulator = new Map();
if (!record) {
  bar.update({ what: "the native backend" });
  const native = new Native();
  await runEach(native, forNative, onNative).finally(() => native.remove());
  bar.update({ what: "the emulator" });
  await runAll(programs, (row, result) => {
    inEmulator.set(row.name, result);
    bar.increment();
  });
}
bar.stop();
if (!record) report();

/** What the host prints, row by row; recorded if that is what is wanted. */
async function runOnHost() {
  const seen = new Map();
  if (compiler === undefined) {
    if (record) throw new Error("Cannot record what the host prints: it has no cc, gcc or clang");
    return seen;
  }
  const host = new Host(compiler);
  await runEach(host, forHost, seen).finally(() => host.remove());
  if (record) keep(seen);
  return seen;
}

/** Runs rows side by side: `seen` gets what each printed, or what went wrong. */
async function runEach(runner, list, seen) {
  const waiting = [...list];
  const lane = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const result = runner.run(row).then(
        (text) => ({ text }),
        (error) => ({ error: error.message }),
      );
      seen.set(row.name, await result);
      bar.increment();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}

function keep(seen) {
  for (const row of forHost) {
    const { text, error } = seen.get(row.name);
    if (error !== undefined) throw new Error(`Cannot record ${row.name}: ${error}`);
    mkdirSync(dirname(row.expected), { recursive: true });
    writeFileSync(row.expected, text);
  }
}

function report() {
  const results = chosen.map((row) => {
    const expected = expectedTranscript(row);
    const emulator = row.program === undefined ? "-" : compare(expected, inEmulator.get(row.name));
    const host = judged(onHost, row, expected);
    const native = judged(onNative, row, expected);
    return { ...row, emulator, host, native, ...judge(row, { emulator, host, native, expected }) };
  });
  const asked =
    compiler === undefined ? "no C compiler, so the recorded transcripts alone were the judge" : `${compiler}`;
  const machine = `Host: ${type()} ${release().split("-")[0]}, ${asked}; Node ${process.version}.`;
  for (const { name, result, reason } of results)
    if (result === "FAIL") console.log(`FAIL  ${name}: ${inShort(reason)}`);
  const counts = count(results);
  console.log(
    `${counts.pass} of ${results.length} rows pass, ${counts.fail} fail, ${counts.notApplicable} are not applicable`,
  );
  if (only === "") {
    writeFileSync(join(ROOT, "CONFORMANCE.md"), page(results, AREAS, machine));
    writeFileSync(join(ROOT, "conformance.json"), json(results, machine));
  }
  process.exitCode = counts.fail === 0 ? 0 : 1;
}

/** A compiler may have a lot to say; the first that it says is wrong will do. */
function inShort(reason) {
  const lines = reason.split("\n");
  return [lines[0], ...lines.filter((line) => line.includes("error:")).slice(0, 1)].join("\n      ");
}

/** What a row's run on the host says; "-" where there is nothing to run. */
function judged(seen, row, expected) {
  if (row.program === undefined) return "-";
  return seen.has(row.name) ? compare(expected, seen.get(row.name)) : "not asked";
}

/** `same`, or how it differs. */
function compare(expected, { text, error }) {
  if (error !== undefined) return error;
  if (expected === undefined) return "nothing is recorded to compare with";
  return text === expected ? "same" : firstDifference(expected, text);
}
