import { describe, expect, it, test } from "vitest";
import { digest } from "../../../runtime/kernel/digest.ts";
import { copyGraph } from "../../../runtime/kernel/snapshot.ts";
import { Manual, type Question } from "../../../runtime/scheduler/policies/manual.ts";
import { RoundRobin } from "../../../runtime/scheduler/policies/round-robin.ts";
import { Recorder } from "../../../runtime/scheduler/recorder.ts";
import { runOf } from "../schedule-of.ts";
import { type Guest, makeMachine, write } from "../scripted-guests.ts";

/** Parent and child write two letters each, and yield between them. */
const letters: Guest = function* () {
  const name = (yield ["fork"]) === 0 ? "c" : "p";
  for (let i = 0; i < 2; i++) {
    yield* write(1, name);
    yield ["sched_yield"];
  }
};

describe("a manual policy", () => {
  it("asks who runs, and says who can, who could go on, and who usually would", () => {
    const asked: Question[] = [];
    const policy = new Manual((question) => {
      asked.push(question);
      return question.runnable.at(-1) as number;
    });
    expect(policy.nextProcess([2, 3], 2, 2)).toBe(3);
    expect(policy.nextProcess([2, 3, 4], undefined, 3)).toBe(4);
    expect(asked).toEqual([
      { runnable: [2, 3], current: 2, usual: 2, number: 0 },
      { runnable: [2, 3, 4], current: undefined, usual: 4, number: 1 },
    ]);
  });

  it("is round-robin for who always wants the usual one", () => {
    const run = (policy: Manual | RoundRobin) => {
      const { machine, output, events } = makeMachine({ main: letters }, { policy: new Recorder(policy, runOf(0)) });
      return [machine.run(), output.text, events, (machine.policy as Recorder).schedule];
    };
    expect(run(new Manual(({ usual }) => usual))).toEqual(run(new RoundRobin()));
  });

  it.each([0, 7, -1, Number.NaN, undefined])("refuses process %s, which cannot run", (pid) => {
    const policy = new Manual(() => pid as number);
    expect(() => policy.nextProcess([2, 3], 2, 2)).toThrow(
      `Cannot run process ${pid} next, as was answered: expected one of [2, 3]`,
    );
  });

  it("is asked the same question again after a wrong answer", () => {
    const answers = [9, 3];
    const numbers: number[] = [];
    const policy = new Manual(({ number }) => {
      numbers.push(number);
      return answers.shift() as number;
    });
    expect(() => policy.nextProcess([2, 3], 2, 2)).toThrow("Cannot run process 9");
    expect([policy.nextProcess([2, 3], 2, 2), numbers]).toEqual([3, [0, 0]]);
  });
});

test("who is asked is no part of the world", () => {
  const [one, other] = [new Manual(({ usual }) => usual), new Manual(({ runnable }) => runnable[0] as number)];
  expect(digest(one)).toBe(digest(other));
  let count = 0;
  const policy = new Manual(({ usual }) => {
    count++;
    return usual;
  });
  const copy = copyGraph(policy);
  copy.nextProcess([2, 3], 2, 2);
  expect(count).toBe(1);
  expect(digest(copy)).not.toBe(digest(policy)); // one more was asked
});

test("a machine with it can be put back", () => {
  const { machine, output } = makeMachine(
    { main: letters },
    { policy: new Manual(({ runnable }) => runnable.at(-1) as number) },
  );
  machine.step();
  const snapshot = machine.snapshot();
  machine.run();
  const first = output.text;
  output.text = "";
  machine.restore(snapshot);
  machine.run();
  expect(output.text).toBe(first);
});

test("random numbers are those of the seed", () => {
  const [policy, usual] = [new Manual(({ usual }) => usual, 7), new RoundRobin(7)];
  expect([policy.nextRandom(), policy.nextRandom()]).toEqual([usual.nextRandom(), usual.nextRandom()]);
  expect([policy.beginRun(), policy.beginRun()]).toEqual([true, false]);
});
