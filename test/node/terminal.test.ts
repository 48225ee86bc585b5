import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { isTerminal } from "../../runtime/node/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-terminal-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BUILT = fileURLToPath(new URL("../../dist/node/terminal.js", import.meta.url));
const SCRIPT = `import { isTerminal } from ${JSON.stringify(BUILT)};
  process.exitCode = ["stdin", "stdout", "stderr"].filter(isTerminal).length + 40;`;

/** How many of the standard streams are terminals, with these as all three. */
function terminals(stdio: "pipe" | "ignore" | number): number | null {
  const { status } = spawnSync(process.execPath, ["--input-type=module", "-e", SCRIPT], {
    stdio: [stdio, stdio, stdio],
  });
  return status === null ? null : status - 40;
}

describe("no terminal", () => {
  it("is a pipe, a file, or the device that swallows everything", () => {
    const file = openSync(join(folder, "file"), "w+");
    expect(["pipe" as const, "ignore" as const, file].map(terminals)).toEqual([0, 0, 0]);
    closeSync(file);
  });
});

describe("a terminal", () => {
  // Python has what it takes to make one; where it is missing, there is nothing to ask.
  const pty = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
  const run = () =>
    spawnSync("python3", ["-c", pty, process.execPath, "--input-type=module", "-e", SCRIPT], { encoding: "utf8" });
  const hasPython = spawnSync("python3", ["-c", "import os, pty; os.waitstatus_to_exitcode"]).status === 0;

  it.skipIf(!hasPython)("is found on all three streams", () => expect(run().status).toBe(43));
});

it("is asked of this process without harm", () => {
  expect(isTerminal("stdin")).toBe(process.stdin.isTTY === true);
});
