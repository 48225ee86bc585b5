import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Order, Report } from "../../../playground/run/orders.ts";
import { type Port, WorkerLine } from "../../../playground/run/worker-line.ts";

const PAUSE: Order = { kind: "pause" };

/** A line to workers that do nothing by themselves. */
function make() {
  const ports: (Port & { readonly posted: unknown[] })[] = [];
  const heard: [Report["kind"], Order | undefined][] = [];
  const failed: string[] = [];
  const line = new WorkerLine({
    make: () => {
      const posted: unknown[] = [];
      const port = { posted, postMessage: (message: unknown) => posted.push(message), terminate: vi.fn() };
      ports.push(Object.assign(port, { onmessage: null, onerror: null }));
      return ports.at(-1) as Port;
    },
    hear: ({ kind }, order) => heard.push([kind, order]),
    fail: (message) => failed.push(message),
  });
  const say = (report: Report, port = ports.at(-1)) => port?.onmessage?.({ data: report });
  return { line, ports, heard, failed, say };
}

/** Has it come to that? */
function watch(promise: Promise<void>): { isDone: boolean } {
  const seen = { isDone: false };
  void promise.then(() => {
    seen.isDone = true;
  });
  return seen;
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a line", () => {
  it("opens a worker for its first order, and numbers them", () => {
    const { line, ports } = make();
    expect(ports.length).toBe(0);
    expect([line.send(PAUSE), line.send(PAUSE)]).toEqual([1, 2]);
    expect(ports.map(({ posted }) => posted)).toEqual([[1, 2].map((number) => ({ number, order: PAUSE }))]);
  });

  it("knows what was not answered, and says which order an answer is for", async () => {
    const { line, heard, say } = make();
    const [first, second] = [line.send(PAUSE), line.send({ kind: "choose", pid: 2 })];
    const answered = watch(line.answered(first));
    say({ kind: "runs", pid: 2 });
    say({ kind: "failed", number: second, order: "choose", message: "no" });
    await vi.advanceTimersByTimeAsync(0);
    expect([[...line.unanswered.keys()], answered.isDone]).toEqual([[first], false]);
    say({ kind: "obeyed", number: first });
    await vi.advanceTimersByTimeAsync(0);
    expect([line.unanswered.size, answered.isDone]).toEqual([0, true]);
    expect(heard).toEqual([
      ["runs", undefined],
      ["failed", { kind: "choose", pid: 2 }],
      ["obeyed", PAUSE],
    ]);
  });

  it("hears nothing more of a worker that was ended; who waits for it waits no longer", async () => {
    const { line, ports, heard, failed, say } = make();
    const answered = watch(line.answered(line.send(PAUSE)));
    line.end();
    await vi.advanceTimersByTimeAsync(0);
    expect([answered.isDone, line.unanswered.size]).toEqual([true, 0]);
    line.send(PAUSE);
    say({ kind: "obeyed", number: 1 }, ports[0]);
    ports[0]?.onerror?.({ message: "late" });
    ports[1]?.onerror?.({ message: "now" });
    expect([heard, failed, ports.length]).toEqual([[], ["now"], 2]);
  });
});

describe("silence", () => {
  it("has lasted so long since the last that was heard", async () => {
    const { line, say } = make();
    line.send(PAUSE);
    const silent = watch(line.silence(500));
    await vi.advanceTimersByTimeAsync(400);
    say({ kind: "runs", pid: 2 });
    await vi.advanceTimersByTimeAsync(500);
    expect(silent.isDone).toBe(false);
    await vi.advanceTimersByTimeAsync(500);
    expect(silent.isDone).toBe(true);
  });

  it("does not count while a program is prepared", async () => {
    const { line, say } = make();
    line.send(PAUSE);
    say({ kind: "prepares", name: "sh" });
    const silent = watch(line.silence(500));
    await vi.advanceTimersByTimeAsync(5000);
    expect(silent.isDone).toBe(false);
    say({ kind: "runs", pid: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(silent.isDone).toBe(true);
  });

  it("is over when the worker is", async () => {
    const { line } = make();
    line.send(PAUSE);
    const silent = watch(line.silence(500));
    line.end();
    await vi.advanceTimersByTimeAsync(500);
    expect(silent.isDone).toBe(true);
  });
});
