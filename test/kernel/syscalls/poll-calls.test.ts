import { describe, expect, it } from "vitest";
import { POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT } from "../../../runtime/abi/flags.ts";
import { BAD, Rig } from "../rig.ts";

const IN = 0x60000;
const OUT = 0x70000;
const COUNT = 0x78000;
const CLOCK = 0;
const READ = 1;
const WRITE = 2;

interface Subscription {
  type: number;
  fd?: number;
  clock?: number;
  timeout?: bigint;
  absolute?: boolean;
}

/** Polls; answers the events as "number kind", with what else they say, or the errno. */
function poll(rig: Rig, subscriptions: readonly Subscription[]): string | string[] {
  rig.bytes.fill(0, IN, OUT);
  subscriptions.forEach(({ type, fd = 0, clock = 1, timeout = 0n, absolute = false }, i) => {
    const at = IN + 48 * i;
    rig.view.setBigUint64(at, BigInt(100 + i), true);
    rig.bytes[at + 8] = type;
    rig.view.setUint32(at + 16, type === CLOCK ? clock : fd, true);
    rig.view.setBigUint64(at + 24, timeout, true);
    rig.view.setUint16(at + 40, absolute ? 1 : 0, true);
  });
  const answer = rig.say("poll_oneoff", IN, OUT, subscriptions.length, COUNT);
  if (answer !== 0) return String(answer);
  return Array.from({ length: rig.u32(COUNT) }, (_, i) => {
    const at = OUT + 32 * i;
    const error = rig.view.getUint16(at + 8, true);
    const kind = ["clock", "read", "write"][rig.bytes[at + 10] as number];
    const bytes = rig.u64(at + 16);
    const hangup = rig.view.getUint16(at + 24, true) === 1;
    return [
      `${rig.u64(at) - 100n} ${kind}`,
      error > 0 ? `errno ${error}` : "",
      bytes > 0n ? `${bytes} bytes` : "",
      hangup ? "hangup" : "",
    ]
      .filter((part) => part !== "")
      .join(", ");
  });
}

/** Asks `poll` for events of descriptors; answers what it found of each, or WAIT or the errno. */
function ask(rig: Rig, asked: readonly [fd: number, events: number][], timeout = 0): string | number[] {
  asked.forEach(([fd, events], i) => {
    rig.view.setInt32(IN + 8 * i, fd, true);
    rig.view.setUint16(IN + 8 * i + 4, events, true);
  });
  const answer = rig.say("poll", IN, asked.length, timeout);
  if (typeof answer === "string") return answer;
  const found = asked.map((_, i) => rig.view.getUint16(IN + 8 * i + 6, true));
  expect(answer).toBe(found.filter((events) => events !== 0).length);
  return found;
}

describe("poll", () => {
  const BOTH = POLLIN | POLLOUT;

  it("says what can be done, and whether the other end has gone", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    const [ended, closed] = rig.pipe();
    const [gone, left] = rig.pipe();
    rig.write(closed, "rest");
    rig.call("fd_close", closed);
    rig.call("fd_close", gone);
    const all: [number, number][] = [out, into, ended, left].map((fd) => [fd, BOTH]);
    expect(ask(rig, all)).toEqual([0, POLLOUT, POLLIN | POLLHUP, POLLOUT | POLLERR]);
    rig.read(ended);
    expect(ask(rig, all)).toEqual([0, POLLOUT, POLLHUP, POLLOUT | POLLERR]);
    expect(
      ask(rig, [
        [ended, 0],
        [left, 0],
        [into, 0],
      ]),
    ).toEqual([POLLHUP, POLLERR, 0]); // not asked for
  });

  it("knows no descriptor below 0, none that is closed, and finds files ready", () => {
    const rig = new Rig();
    expect(
      ask(rig, [
        [-1, BOTH],
        [99, 0],
        [rig.create("/f"), BOTH],
      ]),
    ).toEqual([0, POLLNVAL, BOTH]);
  });

  it("sleeps until something comes, or its time is over", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    const child = rig.fork();
    const wait = (timeout: number) => rig.as(child, () => ask(rig, [[out, POLLIN]], timeout));
    expect(wait(5)).toBe("WAIT");
    expect(child.state).toMatchObject({ on: [{ name: "pipe 1 to have data" }], until: 5_001_000 });
    rig.write(into, "x");
    expect(child.state.kind).toBe("runnable");
    expect(wait(5)).toEqual([POLLIN]);
    expect(ask(rig, [[into, POLLIN]], -1)).toBe("WAIT");
    expect(rig.process.state).toMatchObject({ until: undefined });
  });

  it("answers 0 when its time is over", () => {
    const rig = new Rig();
    const [out] = rig.pipe();
    expect(ask(rig, [[out, POLLIN]], 5)).toBe("WAIT");
    rig.world.clock.advanceTo(5_001_000);
    expect(ask(rig, [[out, POLLIN]], 5)).toEqual([0]);
  });

  it("checks its arguments before it sleeps", () => {
    const rig = new Rig();
    expect([rig.say("poll", IN, 100_000, 0), rig.say("poll", IN, -1, 0), rig.say("poll", BAD, 1, 0)]).toEqual([
      "EINVAL",
      "EINVAL",
      "EFAULT",
    ]);
  });
});

describe("ppoll", () => {
  const TIME = 0x7a000;
  const MASK = 0x7b000;
  const timeout = (rig: Rig, seconds: bigint, nanoseconds: number) => {
    rig.view.setBigInt64(TIME, seconds, true);
    rig.view.setInt32(TIME + 8, nanoseconds, true);
    return rig.say("ppoll", IN, 0, TIME, 0);
  };

  it("waits for as long as its timespec says, to the nanosecond", () => {
    const rig = new Rig();
    expect(timeout(rig, 2n, 5)).toBe("WAIT");
    expect(rig.process.state).toMatchObject({ kind: "waiting", until: 1000 + 2_000_000_005 });
    expect(timeout(new Rig(), 0n, 0)).toBe(0);
    expect(rig.say("ppoll", IN, 0, 0, 0)).toBe("WAIT");
  });

  it("is EINVAL for a time that is none, EFAULT for bad addresses", () => {
    const rig = new Rig();
    expect([timeout(rig, -1n, 0), timeout(rig, 0n, -1), timeout(rig, 0n, 1e9)]).toEqual(["EINVAL", "EINVAL", "EINVAL"]);
    expect([rig.say("ppoll", IN, 0, BAD, 0), rig.say("ppoll", IN, 0, 0, BAD), rig.say("ppoll", BAD, 1, 0, 0)]).toEqual([
      "EFAULT",
      "EFAULT",
      "EFAULT",
    ]);
  });

  it("has another mask until it answers", () => {
    const rig = new Rig();
    rig.view.setBigUint64(MASK, 6n, true);
    expect(rig.say("ppoll", IN, 0, 0, MASK)).toBe("WAIT");
    expect(rig.process.signals.blocked).toBe(6n);
    rig.bytes.fill(0, IN, IN + 8);
    rig.view.setInt32(IN, 99, true);
    expect(rig.say("ppoll", IN, 1, 0, MASK)).toBe(1);
    expect(rig.process.signals.blocked).toBe(0n);
  });
});

describe("poll_oneoff", () => {
  it("says what is ready, and nothing of what is not", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    rig.write(into, "abc");
    const [empty] = rig.pipe();
    expect(
      poll(rig, [
        { type: READ, fd: empty },
        { type: READ, fd: out },
        { type: WRITE, fd: into },
        { type: WRITE, fd: 1 },
        { type: CLOCK, timeout: 10n ** 12n },
      ]),
    ).toEqual(["1 read, 3 bytes", "2 write", "3 write"]);
  });

  it("sleeps on all queues at once until the earliest time", () => {
    const rig = new Rig();
    const [out] = rig.pipe();
    expect(
      poll(rig, [
        { type: READ, fd: out },
        { type: READ, fd: 0 },
        { type: READ, fd: out },
        { type: CLOCK, timeout: 500n },
        { type: CLOCK, timeout: 900n },
      ]),
    ).toBe("WAIT");
    expect(rig.process.state).toMatchObject({
      on: [{ name: "pipe 1 to have data" }, { name: "standard input to have data" }],
      until: 1500,
    });
  });

  it("goes on when one of them wakes it", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    const child = rig.fork();
    const wait = () =>
      rig.as(child, () =>
        poll(rig, [
          { type: READ, fd: out },
          { type: READ, fd: 0 },
        ]),
      );
    expect(wait()).toBe("WAIT");
    rig.write(into, "x");
    expect(child.state.kind).toBe("runnable");
    expect(wait()).toEqual(["0 read, 1 bytes"]);
  });

  it("does not begin a relative time anew when it is made again", () => {
    const rig = new Rig();
    const sleep = () => poll(rig, [{ type: CLOCK, timeout: 10_000n }]);
    expect(sleep()).toBe("WAIT");
    rig.world.clock.advanceTo(5000);
    expect(sleep()).toBe("WAIT");
    expect(rig.process.state).toMatchObject({ until: 11_000 });
    rig.world.clock.advanceTo(11_000);
    expect(sleep()).toEqual(["0 clock"]);
  });

  it.each([
    ["a time of 0", { type: CLOCK, timeout: 0n }, ["0 clock"]],
    ["an absolute time that has passed", { type: CLOCK, timeout: 5n, absolute: true }, ["0 clock"]],
    ["an absolute time to come", { type: CLOCK, timeout: 10n ** 9n, absolute: true }, "WAIT"],
    ["a date that has passed", { type: CLOCK, clock: 0, timeout: 10n ** 18n, absolute: true }, ["0 clock"]],
    ["a date to come", { type: CLOCK, clock: 0, timeout: 2n * 10n ** 18n, absolute: true }, "WAIT"],
    ["for ever", { type: CLOCK, timeout: 2n ** 64n - 1n }, "WAIT"],
    ["a clock that there is not", { type: CLOCK, clock: 9 }, ["0 clock, errno 28"]],
    ["a descriptor that is not open", { type: READ, fd: 99 }, ["0 read, errno 8"]],
    ["the wrong direction", { type: WRITE, fd: 0 }, ["0 write, errno 8"]],
    ["an unknown kind", { type: 7 }, "EINVAL"],
  ])("of %s", (_what, subscription, expected) => {
    expect(poll(new Rig(), [subscription])).toEqual(expected);
  });

  it("tells of the other end's close on both sides of a pipe", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    rig.call("fd_close", into);
    const [gone, left] = rig.pipe();
    rig.call("fd_close", gone);
    expect(
      poll(rig, [
        { type: READ, fd: out },
        { type: WRITE, fd: left },
      ]),
    ).toEqual(["0 read, hangup", "1 write, hangup"]);
  });

  it("sees a full pipe as not writable until PIPE_BUF bytes fit", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    rig.write(into, new Uint8Array(65536 - 4095));
    expect(poll(rig, [{ type: WRITE, fd: into }])).toBe("WAIT");
    rig.read(out, 1);
    expect(poll(rig, [{ type: WRITE, fd: into }])).toEqual(["0 write"]);
  });

  it("counts how much of a file is left", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    rig.write(fd, "abcdef");
    rig.seek(fd, 2n);
    expect(poll(rig, [{ type: READ, fd }])).toEqual(["0 read, 4 bytes"]);
  });

  it("checks its arguments before it sleeps", () => {
    const rig = new Rig();
    expect(poll(rig, [])).toBe("EINVAL");
    expect(rig.say("poll_oneoff", IN, OUT, -1, COUNT)).toBe("EINVAL");
    for (const args of [
      [BAD, OUT, 1, COUNT],
      [IN, BAD, 1, COUNT],
      [IN, OUT, 1, BAD],
      [IN, OUT, 60_000, COUNT],
    ]) {
      expect(rig.say("poll_oneoff", ...args)).toBe("EFAULT");
    }
    expect(rig.process.state.kind).toBe("runnable");
  });
});
