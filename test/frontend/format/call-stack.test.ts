import { describe, expect, it } from "vitest";
import type { StackEntry } from "../../../runtime/backend/emulated/call-stack.ts";
import { callStackLine } from "../../../runtime/frontend/format/call-stack.ts";

/** `name line` each. */
function line(...entries: readonly string[]): string {
  return callStackLine(
    entries.map((words, n): StackEntry => {
      const [name = "", source] = words.split(" ");
      const isOwn = name.startsWith("<");
      return {
        function: name,
        functionIndex: isOwn ? undefined : n,
        offset: isOwn ? undefined : 100 * n,
        line: source,
      };
    }),
  );
}

describe("a call stack is a line", () => {
  it.each<[string, string[], string]>([
    [
      "without libraries, where lines are known",
      ["read", "read_line sh.c:42", "qsort", "main sh.c:8", "_start"],
      "read_line (sh.c:42) <- main (sh.c:8)",
    ],
    [
      "without what C's library calls its own, where they are not",
      ["__wasi_fd_read", "read", "main", "__main_void", "_start"],
      "read <- main",
    ],
    [
      "in which main has its name, whatever the compiler calls it",
      ["wait", "__original_main", "_start"],
      "wait <- main",
    ],
    ["in which only one is main", ["wait", "__main_argc_argv", "__main_void", "_start"], "wait <- main"],
    ["with lines in which main has its name", ["fork", "__original_main sh.c:3", "_start"], "main (sh.c:3)"],
    ["with the names of C++ as they are", ["_ZN5Shell3runEv", "main"], "_ZN5Shell3runEv <- main"],
    [
      "with what Prong put between",
      ["handler a.c:2", "prong_deliver_signals", "<signals>", "main a.c:9"],
      "handler (a.c:2) <- <signals> <- main (a.c:9)",
    ],
    ["of four functions at most, and a number", ["f", "f", "f", "f", "f", "main"], "f <- f <- f <- f <- 2 more"],
    ["of functions without names", ["12", "3"], "12 <- 3"],
    ["that a terminal can show", ["a\u001b[2J", "b x\n.c:1"], "b (x\\x0a.c:1)"],
    ["that is empty, where nothing is known", [], ""],
    ["that is empty, where the program is all library", ["_start"], ""],
  ])("%s", (_, entries, expected) => {
    expect(line(...entries)).toBe(expected);
  });
});
