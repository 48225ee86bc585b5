import { describe, expect, it } from "vitest";
import { readCFlags, splitWords } from "../../../runtime/frontend/compile/c-flags.ts";

describe("readCFlags()", () => {
  it("sends what is the linker's to the linker and the rest to the compiler", () => {
    const { compile, link } = readCFlags(
      ["-O1", "-DX=1", "-D", "Y", "-Wall", "-Wl,-z,stack-size=65536", "-lm", "-s", "-std=c11"],
      "/",
    );
    expect(compile).toEqual(["-O1", "-DX=1", "-DY", "-Wall", "-std=c11"]);
    expect(link).toEqual(["-z", "stack-size=65536", "-lm", "--strip-all"]);
  });

  it("takes folders joined or apart, relative to the current directory", () => {
    const { includeFolders, compile } = readCFlags(["-Iinclude", "-I", "../up", "-isystem", "/abs"], "/home/me");
    expect(includeFolders).toEqual(["/home/me/include", "/home/up", "/abs"]);
    expect(compile).toEqual(["-I", "@host/home/me/include", "-I", "@host/home/up", "-isystem", "@host/abs"]);
  });

  it("refuses a flag that it would have to drop, by name", () => {
    expect(() => readCFlags(["-march=native", "--sysroot=/x"], "/")).toThrow("Cannot use the flag --sysroot=/x");
  });

  it("refuses a flag whose value is missing", () => {
    expect(() => readCFlags(["-D"], "/")).toThrow("Cannot read the flag -D: a value must follow it");
  });
});

describe("splitWords()", () => {
  it("leaves a flag its value", () => {
    expect(splitWords(["a.c", "-I", "include", "-O2", "-D", "X=1", "b.c", "-Llib", "-l", "m"])).toEqual({
      sources: ["a.c", "b.c"],
      flags: ["-I", "include", "-O2", "-D", "X=1", "-Llib", "-l", "m"],
    });
  });
});
