import { describe, expect, it } from "vitest";
import { OPOST } from "../../../runtime/abi/termios.ts";
import { echo, echoPlain, show, showEchoes, startOutput, stopOutput } from "../../../runtime/kernel/terminal/output.ts";
import { Rig } from "../rig.ts";

const rigOf = () => new Rig({ terminals: { stdin: true, stdout: true, stderr: true, raw: true } });
const bytes = (text: string) => new TextEncoder().encode(text);

describe("output", () => {
  it("ends lines as a terminal needs it, and counts columns", () => {
    const rig = rigOf();
    show(rig.terminal, bytes("ab\tc\nd\be"));
    expect([rig.output.text.stdout, rig.terminal.column]).toEqual(["ab\tc\r\nd\be", 1]);
  });

  it("is left alone without OPOST", () => {
    const rig = rigOf();
    rig.terminal.attributes.output &= ~OPOST;
    show(rig.terminal, bytes("a\n"));
    expect(rig.output.text.stdout).toBe("a\n");
  });

  it("that is held up makes writers wait, and echoes, until it goes on", () => {
    const rig = rigOf();
    stopOutput(rig.terminal);
    expect(rig.write(1, "held")).toBe("WAIT");
    expect(rig.process.state).toMatchObject({ on: [{ name: "the terminal's output to go on" }] });
    echo(rig.terminal, 3);
    echoPlain(rig.terminal, 10);
    showEchoes(rig.terminal);
    expect(rig.output.text.stdout).toBe("");
    startOutput(rig.terminal);
    expect([rig.output.text.stdout, rig.process.state.kind, rig.write(1, "held")]).toEqual(["^C\r\n", "runnable", 4]);
  });

  it("holds a bounded number of echoes", () => {
    const rig = rigOf();
    stopOutput(rig.terminal);
    for (let i = 0; i < 9000; i++) echo(rig.terminal, 0x78);
    expect(rig.terminal.echoes.length).toBe(4096);
  });
});
