import { describe, expect, it } from "vitest";
import { Rig } from "../rig.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("StandardInput", () => {
  it("makes a reader wait for the host, then gives what has come", () => {
    const rig = new Rig();
    expect(rig.read(0)).toBe("<WAIT>");
    expect(rig.process.state).toMatchObject({ on: [{ name: "standard input to have data" }] });
    rig.world.input.push(bytes("one "));
    rig.world.input.push(bytes("two"));
    expect(rig.process.state.kind).toBe("runnable");
    expect([rig.read(0, 5), rig.read(0, 100)]).toEqual(["one t", "wo"]);
  });

  it("ends after the rest", () => {
    const rig = new Rig();
    rig.world.input.push(bytes("rest"));
    rig.world.input.end();
    expect([rig.read(0), rig.read(0), rig.read(0)]).toEqual(["rest", "", ""]);
  });

  it("wakes all who wait; the first to read gets it", () => {
    const rig = new Rig();
    const child = rig.fork();
    rig.read(0);
    rig.as(child, () => rig.read(0));
    rig.world.input.push(bytes("x"));
    expect(rig.as(child, () => rig.read(0))).toBe("x");
    expect(rig.read(0)).toBe("<WAIT>");
  });
});
