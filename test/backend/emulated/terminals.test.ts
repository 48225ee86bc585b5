import { describe, expect, it, test } from "vitest";
import { onlyTerminals, terminalLetters } from "../../../runtime/backend/emulated/terminals.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";
import { run, source, Watched } from "../../guests/run-guest.ts";

const lines = await source("lines.c");
const ALL = { stdin: true, stdout: true, stderr: true, raw: true };

test.each([
  [ALL, "ioe"],
  [{ stdout: true, stderr: false }, "o"],
  [{}, ""],
])("%j is %j in a schedule", (terminals, letters) => {
  expect(terminalLetters(terminals)).toBe(letters);
});

test.each([
  ["", { stdin: false, stdout: false, stderr: false, raw: false }],
  ["oe", { stdin: false, stdout: true, stderr: true, raw: false }],
  ["ioe", ALL],
])("of a terminal, a schedule that says %j leaves %j", (letters, terminals) => {
  expect(onlyTerminals(ALL, letters)).toEqual(terminals);
});

describe("a program that writes otherwise to a terminal", () => {
  it("makes more decisions there", async () => {
    const [piped, shown] = [await run(lines), await run(lines, { terminals: { stdout: true } })];
    expect(parseSchedule(shown.schedule)).toMatchObject({ terminals: "o" });
    expect(shown.schedule).not.toBe(piped.schedule.replace("syscalls", "syscalls-o"));
    expect(shown.stdout).toBe(piped.stdout);
  });

  it("is replayed at a terminal as it was without one, and only at one where it was recorded at one", async () => {
    const [piped, shown] = [await run(lines), await run(lines, { terminals: { stdout: true } })];
    const again = await run(lines, {
      terminals: { stdout: true, stderr: true },
      schedule: parseSchedule(piped.schedule),
    });
    expect([again.trace, again.schedule]).toEqual([piped.trace, piped.schedule]);
    await expect(Watched.create(lines, { schedule: parseSchedule(shown.schedule) })).rejects.toThrow(
      "it was recorded at a terminal (o), and this is none (pipes or files)",
    );
  });
});
