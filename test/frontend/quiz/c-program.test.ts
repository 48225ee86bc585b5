import { expect, test } from "vitest";
import { block, branch, cProgram, define } from "../../../runtime/frontend/quiz/c-program.ts";

test("a program has the headers that it needs, and returns 0", () => {
  expect(cProgram(['printf("A");', "fork();"])).toBe(`#include <stdio.h>
#include <unistd.h>

int main(void)
{
  printf("A");
  fork();
  return 0;
}
`);
});

test("what leaves does not return", () => {
  expect(cProgram(["_exit(0);"])).toBe(`#include <unistd.h>

int main(void)
{
  _exit(0);
}
`);
});

test("functions stand before main, and what is false is left out", () => {
  const source = cProgram(
    [false, "atexit(bye);", [false, [block("if (fork() == 0)", "f();", false, "g();")]]],
    [...define("static void bye(void)", 'printf("Z");')],
  );
  expect(source).toBe(`#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void bye(void)
{
  printf("Z");
}

int main(void)
{
  atexit(bye);
  if (fork() == 0) {
    f();
    g();
  }
  return 0;
}
`);
});

test.each([
  ["a simple one on its line", block("if (x)", "f();"), ["if (x) f();"]],
  ["two in braces", block("while (x)", "f();", "g();"), ["while (x) {", "  f();", "  g();", "}"]],
  ["another block in braces", block("for (;;)", block("if (x)", "f();")), ["for (;;) {", "  if (x) f();", "}"]],
  ["two simple branches without braces", branch("x", ["f();"], ["g();"]), ["if (x) f();", "else g();"]],
  [
    "branches of which one is long with braces around both",
    branch("x", ["f();", "h();"], ["g();"]),
    ["if (x) {", "  f();", "  h();", "} else {", "  g();", "}"],
  ],
])("statements: %s", (_, lines, expected) => {
  expect(lines).toEqual(expected);
});
