import { expect, it } from "vitest";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { SameEvents } from "../../runtime/scheduler/same-events.ts";

const call = (text: string): KernelEvent => ({ kind: "call", pid: 2, syscall: 1, retry: false, text });
const answer = (stored: string, ...waitsFor: string[]): KernelEvent =>
  ({ kind: "answer", pid: 2, syscall: 1, answer: 0, final: true, stored, waitsFor }) as const;

it("an event stays what it is, however often it is seen, and whatever was seen before", () => {
  const same = new SameEvents();
  const seen = [
    call("read(3)"),
    answer(" count=6"),
    answer("", "pipe 1 to have data"),
    answer("", "a", "b"),
    { kind: "switch", from: 2, to: 3 } as const,
  ];
  for (let i = 0; i < 3; i++) for (const event of seen) expect(same.of(event)).toEqual(event);
});

it("what waits for the same is one list", () => {
  const same = new SameEvents();
  const [one, other] = [same.of(answer("", "a child to end")), same.of(answer("", "a child to end"))];
  expect(one.kind === "answer" && other.kind === "answer" && one.waitsFor === other.waitsFor).toBe(true);
});

it("a run that says something new with every call is told as it is", () => {
  const same = new SameEvents();
  for (let i = 0; i < 10_000; i++) expect(same.of(call(`read(${i})`))).toEqual(call(`read(${i})`));
});
