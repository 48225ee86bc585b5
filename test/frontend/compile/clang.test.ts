import { describe, expect, it } from "vitest";
import { clangVersion, putFile, runTool, takeBytes } from "../../../runtime/frontend/compile/clang.ts";

describe("a tree of files", () => {
  it("gets its folders as files are put into it", () => {
    const tree = {};
    putFile(tree, "a/b/c.txt", "text");
    putFile(tree, "a/d.bin", new Uint8Array([1]));
    expect(tree).toEqual({ a: { b: { "c.txt": "text" }, "d.bin": new Uint8Array([1]) } });
    expect(takeBytes(tree, "a/b/c.txt")).toEqual(new TextEncoder().encode("text"));
    expect(() => takeBytes(tree, "a/b")).toThrow("made no a/b");
  });
});

describe("runTool()", { timeout: 120_000 }, () => {
  it("answers what the tool wrote to its standard output", async () => {
    const { output } = await runTool(["clang", "--version"], {}, "Cannot tell", () => {});
    expect(new TextDecoder().decode(output)).toContain((await clangVersion()).split(".")[0]);
  });

  it("throws what the tool said when it fails, under a heading", async () => {
    await expect(runTool(["clang", "none.c"], {}, "Cannot compile none.c", () => {})).rejects.toThrow(
      /^Cannot compile none\.c\nclang: error: no such file or directory: 'none\.c'/,
    );
  });
});
