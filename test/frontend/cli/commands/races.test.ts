/** `--races`, of the commands that have it. */
import { expect, it } from "vitest";
import { guest, source } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("counter.wasm", await guest("outcomes/counter.c", ["-g"]));
await desk.writeKnown("locked.wasm", await source("races/counter.c", ["-g"]));

it("a run with races tells them, and exits with 66 whatever the guest's code is", () => {
  const { exitCode, stdout, stderr } = desk.prong(["run", "--races", "counter.wasm"]);
  const lines = stderr.split("\n");
  expect([exitCode, stdout, lines.length, lines.at(-2)]).toEqual([66, "1\n", 6, "races: 1"]);
  expect(lines[0]).toBe("race: 4 bytes at offset 0 of shared memory 1: written by one process and read by another");
});

it("a run without any exits as the guest does, and says nothing", () => {
  const ran = desk.prong(["run", "--races", "locked.wasm", "semaphore"]);
  expect(ran).toEqual({ exitCode: 0, stdout: "6\n", stderr: "" });
});

it("a search with races has a command for each that shows it", () => {
  const { exitCode, stdout } = desk.prong(["explore", "--races", "counter.wasm"]);
  expect(exitCode).toBe(66);
  expect(stdout).toContain("complete: 2 outcomes and 1 race of 20 schedules");
  const commands = [...stdout.matchAll(/again: prong (.*)/g)].map(([, words = ""]) => words.split(" "));
  const shown = desk.prong(commands.at(-1) ?? []);
  expect([shown.exitCode, shown.stderr.startsWith("race: 4 bytes")]).toEqual([66, true]);
  const [found] = JSON.parse(desk.prong(["explore", "--races", "--json", "counter.wasm"]).stdout).races;
  expect(found).toMatchObject({ object: 1, accesses: [{ pid: 2 }, { pid: 3 }], schedule: commands.at(-1)?.at(-2) });
});

it.each([["run"], ["explore"]])("%s says that races cannot be found where accesses do not stop", (command) => {
  const { exitCode, stderr } = desk.prong([command, "--races", "--preempt", "loops", "counter.wasm"]);
  expect([exitCode, stderr]).toEqual([
    2,
    "prong: Cannot look for races with --preempt loops: --races needs memory, and asks for it by itself\n",
  ]);
});
