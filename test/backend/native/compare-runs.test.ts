import { expect, it } from "vitest";
import { COMPARED_PID, compareRuns } from "../../../runtime/backend/native/compare-runs.ts";
import type { Recording } from "../../../runtime/backend/recording.ts";
import { guest, instrumentCache } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

const options = async (name: string) => ({ program: await guest(name), name: "guest", cache: instrumentCache });

it("what the emulator does not know is told, once for each outcome", async () => {
  const runs = ["parent child ", "chip\n", "chip\n"].map((stdout): Recording => {
    return { stdout, stderr: "", end: { code: 0 }, processes: [] };
  });
  const left = [...runs];
  const { shown, unknown } = await compareRuns(
    await options("outcomes/who-is-first.c"),
    3,
    async () => left.shift() as Recording,
  );
  expect(shown.map(({ outcome, runs }) => [outcome.stdout, runs]).sort()).toEqual([
    ["child parent ", 0],
    ["parent child ", 1],
  ]);
  expect(unknown).toEqual([{ recording: runs[1], runs: 2 }]);
});

it("outcomes that differ in pids alone are one", async () => {
  const stdout = "the parent, 77, made 78\n";
  const processes = [77, 78].map((pid) => ({ pid, name: String(pid), calls: [] }));
  const search = { ...(await options("outcomes/who-is-first.c")), maxSteps: 1 };
  const { unknown } = await compareRuns(search, 2, async () => ({ stdout, stderr: "", end: { code: 0 }, processes }));
  expect(unknown.map(({ runs }) => runs)).toEqual([2]);
  expect(COMPARED_PID).toBeLessThan(4_194_304);
});

describeNative("runs on the host", () => {
  it("have outcomes that the emulator finds", async () => {
    const program = await options("outcomes/two-writers.c");
    const { found, shown, unknown } = await compareRuns(program, 5, () => onNative(program.program));
    expect(found.complete).toBe(true);
    expect(shown).toHaveLength(6);
    expect(unknown).toEqual([]);
  });
});
