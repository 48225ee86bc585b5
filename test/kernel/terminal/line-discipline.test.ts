/** What programs meet is in test/guests/terminal.test.ts, with the host as the judge; here are the limits. */
import { describe, expect, it } from "vitest";
import { Signal, signalName } from "../../../runtime/abi/signal.ts";
import { ECHO, ICANON, ISIG, NOFLSH } from "../../../runtime/abi/termios.ts";
import { changeAttributes } from "../../../runtime/kernel/terminal/changing.ts";
import { endTyping } from "../../../runtime/kernel/terminal/line-discipline.ts";
import { Termios } from "../../../runtime/kernel/terminal/termios.ts";
import { Rig } from "../rig.ts";

const RAW = { stdin: true, stdout: true, stderr: true, raw: true };
const rigOf = () => new Rig({ terminals: RAW });

function without(rig: Rig, flags: number): void {
  const attributes = new Termios();
  attributes.local &= ~flags;
  changeAttributes(rig.kernel, rig.terminal, attributes, false);
}

describe("typing", () => {
  it("is echoed, edited, and read as lines", () => {
    const rig = rigOf();
    expect(rig.read(0)).toBe("<WAIT>");
    rig.type("helo\x7flo");
    expect([rig.output.text.stdout, rig.read(0)]).toEqual(["helo\b \blo", "<WAIT>"]);
    rig.type("\n");
    expect([rig.process.state.kind, rig.read(0)]).toEqual(["runnable", "hello\n"]);
  });

  it("sends signals to the group in the foreground, to all of it and no other", () => {
    const rig = rigOf();
    const [member, other] = [rig.fork(), rig.fork()];
    other.group = other.pid;
    rig.type("\x03");
    expect([rig.process, member, other].map(({ state }) => state.kind)).toEqual(["zombie", "zombie", "runnable"]);
    expect(rig.output.text.stdout).toBe("^C");
  });

  it("says where a signal came from", () => {
    const rig = rigOf();
    rig.type("\x1c");
    const signals = rig.events.flatMap((event) =>
      event.kind === "signal" ? [`${signalName(event.signal)}: ${event.why}`] : [],
    );
    expect(signals).toEqual(["SIGQUIT: VQUIT typed at the terminal"]);
  });

  it("forgets the line with a signal, unless NOFLSH says not to", () => {
    const rig = rigOf();
    rig.terminal.foreground = undefined;
    rig.type("ab\x03c\n");
    expect(rig.read(0)).toBe("c\n");
    rig.terminal.attributes.local |= NOFLSH;
    rig.type("ab\x03c\n");
    expect(rig.read(0)).toBe("abc\n");
  });

  it("reaches nobody when no group is in the foreground", () => {
    const rig = rigOf();
    rig.terminal.foreground = undefined;
    rig.type("\x03\x1a\x1c");
    expect(rig.events.filter(({ kind }) => kind === "signal")).toEqual([]);
    expect(Signal.SIGINT).toBe(2);
  });
});

describe("typing while nobody reads", () => {
  it("keeps one line of 4095 bytes, which can still be ended", () => {
    const rig = rigOf();
    rig.type(`${"x".repeat(100_000)}\n`);
    rig.type("y\n");
    expect([rig.read(0, 9000).length, rig.read(0)]).toEqual([4096, "y\n"]);
  });

  it("keeps so many lines, and behind them a bounded rest", () => {
    const rig = rigOf();
    without(rig, ECHO);
    for (let i = 0; i < 2000; i++) rig.type(`${"x".repeat(99)}\n`);
    let lines = 0;
    while (rig.read(0) === `${"x".repeat(99)}\n`) lines++;
    expect(lines).toBeGreaterThan(600);
    expect(lines).toBeLessThan(750);
  });

  it("keeps as many bytes in raw mode", () => {
    const rig = rigOf();
    without(rig, ECHO | ICANON | ISIG);
    rig.type("\x03".repeat(200_000));
    let bytes = 0;
    for (let read = rig.read(0, 5000); read !== "<WAIT>"; read = rig.read(0, 5000)) bytes += read.length;
    expect(bytes).toBe(65536 + 4095);
  });
});

describe("the end of typing", () => {
  it("is found after the rest, by every reader", () => {
    const rig = rigOf();
    rig.type("rest");
    endTyping(rig.terminal);
    expect([rig.read(0), rig.read(0), rig.read(0)]).toEqual(["rest", "", ""]);
  });
});

describe("a terminal whose host edits lines itself", () => {
  it("passes on what comes, a line at a time", () => {
    const rig = new Rig({ terminals: { stdin: true, stdout: true } });
    rig.type("one\ntwo\x03\x7f");
    rig.write(1, "out\n");
    expect([rig.read(0), rig.read(0), rig.output.text.stdout]).toEqual(["one\n", "two\x03\x7f", "out\n"]);
  });
});
