import { describe, expect, it } from "vitest";
import { O_NONBLOCK } from "../../../runtime/abi/flags.ts";
import { ICANON, VMIN, VTIME } from "../../../runtime/abi/termios.ts";
import { canRead } from "../../../runtime/kernel/terminal/reading.ts";
import { Rig } from "../rig.ts";

/** Twelve tenths of a second are 1.2e9 nanoseconds of virtual time. */
const TENTH = 100_000_000;

function rawRig(min: number, time: number): Rig {
  const rig = new Rig({ terminals: { stdin: true, stdout: true, stderr: true, raw: true } });
  const { attributes } = rig.terminal;
  attributes.local &= ~ICANON;
  attributes.characters[VMIN] = min;
  attributes.characters[VTIME] = time;
  return rig;
}

/** Makes a call again that waits, as the machine does. */
function again(rig: Rig, size: number, progress: number | undefined): string {
  rig.process.progress = progress;
  return rig.read(0, size);
}

describe("a read without ICANON", () => {
  it.each([
    [1, 1, "ab"],
    [1, 10, "ab"],
    [3, 10, "<WAIT>"],
    [9, 2, "ab"],
  ])("with VMIN %i and %i bytes asked for, of two typed, answers", (min, size, answer) => {
    const rig = rawRig(min, 0);
    rig.type("ab");
    expect(rig.read(0, size)).toBe(answer.slice(0, answer === "<WAIT>" ? undefined : size));
  });

  it("with neither VMIN nor VTIME answers at once, with nothing", () => {
    expect(rawRig(0, 0).read(0)).toBe("");
  });

  it("with VTIME alone waits so long", () => {
    const rig = rawRig(0, 12);
    rig.process.progress = undefined;
    expect(rig.read(0)).toBe("<WAIT>");
    const { state } = rig.process;
    expect(state.kind === "waiting" && (state.until ?? 0)).toBeGreaterThanOrEqual(12 * TENTH);
    rig.world.clock.advanceTo(rig.world.clock.elapsed + 13 * TENTH);
    expect(again(rig, 10, 0)).toBe("");
  });

  it("with both waits for ever for the first byte, and so long after each", () => {
    const rig = rawRig(5, 2);
    expect(rig.read(0)).toBe("<WAIT>");
    expect(rig.process.state).toMatchObject({ until: undefined });
    rig.world.clock.advanceTo(10 * TENTH);
    rig.type("ab");
    expect(again(rig, 10, 1)).toBe("<WAIT>");
    expect(rig.process.state).toMatchObject({ until: 12 * TENTH });
    rig.world.clock.advanceTo(12 * TENTH);
    expect(again(rig, 10, 1)).toBe("ab");
  });

  it("and with O_NONBLOCK does not wait", () => {
    const rig = rawRig(3, 0);
    (rig.process.descriptors.get(0)?.file ?? { flags: 0 }).flags |= O_NONBLOCK;
    expect(rig.read(0)).toBe("<EAGAIN>");
    rig.type("a");
    expect(rig.read(0)).toBe("a");
  });
});

describe("poll", () => {
  it("finds VMIN bytes, a whole line, or the end", () => {
    const rig = rawRig(2, 0);
    rig.type("a");
    expect(canRead(rig.terminal)).toBe(false);
    rig.type("b");
    expect(canRead(rig.terminal)).toBe(true);
    rig.terminal.attributes.characters[VMIN] = 0;
    rig.read(0, 2);
    expect(canRead(rig.terminal)).toBe(false);
    rig.terminal.ended = true;
    expect(canRead(rig.terminal)).toBe(true);
  });
});

it("nothing is asked of a read of nothing", () => {
  const rig = rawRig(1, 0);
  rig.terminal.foreground = 99;
  expect(rig.read(0, 0)).toBe("");
});
