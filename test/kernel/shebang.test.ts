import { expect, it } from "vitest";
import { readShebang, SHEBANG_MAX } from "../../runtime/kernel/shebang.ts";

it.each([
  ["#!/bin/sh\necho hello\n", ["/bin/sh"]],
  ["#!/bin/sh", ["/bin/sh"]],
  ["#! /bin/sh -e \n", ["/bin/sh", "-e"]],
  ["#!/bin/env one  two\t\n", ["/bin/env", "one  two"]],
  [`#!/bin/${"x".repeat(SHEBANG_MAX)}`, [`/bin/${"x".repeat(SHEBANG_MAX - "#!/bin/".length)}`]],
  ["#!\n", undefined],
  ["echo hello\n", undefined],
  ["", undefined],
])("%j names the program and its argument: %j", (text, expected) => {
  expect(readShebang(new TextEncoder().encode(text))).toEqual(expected);
});
