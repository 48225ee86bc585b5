import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PRONG_MODULE, SYSCALL_TABLE } from "../../../runtime/abi/syscall-table.ts";
import {
  assemblyScriptDeclarations,
  cDeclarations,
  cNumbers,
  generatedFiles,
} from "../../../runtime/frontend/compile/stubs.ts";
import { ROOT } from "./compile-guest.ts";

describe("the generated declarations", () => {
  it.each(generatedFiles())("%s is what the table says now (else: npm run generate)", async (path, text) => {
    expect(await readFile(join(ROOT, path), "utf8")).toBe(text);
  });

  it("declare every call of prong_v1 in C, by its import name", () => {
    const text = cDeclarations();
    for (const row of SYSCALL_TABLE.filter(({ module }) => module === PRONG_MODULE)) {
      expect(text).toContain(`__PRONG_IMPORT("${row.name}")`);
      expect(text).toContain(` __prong_${row.name}(`);
    }
  });

  it("declare every call of both modules in AssemblyScript", () => {
    const text = assemblyScriptDeclarations();
    for (const row of SYSCALL_TABLE) expect(text).toContain(`@external("${row.module}", "${row.name}")`);
  });

  it("write a string as an address and a length", () => {
    expect(cDeclarations()).toContain("int __prong_chdir(const char *path, size_t path_length);");
    expect(assemblyScriptDeclarations()).toContain("function prong_chdir(path: usize, path_length: usize): i32;");
  });

  it("give signals and flags the numbers of the ABI", () => {
    expect(cNumbers()).toContain("#define SIGKILL 9\n");
    expect(cNumbers()).toContain("#define O_CLOEXEC 0x00100000\n");
    expect(assemblyScriptDeclarations()).toContain("export const ENOENT: i32 = 44;");
  });
});
