import { describe, expect, it } from "vitest";
import { Channels, PipeFlow } from "../../../playground/timeline/channels.ts";
import { Lane } from "../../../playground/timeline/lane.ts";

const [two, three, four] = [2, 3, 4].map((pid, index) => new Lane(index, pid, undefined, 0, "shell")) as [
  Lane,
  Lane,
  Lane,
];

describe("bytes of a pipe", () => {
  const read = (flow: PipeFlow, from: number, to: number, pipe = 1) =>
    flow.read(pipe, from, to).map(({ by, step, count }) => `${count} by ${by.pid} in ${step}`);

  it("come from who wrote them, the first first", () => {
    const flow = new PipeFlow();
    flow.write(1, two, 5, 0, 6);
    flow.write(1, three, 7, 6, 9);
    expect([read(flow, 0, 4), read(flow, 4, 9)]).toEqual([["4 by 2 in 5"], ["2 by 2 in 5", "3 by 3 in 7"]]);
  });

  it("that were written in one step are told once", () => {
    const flow = new PipeFlow();
    flow.write(1, two, 5, 0, 6);
    flow.write(1, two, 5, 6, 9);
    expect(read(flow, 0, 9)).toEqual(["9 by 2 in 5"]);
  });

  it("are kept apart by their pipe", () => {
    const flow = new PipeFlow();
    flow.write(1, two, 5, 0, 6);
    flow.write(2, three, 6, 0, 6);
    expect([read(flow, 0, 6, 2), read(flow, 0, 6, 1)]).toEqual([["6 by 3 in 6"], ["6 by 2 in 5"]]);
  });

  it("of a named pipe that was opened anew are others", () => {
    const flow = new PipeFlow();
    flow.write(1, two, 5, 0, 6);
    flow.write(1, three, 9, 0, 2);
    expect(read(flow, 0, 2)).toEqual(["2 by 3 in 9"]);
  });

  it("that nobody is known to have written come from nobody", () => {
    expect(read(new PipeFlow(), 0, 3)).toEqual([]);
  });
});

describe("channels", () => {
  const arrow = { sent: 1, came: 2, text: "" };

  it("are found at both of their lanes, once each", () => {
    const channels = new Channels();
    channels.add("pipe", two, three, arrow, "1");
    channels.add("pipe", two, three, arrow, "1");
    channels.add("pipe", two, three, arrow, "2");
    channels.add("signal", two, two, arrow);
    expect(
      [two, three, four].map((lane) => channels.of(lane).map(({ kind, arrows }) => `${kind} ${arrows.length}`)),
    ).toEqual([["pipe 2", "pipe 1", "signal 1"], ["pipe 2", "pipe 1"], []]);
  });
});
