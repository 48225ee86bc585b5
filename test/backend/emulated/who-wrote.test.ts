/** Which step wrote a byte, who ran in it, for which call, and where in the program that was. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { TimeTravel } from "../../../runtime/backend/emulated/time-travel.ts";
import type { LastWrite } from "../../../runtime/backend/emulated/who-wrote.ts";
import { Outside } from "../../../runtime/scheduler/policies/outside.ts";
import { ROOT } from "../../frontend/compile/compile-guest.ts";
import { guest, instrumentCache, source } from "../../guests/run-guest.ts";

const program = await source("who-wrote.c", ["-g", "-O0"]);
const lines = readFileSync(join(ROOT, "test/guests/sources/who-wrote.c"), "utf8").split("\n");

const letter = (text: string) => text.charCodeAt(0);
/** The line of the source with these words. */
const lineOf = (words: string) =>
  `test/guests/sources/who-wrote.c:${lines.findIndex((line) => line.includes(words)) + 1}`;

async function ran(options = {}) {
  const run = await TimeTravel.create({
    program,
    name: "guest",
    cache: instrumentCache,
    checkMemory: true,
    ...options,
  });
  expect(run.run().kind).toBe("deadlock");
  const addresses = new Map(
    run.output
      .text("stdout")
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ") as [string, string]),
  );
  const addressOf = (name: string) => Number(addresses.get(name));
  return { run, addressOf, ask: (pid: number, name: string) => run.whoWrote(pid, addressOf(name)) };
}

/** The lines of source where a stack was, the innermost first. */
const placesOf = (write: LastWrite) =>
  write.kind === "written"
    ? write.stack.flatMap(({ function: name, line }) =>
        line?.includes("who-wrote.c") === true ? [`${name.replace("__original_", "")} ${line}`] : [],
      )
    : [];

describe.each([
  ["turns", {}],
  ["decisions", { policy: new Outside() }],
])("in a run of %s", async (_, options) => {
  const { run, ask, addressOf } = await ran(options);
  const { length } = run;

  it("a store is found with what was there before, the call after it, and the line where that is", () => {
    const write = ask(2, "stored");
    expect(write).toMatchObject({
      kind: "written",
      pid: 2,
      before: letter("a"),
      value: letter("b"),
      by: "program",
      call: "getppid()",
      inherited: [],
    });
    expect(placesOf(write)).toEqual([`store ${lineOf("the store is known")}`, `main ${lineOf("the parent's last")}`]);
  });

  it("each process has its own bytes", () => {
    const write = ask(3, "stored");
    expect(write).toMatchObject({ kind: "written", pid: 3, before: letter("a"), value: letter("c"), by: "program" });
    expect(placesOf(write)[1]).toBe(`main ${lineOf("store(&stored, 'c')")}`);
  });

  it("a store of what was there already is not the last", () => {
    expect(placesOf(ask(2, "stored_again"))[1]).toBe(`main ${lineOf("store(&stored_again, 'x')")}`);
    expect(ask(2, "stored_again")).toMatchObject({ before: 0, value: letter("x") });
  });

  it("nor is one that was taken back before the step ended", () => {
    expect(ask(2, "there_and_back")).toMatchObject({ before: 0, value: letter("y"), call: "fork()" });
  });

  it("a child has bytes from its parent", () => {
    const write = ask(3, "from_parent");
    expect(write).toMatchObject({ kind: "written", pid: 2, value: letter("p"), by: "program" });
    expect(write.inherited).toMatchObject([{ pid: 2 }]);
    const step = write.inherited[0]?.step ?? 0;
    expect(run.eventsOf(step)).toContainEqual({ kind: "fork", pid: 2, child: 3, vfork: false });
  });

  it("the kernel stores for a call", () => {
    const write = ask(2, "read_in");
    expect(write).toMatchObject({ kind: "written", pid: 2, before: 0, value: letter("r"), by: "kernel" });
    expect(write.kind === "written" && write.call).toMatch(/^fd_read\(\d+, 1 bytes\)$/);
    expect(placesOf(write)).toEqual([`main ${lineOf("read(fds[0]")}`]);
  });

  it("shared memory is one memory, whoever asks", () => {
    for (const pid of [2, 3]) {
      const write = ask(pid, "shared");
      expect(write).toMatchObject({ kind: "written", pid: 3, before: 0, value: letter("s"), by: "program" });
      expect(placesOf(write)[1]).toBe(`main ${lineOf("store(shared")}`);
    }
  });

  it.each([
    ["never", 0],
    ["loaded", letter("L")],
  ])("what nobody has written is as it was at the start: %s", (name, value) => {
    expect(ask(2, name)).toEqual({ kind: "untouched", inherited: [], value });
    expect(ask(3, name)).toMatchObject({ kind: "untouched", inherited: [{ pid: 2 }], value });
  });

  it("asked at another moment, it is answered for that moment", () => {
    const last = ask(2, "stored");
    if (last.kind !== "written") throw new Error("it was written");
    run.seek(last.step);
    expect(ask(2, "stored")).toMatchObject({ value: letter("a"), before: 0 });
    expect(run.position).toBe(last.step);
    run.seek(length);
  });

  it("to ask changes nothing", () => {
    const before = [run.position, run.length, run.branches.length, run.digest, run.output.text("stdout")];
    ask(2, "stored");
    expect([run.position, run.length, run.branches.length, run.digest, run.output.text("stdout")]).toEqual(before);
    run.seek(0);
    run.seek(length);
    expect(run.digest).toBe(before[3]);
  });

  it.each([
    [9, 0, "there is no such process, or it has ended"],
    [2, -1, "expected a whole number from 0 to"],
    [2, 1.5, "expected a whole number from 0 to"],
    [2, Number.NaN, "expected a whole number from 0 to"],
    [2, 2 ** 32, "expected a whole number from 0 to"],
  ])("byte %s of process %s cannot be asked for where there is none", (pid, address, why) => {
    expect(() => run.whoWrote(pid, address)).toThrow(`Cannot tell who wrote byte ${address} of process ${pid}: ${why}`);
    expect(addressOf("never")).toBeGreaterThan(0);
  });
});

it("a program that is executed brings its bytes along", async () => {
  const runner = await source("run-program.c");
  const name = "runner";
  const programs = { other: await guest("wrong-fork.c") };
  const run = await TimeTravel.create({
    program: runner,
    name,
    args: ["+", "/bin/other"],
    programs,
    cache: instrumentCache,
  });
  expect(run.run().kind).toBe("deadlock");
  const write = run.whoWrote(3, 1024);
  expect(write).toMatchObject({ kind: "loaded", pid: 3 });
  expect(run.eventsOf(write.kind === "loaded" ? write.step : 0).some(({ kind }) => kind === "exec")).toBe(true);
});
