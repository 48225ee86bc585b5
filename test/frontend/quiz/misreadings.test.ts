import { expect, test } from "vitest";
import { misreadings } from "../../../runtime/frontend/quiz/misreadings.ts";

/** A program of which these lines are main's. */
const main = (...lines: readonly string[]) => `int main(void)\n{\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

/** What becomes of a program if that is overlooked. */
const misread = (because: string, ...lines: readonly string[]) =>
  misreadings(main(...lines)).find((one) => one.because === because)?.source;

test.each([
  ["if printf wrote at once", ["fork();", 'printf("A");'], ["setbuf(stdout, NULL);", "fork();", 'printf("A");']],
  ["if printf wrote only at the end", ["setbuf(stdout, NULL);", "fork();"], ["fork();"]],
  ["if printf wrote only at the end", ["fork();", "fflush(stdout);"], ["fork();"]],
  ["if nobody waited", ["fork();", "wait(NULL);", "while (wait(NULL) > 0) {}", "f();"], ["fork();", "f();"]],
  ["if _exit wrote what is in the buffer", ["fork();", "_exit(0);"], ["fork();", "exit(0);"]],
  ["if exit did not write what is in the buffer", ["fork();", "exit(0);"], ["fork();", "_exit(0);"]],
  ["if the child went on behind its block", ["if (fork() == 0) {", "  exit(0);", "}"], ["if (fork() == 0) {", "}"]],
  ["if fork returned 0 in the parent", ["if (fork() == 0) f();"], ["if (fork() != 0) f();"]],
  ["with || for && and && for ||", ["fork() && (f() || fork());"], ["fork() || (f() && fork());"]],
  [
    "if the child left the loop",
    ["for (;;) {", "  f();", "  fork();", "}"],
    ["for (;;) {", "  f();", "  if (fork() == 0) break;", "}"],
  ],
  ["if the child left the loop", ["for (;;) fork();"], ["for (;;) if (fork() == 0) break;"]],
  [
    "if the child did not leave the loop",
    ["for (;;) {", "  if (fork() == 0) break;", "}"],
    ["for (;;) {", "  if (fork() == 0) {}", "}"],
  ],
])("%s: %j", (because, lines, changed) => {
  expect(misread(because, ...lines)).toBe(main(...changed));
});

test.each([
  ["nothing is to be overlooked", ["fork();"]],
  ["a status is waited for", ["fork();", "wait(&status);"]],
  ["printing is as it would be", ["setbuf(stdout, NULL);"]],
])("there is none where %s: %j", (_, lines) => {
  expect(misreadings(main(...lines))).toEqual([]);
});

test("who names its child by a pid is not turned round", () => {
  const lines = ["pid_t pid = fork();", "if (pid == 0) f();"];
  const turned = "if fork returned 0 in the parent";
  expect(misread(turned, ...lines)).toBeDefined();
  expect(misread(turned, ...lines, "kill(pid, 9);")).toBeUndefined();
  expect(misread(turned, ...lines, "waitpid(pid, NULL, 0);")).toBeUndefined();
});
