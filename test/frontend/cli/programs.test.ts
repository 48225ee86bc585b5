import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bundledPrograms } from "../../../runtime/frontend/cli/programs.ts";
import { COMPILED_PROGRAMS } from "../../../runtime/frontend/program-names.ts";
import { Desk } from "./spawn-prong.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-programs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the programs that come with the command", () => {
  it("are a shell, ps and some small ones", () => {
    const names = Object.keys(bundledPrograms()).sort();
    expect(names).toEqual([
      "cat",
      "chmod",
      "echo",
      "false",
      "kill",
      "ls",
      "mkdir",
      "ps",
      "rm",
      "sh",
      "sleep",
      "true",
      "wc",
    ]);
    expect(COMPILED_PROGRAMS).toEqual(["sh", "ps", "tools"]);
  });

  it("are those that were compiled, and read when they are needed", () => {
    writeFileSync(join(folder, "ps.wasm"), "first");
    const programs = bundledPrograms(folder);
    writeFileSync(join(folder, "ps.wasm"), "second");
    expect(Object.keys(programs)).toEqual(["ps"]);
    expect(new TextDecoder().decode((programs.ps as () => Uint8Array)())).toBe("second");
  });

  it("are none where there is no folder of them", () => {
    expect(bundledPrograms(join(folder, "missing"))).toEqual({});
  });

  it("are found by guests under /bin", () => {
    const desk = new Desk();
    const path = desk.write(
      "start.c",
      '#include <stdlib.h>\nint main(void) { return system("echo $((6*7)) | cat; ps > /dev/null; exit 5") >> 8; }\n',
    );
    expect(desk.prong(["run", path ?? "start.c"])).toMatchObject({ exitCode: 5, stdout: "42\n", stderr: "" });
  });
});
