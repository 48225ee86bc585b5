import { expect, it } from "vitest";
import { recordEmulated } from "../../../runtime/backend/emulated/record.ts";
import { expected, guest, instrumentCache } from "../../guests/run-guest.ts";

it("a recording of the emulator has what was printed, how it ended, and the calls of each process", async () => {
  const program = await guest("hello-fork.c");
  const recording = await recordEmulated({ program, name: "hello", cache: instrumentCache, firstPid: 500 });
  expect(recording).toMatchObject({ stdout: await expected("hello-fork"), stderr: "", end: { code: 0 } });
  expect(recording.processes.map(({ name, pid }) => `${name} is ${pid}`)).toEqual(["1 is 500", "1.1 is 501"]);
  const [parent, child] = recording.processes;
  expect(parent?.calls).toContainEqual({ name: "fork", text: "fork()", answer: 501 });
  expect(child?.calls.at(-1)).toEqual({ name: "proc_exit", text: "proc_exit(7)", answer: undefined });
});

it("a run in which nobody can go on does not end", async () => {
  const program = await guest("outcomes/philosophers.c");
  const policy = await import("../../../runtime/scheduler/policies/random.ts");
  const ends = new Set<unknown>();
  for (let seed = 0; seed < 40; seed++) {
    const options = { program, name: "philosophers", cache: instrumentCache, policy: new policy.Random(seed) };
    ends.add((await recordEmulated(options)).end);
  }
  expect(ends).toContain("does not end");
});
