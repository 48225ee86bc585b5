import { describe, expect, it } from "vitest";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { run, source } from "./run-guest.ts";

const levels = ["-O0", "-O2"];
const programs = new Map(
  await Promise.all(levels.map(async (level) => [level, await source("vfork-writes.c", [level])] as const)),
);

interface Write {
  readonly address: number;
  readonly length: number;
}

/** What the lint says of a child that does this, with what the program says of its addresses. */
async function lint(what: string, { level = "-O2", memory = "cow" as "cow" | "eager", on = true } = {}) {
  const writes: Write[] = [];
  const listen = (event: KernelEvent) => {
    if (event.kind === "borrowed-write") writes.push({ address: event.address, length: event.length });
  };
  const seen = await run(programs.get(level) as Uint8Array, { args: [what], lint: on, listen, memory });
  const [, counter, text, outer] = /counter 0x(\w+) text 0x(\w+) outer 0x(\w+)/.exec(seen.stdout) ?? [];
  const at = (address: string | undefined) => Number.parseInt(address ?? "", 16);
  return { writes, counter: at(counter), text: at(text), outer: at(outer), stdout: seen.stdout, trace: seen.trace };
}

describe.each(levels)("of a vfork child, compiled with %s, the lint tells", (level) => {
  it("nothing where it writes to its own frame, and to frames of functions that it calls", async () => {
    expect((await lint("", { level })).writes).toEqual([]);
    const { writes, stdout } = await lint("d", { level });
    expect(writes.map(({ length }) => length)).toEqual([1]); // the variable that says it did
    expect(stdout).toMatch(/^2 0 1\n/);
  });

  it("a variable that it sets, with its address", async () => {
    const { writes, counter, stdout } = await lint("c", { level });
    expect(writes).toEqual([{ address: counter, length: 1 }]); // of four bytes, one changed
    expect(stdout).toMatch(/^2 7 1\n/);
  });

  it("a string as one range", async () => {
    const { writes, text } = await lint("t", { level });
    expect(writes).toEqual([{ address: text, length: 11 }]);
  });

  it("what it changes in the frame of its parent's caller", async () => {
    const { writes, outer, stdout } = await lint("o", { level });
    expect(writes).toEqual([{ address: outer, length: 1 }]);
    expect(stdout).toMatch(/^2 0 5\n/);
  });

  it("what the kernel writes for it", async () => {
    const { writes, text } = await lint("p", { level });
    expect(writes).toEqual([{ address: text, length: 5 }]); // 3 and 4
  });

  it("what it had written before an exec, and what the library does in one: its environment is made when it is first asked for", async () => {
    const { writes, counter, stdout } = await lint("cx", { level });
    expect(writes).toHaveLength(2);
    expect(writes).toContainEqual({ address: counter, length: 1 });
    expect(stdout).toMatch(/^3 7 1\n/);
  });

  it("the errno of an exec that failed", async () => {
    const [failed, worked] = [await lint("e", { level }), await lint("x", { level })];
    expect(failed.writes.length).toBe(worked.writes.length + 1);
  });
});

it("tells the same where memory is copied eagerly", async () => {
  const [cow, eager] = [await lint("cto"), await lint("cto", { memory: "eager" })];
  expect(eager.writes).toEqual(cow.writes);
  expect(cow.writes.reduce((sum, { length }) => sum + length, 0)).toBeGreaterThanOrEqual(13);
});

it("tells nothing unless it is asked", async () => {
  expect((await lint("cto", { on: false })).writes).toEqual([]);
});

it("is read as a line of a trace", async () => {
  const { trace, counter } = await lint("c");
  expect(trace).toContain(
    `[3] --- changed 1 byte at 0x${counter.toString(16)} of the memory that vfork lent it: 2 goes on with it`,
  );
});
