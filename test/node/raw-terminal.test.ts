/** `prong run` at a terminal of the host's: every key is the guest's, and the terminal is afterwards as it was. */
import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { RawTerminal } from "../../runtime/node/raw-terminal.ts";
import { Desk, PRONG } from "../frontend/cli/spawn-prong.ts";
import { wat } from "../guest/wat.ts";
import { source } from "../guests/run-guest.ts";
import { HostTerminal, type Typing } from "../guests/typed.ts";

const host = HostTerminal.open();
const why = host === undefined ? " (skipped: this host has no C compiler)" : "";
afterAll(() => host !== undefined && rmSync(host.folder, { recursive: true }));

const CTRL_C = "\x03";
/** Does it edit lines, echo and send signals as terminals do? */
const MODES = "stty -a | tr ' ;' '\\n\\n' | grep -xE -- '-?(icanon|echo|isig|opost|icrnl)' | sort | tr '\\n' ' '";
const COOKED = "echo icanon icrnl isig opost";

/** Says "on" and computes for ever. */
const ENDLESS = `(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "prong_v1" "fork" (func $fork (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\10\\00\\00\\00\\03\\00\\00\\00")
  (data (i32.const 16) "on\\0a")
  (func (export "_start")
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
    (loop $again (br $again))
    (drop (call $fork))))`;

describe.skipIf(host === undefined)(`prong run at a terminal${why}`, async () => {
  const desk = new Desk();
  await desk.writeKnown("job-control.wasm", await source("job-control.c"));
  await desk.writeKnown("sessions.wasm", await source("sessions.c"));
  await desk.writeKnown("endless.wasm", await wat(ENDLESS));
  const prong = `"${process.execPath}" "${PRONG}" run`;
  const type = (line: string, typing: Typing) =>
    host?.type(`cd "${desk.folder}"; ${line}`, typing, { ...desk.env, PTY_COLUMNS: "100" })?.replaceAll("\r\n", "\n");

  it("passes keys on, and shows what the guest's own terminal shows", () => {
    const typing: Typing = [
      ["type", `abc${CTRL_C}`],
      ["caught", "dex\x7ff\n"],
      ["again", "jkl\n"],
    ];
    expect(type(`${prong} job-control.wasm interrupted-read; echo "status $?"`, typing)).toBe(
      "type\n^Cfirst: EINTR\ncaught 2\ndex\b \bf\nsecond read 4: def\ntype again\njkl\nthird read 4: jkl\nend\nstatus 0\n[exited with 0]\n",
    );
  });

  it("lets ^C end a guest that computes, and gives the terminal back", () => {
    expect(type(`${prong} endless.wasm; echo "status $?"; ${MODES}`, [["on\r\n", CTRL_C]])).toBe(
      `on\n^Cstatus 130\n${COOKED} [exited with 0]\n`,
    );
  });

  it("gives it back when it is killed itself", () => {
    const line = `${prong} endless.wasm & job=$!; read go < /dev/null; sleep 1.5; kill $job; wait $job; ${MODES}`;
    expect(type(line, [])).toContain(`${COOKED} [exited with 0]`);
  });

  it("shows lines of its own at the left", () => {
    const shown = host?.type(`cd "${desk.folder}"; ${prong} --trace endless.wasm`, [["on\r\n", CTRL_C]], desk.env);
    expect(shown).toContain("VINTR typed at the terminal\r\n");
    expect(shown?.replace(/\[exited with 130\]\n$/, "")).not.toMatch(/[^\r]\n/);
  });

  it("tells the guest how large the window is", () => {
    expect(type(`${prong} sessions.wasm window`, [])).toBe("0 24 100\nend\n[exited with 0]\n");
  });

  it("does not touch it from the background", () => {
    const line = `set -m; ${prong} sessions.wasm window & wait %1; echo "status $?"; ${MODES}`;
    expect(type(line, [])).toContain(`status 0\n${COOKED}`);
  });

  it("leaves the terminal alone where standard input is another thing", () => {
    expect(type(`${prong} job-control.wasm caught-read < /dev/null; ${MODES}`, [])).toContain(COOKED);
  });
});

it("there is none where standard input is none", () => {
  expect(process.stdin.isTTY === true ? undefined : RawTerminal.open()).toBeUndefined();
});
