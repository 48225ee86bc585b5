/** Standard input: it comes in pieces, it ends, and forked processes share it. */
import { describe, expect, it } from "vitest";
import { replay, run, runWithSeed, source, Watched } from "./run-guest.ts";

const copy = await source("copy-input.c");
const bytes = (text: string) => new TextEncoder().encode(text);

describe("standard input", () => {
  it.each([
    [[], ""],
    [["one line\n"], "one line\n"],
    [["one ", "line ", "in pieces\n"], "one line in pieces\n"],
    [["", "empty pieces", "", " are none"], "empty pieces are none"],
    [["é".slice(0, 1), "\u{1f980}"], "é\u{1f980}"],
  ])("%j comes out as %j", async (input, stdout) => {
    expect(await run(copy, { input })).toMatchObject({ stdout, exitCode: 0 });
  });

  it("is waited for: the run stands still until the host brings some", async () => {
    const { system, output } = await Watched.create(copy);
    expect(system.run()).toEqual({ kind: "wants-input" });
    system.input(bytes("hello "));
    expect(system.run()).toEqual({ kind: "wants-input" });
    expect(output.stdout).toBe("hello ");
    expect(system.run()).toEqual({ kind: "wants-input" });
    system.input(bytes("world"));
    system.input(bytes("!"));
    system.input(undefined);
    expect(system.run()).toEqual({ kind: "ended", end: { code: 0 } });
    expect(output.stdout).toBe("hello world!");
  });

  it("may be brought before anybody asks", async () => {
    const { system, output } = await Watched.create(copy);
    system.input(bytes("early"));
    system.input(undefined);
    expect(system.run()).toEqual({ kind: "ended", end: { code: 0 } });
    expect(output.stdout).toBe("early");
  });

  it("is shared by forked processes: each byte goes to one of them", async () => {
    const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const sorted = [...letters].sort().join("");
    const orders = new Set<string>();
    for (const seed of [1, 2, 3, 4]) {
      const seen = await runWithSeed(copy, seed, { args: ["3"], input: [letters] });
      orders.add(seen.stdout);
      expect([...seen.stdout].sort().join("")).toBe(sorted);
      expect(seen.trace.filter((line) => line.endsWith('<== 0 "" count=0'))).toHaveLength(3); // each saw the end
      expect(await replay(copy, seen.schedule, { args: ["3"], input: [letters] })).toEqual(seen);
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  it("that never ends is no deadlock while a child still runs", async () => {
    const { system, output } = await Watched.create(copy, { args: ["2"] });
    expect(system.run()).toEqual({ kind: "wants-input" });
    system.input(bytes("for one of two"));
    expect(system.run()).toEqual({ kind: "wants-input" });
    expect(output.stdout).toBe("for one of two");
    system.input(undefined);
    expect(system.run()).toEqual({ kind: "ended", end: { code: 0 } });
  });
});
