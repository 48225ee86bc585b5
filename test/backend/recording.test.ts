import { describe, expect, it } from "vitest";
import { Recorder, withoutPids } from "../../runtime/backend/recording.ts";

describe("a recorder", () => {
  it("knows processes by who made them, whatever their pids are", () => {
    const recorder = new Recorder();
    recorder.answer(70, "fork", "fork()", 90);
    recorder.answer(90, "fork", "fork()", 0); // the child's own answer: there it begins
    recorder.answer(70, "vfork", "vfork()", 80);
    recorder.answer(90, "fork", "fork()", 75);
    recorder.answer(75, "fork", "fork()", -6); // EAGAIN: nobody was made
    const names = recorder.processes(70).map(({ name, pid }) => `${name} is ${pid}`);
    expect(names).toEqual(["1 is 70", "1.1 is 90", "1.1.1 is 75", "1.2 is 80"]);
  });

  it("answers a call that was begun, and keeps one that never returned", () => {
    const recorder = new Recorder();
    recorder.begin(2, "execve", 'execve("/nowhere", [], 0 variables)');
    recorder.answer(2, "execve", 'execve("/nowhere", [], 0 variables)', -44);
    recorder.begin(2, "proc_exit", "proc_exit(3)");
    expect(recorder.processes(2)[0]?.calls).toEqual([
      { name: "execve", text: 'execve("/nowhere", [], 0 variables)', answer: -44 },
      { name: "proc_exit", text: "proc_exit(3)", answer: undefined },
    ]);
  });
});

describe("a text without pids", () => {
  it.each([
    [
      "names them in the order in which they come",
      "41 made 40, and 40 waits for 41",
      "pid A made pid B, and pid B waits for pid A",
    ],
    ["leaves other numbers", "4 of 400, 1: 40", "4 of 400, 1: pid A"],
    ["leaves a text without any", "hello\n", "hello\n"],
  ])("%s", (_, text, without) => {
    expect(withoutPids(text, new Set([40, 41]))).toBe(without);
  });
});
