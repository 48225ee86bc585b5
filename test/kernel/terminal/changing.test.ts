import { describe, expect, it } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { ICANON, IXON, TCIFLUSH, TCIOFF, TCIOFLUSH, TCION, TCOOFF, TCOON } from "../../../runtime/abi/termios.ts";
import { changeAttributes, changeWindow, controlFlow, flush } from "../../../runtime/kernel/terminal/changing.ts";
import { stopOutput } from "../../../runtime/kernel/terminal/output.ts";
import { Termios } from "../../../runtime/kernel/terminal/termios.ts";
import { Rig } from "../rig.ts";

const rigOf = () => new Rig({ terminals: { stdin: true, stdout: true, stderr: true, raw: true } });

function attributes(change: (made: Termios) => void): Termios {
  const made = new Termios();
  change(made);
  return made;
}

const raw = () => attributes((made) => (made.local &= ~ICANON));

describe("other attributes", () => {
  it("make what was typed readable when lines no longer matter, and wake readers", () => {
    const rig = rigOf();
    rig.type("abc");
    expect(rig.read(0)).toBe("<WAIT>");
    changeAttributes(rig.kernel, rig.terminal, raw(), false);
    expect([rig.process.state.kind, rig.read(0)]).toEqual(["runnable", "abc"]);
  });

  it("forget it first, if they are told to", () => {
    const rig = rigOf();
    rig.type("abc\n");
    changeAttributes(rig.kernel, rig.terminal, raw(), true);
    expect(rig.read(0)).toBe("<WAIT>");
  });

  it("make one line of it when lines begin to matter", () => {
    const rig = rigOf();
    changeAttributes(rig.kernel, rig.terminal, raw(), false);
    rig.type("ab");
    changeAttributes(rig.kernel, rig.terminal, new Termios(), false);
    rig.type("c\n");
    expect([rig.read(0), rig.read(0)]).toEqual(["ab", "c\n"]);
  });

  it("without IXON let output go on that could not go on otherwise", () => {
    const rig = rigOf();
    stopOutput(rig.terminal);
    changeAttributes(
      rig.kernel,
      rig.terminal,
      attributes((made) => (made.input &= ~IXON)),
      false,
    );
    expect(rig.terminal.stopped).toBe(false);
  });
});

describe("tcflow", () => {
  it("holds output up, and no typed character lets it go on", () => {
    const rig = rigOf();
    controlFlow(rig.terminal, TCOOFF);
    rig.type("\x11");
    expect(rig.write(1, "x")).toBe("WAIT");
    controlFlow(rig.terminal, TCOON);
    expect(rig.write(1, "x")).toBe(1);
  });

  it("tells the other side, and refuses anything else", () => {
    const rig = rigOf();
    expect([TCIOFF, TCION, 9, -1].map((what) => controlFlow(rig.terminal, what))).toEqual([
      0,
      0,
      -Errno.EINVAL,
      -Errno.EINVAL,
    ]);
    expect(rig.output.text.stdout).toBe("\x13\x11");
  });
});

it("tcflush forgets what was typed, and refuses anything else", () => {
  const rig = rigOf();
  rig.type("abc\ndef");
  expect([flush(rig.terminal, 3), flush(rig.terminal, TCIFLUSH), flush(rig.terminal, TCIOFLUSH)]).toEqual([
    -Errno.EINVAL,
    0,
    0,
  ]);
  rig.type("g\n");
  expect(rig.read(0)).toBe("g\n");
});

it("a window of another size is told to the foreground, one of the same is not", () => {
  const rig = rigOf();
  for (const columns of [80, 80, 100]) changeWindow(rig.kernel, rig.terminal, { rows: 24, columns });
  expect(rig.events.filter(({ kind }) => kind === "signal")).toHaveLength(2);
  expect(rig.terminal.window).toEqual({ rows: 24, columns: 100, width: 0, height: 0 });
});
