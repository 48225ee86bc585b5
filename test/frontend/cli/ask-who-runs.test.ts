import { expect, it } from "vitest";
import { CLOCK } from "../../../runtime/abi/ids.ts";
import { WhoRuns } from "../../../runtime/frontend/cli/ask-who-runs.ts";
import { alarm } from "../../../runtime/kernel/alarm.ts";
import { makeKernel, spawn } from "../../kernel/world-for-tests.ts";

/** What is asked of a world with two processes, when these pieces are typed. */
function ask(pieces: readonly string[], questions: number) {
  const said: string[] = [];
  const left = pieces.map((piece) => new TextEncoder().encode(piece));
  const who = new WhoRuns(
    (line) => said.push(line),
    () => left.shift(),
  );
  const { kernel, world, first } = makeKernel();
  const child = spawn(kernel, first);
  first.resume = { kind: "return", value: 0 };
  who.world = world;
  who.listen({ kind: "call", pid: first.pid, syscall: 0, retry: false, text: 'write(1, "a\u0007")' });
  const runnable = [first.pid, child.pid];
  const answers = Array.from({ length: questions }, (_, number) =>
    who.ask({ runnable, current: first.pid, usual: first.pid, number }),
  );
  return { answers, said };
}

it("shows who can run and what they are about to do, and takes a number, or Enter for the usual one", () => {
  const { answers, said } = ask(["3\n", "\n"], 2);
  expect(answers).toEqual([3, 2]);
  expect(said.slice(0, 3)).toEqual([
    "decision 0: who runs next? A number, or Enter for 2.",
    expect.stringMatching(/^ {2}2 {2}.*: goes on after write\(1, "a\\x07"\)$/),
    expect.stringMatching(/^ {2}3 {2}.*: begins$/),
  ]);
});

it("asks again until it has an answer that can be", () => {
  const { answers, said } = ask(["9\nx\u0007\n 3", "\n"], 1);
  expect(answers).toEqual([3]);
  expect(said.slice(3)).toEqual([
    'Cannot run "9" next: expected 2, 3 or Enter',
    'Cannot run "x\\x07" next: expected 2, 3 or Enter',
  ]);
});

it("takes the usual one once there are no more answers, and asks no more", () => {
  const { answers, said } = ask(["3"], 3);
  expect(answers).toEqual([3, 2, 2]);
  expect(said.filter((line) => line.startsWith("decision"))).toHaveLength(1);
});

it("asks for time by its name", () => {
  const said: string[] = [];
  const answers = ["8388607\n", "time\n"].map((text) => new TextEncoder().encode(text));
  const who = new WhoRuns(
    (line) => said.push(line),
    () => answers.shift(),
  );
  const { kernel, world, first } = makeKernel();
  alarm(kernel, first, 3);
  who.world = world;
  expect(who.ask({ runnable: [first.pid, CLOCK], current: first.pid, usual: first.pid, number: 0 })).toBe(CLOCK);
  expect(said.slice(2)).toEqual([
    "  time  passes to 3.000001 s",
    'Cannot run "8388607" next: expected 2, time or Enter',
  ]);
});
