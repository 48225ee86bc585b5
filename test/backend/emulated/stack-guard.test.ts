import { expect, test } from "vitest";
import { SYSCALL_TABLE } from "../../../runtime/abi/syscall-table.ts";
import { guardStack } from "../../../runtime/backend/emulated/stack-guard.ts";
import { asTrap } from "../../../runtime/backend/emulated/traps.ts";
import { dispatch } from "../../../runtime/kernel/syscalls/dispatch.ts";
import { makeKernel } from "../../kernel/world-for-tests.ts";

test("there is room at the bottom of the stack", () => {
  expect(() => guardStack()).not.toThrow();
});

test("near its end the guard strikes, as a trap of the guest's", () => {
  const descend = (): number => {
    guardStack();
    return descend() + 1;
  };
  let thrown: unknown;
  try {
    descend();
  } catch (error) {
    thrown = error;
  }
  expect(asTrap(thrown)).toMatchObject({ why: "call stack overflow" });
});

test.each([
  ["new", 0],
  ["compiled with all optimisations", 300_000],
])(
  "what if a guest calls the kernel with as little stack as a guard lets pass that is %s? The call is answered",
  async (_what, calls) => {
    for (let i = 0; i < calls; i++) guardStack();
    if (calls > 0) await new Promise((resolve) => setTimeout(resolve, 300)); // engines optimise on another thread
    const { kernel, first } = makeKernel({}, true);
    const indexOf = (name: string) => SYSCALL_TABLE.findIndex((row) => row.name === name);
    const [chdir, execve] = [indexOf("chdir"), indexOf("execve")];
    let answered = 0;
    let broken: unknown;
    const descend = (): number => {
      guardStack(); // throws when it is too late
      try {
        dispatch(kernel, first, chdir, 0, 100);
        dispatch(kernel, first, execve, 0, 100, 0, 0);
        answered++;
      } catch (error) {
        broken ??= error;
      }
      return descend() + 1;
    };
    expect(descend).toThrow(RangeError);
    expect(broken).toBeUndefined();
    expect(answered).toBeGreaterThan(100);
  },
);
