import { expect, it } from "vitest";
import { expected, guest } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

describeNative("a recording of the host", () => {
  it("has what was printed, how it ended, and the calls of each process", async () => {
    const { processes, ...outcome } = await onNative(await guest("hello-fork.c"));
    expect(outcome).toEqual({ stdout: await expected("hello-fork"), stderr: "", end: { code: 0 } });
    expect(processes.map(({ name }) => name)).toEqual(["1", "1.1"]);
    const [parent, child] = processes;
    expect(parent?.calls).toContainEqual({ name: "fork", text: "fork()", answer: child?.pid });
    expect(child?.calls.at(-1)).toEqual({ name: "proc_exit", text: "proc_exit(7)", answer: undefined });
  });
});
