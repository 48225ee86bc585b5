import { describe, expect, it } from "vitest";
import { CompileError, isMissingPackage } from "../../../runtime/frontend/compile/compile-error.ts";

describe("CompileError", () => {
  it("says what failed, then what the compiler said", () => {
    const error = new CompileError("Cannot compile a.c", "a.c:1: error\n\n");
    expect(error.message).toBe("Cannot compile a.c\na.c:1: error");
    expect(error.name).toBe("CompileError");
  });
});

describe("isMissingPackage()", () => {
  it.each([
    ["Node", Object.assign(new Error("x"), { code: "ERR_MODULE_NOT_FOUND" }), true],
    ["a browser", new TypeError("Failed to fetch dynamically imported module: x"), true],
    ["a bare name in a browser", new TypeError("Failed to resolve module specifier 'x'"), true],
    ["an error inside the package", new Error("out of memory"), false],
    ["what is no error", "x", false],
  ])("knows the failure of %s", (_, error, missing) => {
    expect(isMissingPackage(error)).toBe(missing);
  });
});
