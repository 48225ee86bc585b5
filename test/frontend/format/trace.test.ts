import { expect, test } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { traceLine } from "../../../runtime/frontend/format/trace.ts";
import { WAIT } from "../../../runtime/kernel/answer.ts";
import type { KernelEvent } from "../../../runtime/kernel/event.ts";

const memory = { virtual: 16, resident: 2, own: 1, faults: { zero: 1, program: 0, fork: 0 } };

const answer = (answer: number, stored = ""): KernelEvent => ({
  kind: "answer",
  pid: 2,
  syscall: 0,
  answer,
  final: true,
  stored,
  waitsFor: [],
});

test.each<[KernelEvent, string | undefined]>([
  [{ kind: "call", pid: 2, syscall: 0, retry: false, text: "fork()" }, "[2] ==> fork()"],
  [{ kind: "call", pid: 2, syscall: 0, retry: true, text: "fork()" }, undefined],
  [answer(3), "[2] <== 3"],
  [answer(0, " fds=[3, 4]"), "[2] <== 0 fds=[3, 4]"],
  [answer(-Errno.ENOENT), "[2] <== ENOENT (no such file or directory)"],
  [{ ...answer(WAIT), final: false, waitsFor: ["a", "b"] } as KernelEvent, "[2] ... waits for a or b"],
  [{ ...answer(WAIT), final: false } as KernelEvent, undefined],
  [{ kind: "signal", pid: 3, signal: 9, from: 2, why: "kill" }, "[3] --- SIGKILL: kill from 2"],
  [{ kind: "signal", pid: 3, signal: 8, from: undefined, why: "division by zero" }, "[3] --- SIGFPE: division by zero"],
  [{ kind: "exec", pid: 3, args: ["wc", "-l"] }, "[3] --- runs wc -l"],
  [{ kind: "exec", pid: 3, args: ["sh", "a\n[9] --- b\x1b[2J"] }, "[3] --- runs sh a\\x0a[9] --- b\\x1b[2J"],
  [{ kind: "exit", pid: 3, end: { code: 7 }, memory }, "[3] --- exits with 7"],
  [{ kind: "fault", pid: 3, page: 0, cause: "zero" }, "[3] --- page 0x0: first write to an empty page"],
  [{ kind: "fault", pid: 3, page: 17, cause: "program" }, "[3] --- page 0x11000: first write to a page of the program"],
  [
    { kind: "fault", pid: 3, page: 0xfffff, cause: "fork" },
    "[3] --- page 0xfffff000: copied on write, as it was shared since a fork",
  ],
  [{ kind: "time", elapsed: 1_000_002_000 }, "--- time passes to 1.000002 s"],
  [{ kind: "refused", pid: 3, path: "/x", why: "it is text" }, "[3] --- cannot run /x: it is text"],
  [{ kind: "start", pid: 2, args: ["a"] }, undefined],
  [{ kind: "fork", pid: 2, child: 3, vfork: false }, undefined],
  [{ kind: "reparent", pid: 3 }, undefined],
  [{ kind: "reap", pid: 3, by: 2 }, undefined],
  [{ kind: "switch", from: 2, to: 3 }, undefined],
])("%j is the line %s", (event, line) => {
  expect(traceLine(event)).toBe(line);
});
