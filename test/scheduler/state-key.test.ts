import { describe, expect, it, test } from "vitest";
import { O_RDONLY } from "../../runtime/abi/flags.ts";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { Page } from "../../runtime/image/page.ts";
import { makePipe } from "../../runtime/kernel/files/pipe.ts";
import { OpenFile } from "../../runtime/kernel/open-file.ts";
import { imageOf, type Process } from "../../runtime/kernel/process.ts";
import { copyGraph } from "../../runtime/kernel/snapshot.ts";
import type { World } from "../../runtime/kernel/world.ts";
import { Outside } from "../../runtime/scheduler/policies/outside.ts";
import { Recorder } from "../../runtime/scheduler/recorder.ts";
import { stateKey } from "../../runtime/scheduler/state-key.ts";
import { forkOf, makeKernel, text } from "../kernel/world-for-tests.ts";
import { runOf } from "./schedule-of.ts";

interface Made {
  readonly world: World;
  readonly policy: Outside;
  readonly first: Process;
  readonly child: Process;
  readonly writer: ReturnType<typeof makePipe>["writer"];
}

/** Two processes and a pipe, made the same way each time. */
function make(): Made {
  const { kernel, world, first } = makeKernel();
  const { reader, writer } = makePipe(world);
  first.descriptors.add(new OpenFile(world, reader, O_RDONLY, "a pipe"));
  return { world, policy: new Outside(7), first, child: forkOf(kernel, first), writer };
}

const keyOf = ({ world, policy }: Pick<Made, "world" | "policy">, exact = false) =>
  stateKey(world, policy, exact ? "usage" : "nothing");

/** Which keys a change changes: of those that leave out what counts usage, and of the exact ones. */
function changes(change: (made: Made) => void): string {
  const made = make();
  change(made);
  const differs = [false, true].map((exact) => keyOf(made, exact) !== keyOf(make(), exact));
  return differs[0] === differs[1] ? (differs[0] ? "both" : "neither") : differs[1] ? "exact only" : "inexact only";
}

test("a key is sixteen hex digits", () => {
  expect(keyOf(make())).toMatch(/^[0-9a-f]{16}$/);
});

describe("the key is the same", () => {
  it.each([false, true])("of two worlds that were made the same way (exact: %s)", (exact) => {
    expect(keyOf(make(), exact)).toBe(keyOf(make(), exact));
  });

  it.each([false, true])("of a world and its copy, and of the world again (exact: %s)", (exact) => {
    const made = make();
    const before = keyOf(made, exact);
    expect(keyOf(copyGraph({ world: made.world, policy: made.policy }), exact)).toBe(before);
    expect(keyOf(made, exact)).toBe(before);
  });

  it("whoever wrote a page that has the same bytes now", () => {
    const fill = (epoch: number) => (made: Made) =>
      imageOf(made.first).space.pages.set(3, new Page(new Uint8Array(PAGE_SIZE), epoch));
    expect([changes(fill(0)), changes(fill(9))]).toEqual(["neither", "neither"]);
  });
});

describe("what only counts how the world came there", () => {
  it.each<[string, (made: Made) => void]>([
    ["how many pages are used", ({ world }) => world.pagesUsed++],
    ["how many pages may be used no more", ({ world }) => world.pagesStale++],
    ["how many files were opened", ({ world }) => world.filesOpened++],
    ["how often anybody has forked", ({ world }) => world.nextEpoch++],
    ["the epoch of a memory", ({ first }) => imageOf(first).space.epoch++],
    ["how many pages a process has alone", ({ first }) => imageOf(first).space.own++],
  ])("is part of neither key: %s", (_what, change) => {
    expect(changes(change)).toBe("neither");
  });

  it.each<[string, (made: Made) => void]>([
    ["how often it was another's turn", ({ first }) => first.usage.involuntarySwitches++],
    ["how often it went to sleep", ({ first }) => first.usage.voluntarySwitches++],
    ["the time that it has computed", ({ child }) => (child.usage.user += 10_000_000)],
    ["the most memory that it had", ({ child }) => (child.usage.maxResident = 40)],
    ["what its children have used", ({ first }) => first.childUsage.system++],
    ["its page faults", ({ child }) => child.faults.fork++],
  ])("and that getrusage tells, is part of the exact key only: %s", (_what, change) => {
    expect(changes(change)).toBe("exact only");
  });
});

describe("what a guest can tell, or what may happen otherwise for it, is part of both keys:", () => {
  it.each<[string, (made: Made) => void]>([
    [
      "a byte of memory",
      ({ child }) => imageOf(child).space.pages.set(3, new Page(new Uint8Array(PAGE_SIZE).fill(1, 99, 100), 0)),
    ],
    ["the bytes in a pipe", ({ writer }) => writer.node.put(text("x"))],
    ["the random numbers to come", ({ policy }) => policy.nextRandom()],
    ["the virtual time", ({ world }) => world.clock.tick()],
    ["the state of a process", ({ child }) => (child.state = { kind: "stopped", by: Signal.SIGSTOP })],
    ["where a process goes on", ({ child }) => (child.resume = { kind: "return", value: 1 })],
    ["the signals that a process has blocked", ({ first }) => (first.signals.blocked = signalSet(Signal.SIGINT))],
    ["what a process has open", ({ child }) => child.descriptors.close(0)],
    ["the input to come", ({ world }) => world.input.push(text("x"))],
    ["the next pid", ({ world }) => world.nextPid++],
  ])("%s", (_what, change) => {
    expect(changes(change)).toBe("both");
  });

  it("who decides", () => {
    const { world } = make();
    const keys = [new Outside(7), new Outside(8), new Recorder(new Outside(7), runOf())].map((policy) =>
      stateKey(world, policy, "nothing"),
    );
    expect(new Set(keys).size).toBe(3);
  });
});

test("two bytes in a pipe have another key than the same two in the other order", () => {
  const [one, other] = ["ab", "ba"].map((bytes) => {
    const made = make();
    made.writer.node.put(text(bytes));
    return keyOf(made);
  });
  expect(one).not.toBe(other);
});
