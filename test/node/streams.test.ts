import { beforeEach, describe, expect, it, vi } from "vitest";

/** What the host's `readSync` and `writeSync` do next, one entry a call: so many bytes, or an error. */
const script = vi.hoisted(() => ({ steps: [] as (number | string)[], written: [] as [number, number[]][], calls: 0 }));

vi.mock("node:fs", async (original) => {
  const next = (): number => {
    script.calls++;
    const step = script.steps.shift() ?? 0;
    if (typeof step === "number") return step;
    throw Object.assign(new Error(step), { code: step });
  };
  return {
    ...(await original<typeof import("node:fs")>()),
    writeSync: (fd: number, bytes: Uint8Array, offset: number) => {
      const count = Math.min(next(), bytes.length - offset);
      script.written.push([fd, [...bytes.subarray(offset, offset + count)]]);
      return count;
    },
    readSync: (_fd: number, into: Uint8Array) => {
      const count = next();
      into.fill(7, 0, count);
      return count;
    },
  };
});

const { NodeStreams, OutputClosed, readInput } = await import("../../runtime/node/streams.ts");

beforeEach(() => {
  script.steps = [];
  script.written = [];
  script.calls = 0;
});

describe("NodeStreams.write()", () => {
  it.each([
    ["stdout", 1],
    ["stderr", 2],
  ] as const)("writes %s to descriptor %i", (stream, fd) => {
    script.steps = [3];
    new NodeStreams().write(stream, Uint8Array.of(1, 2, 3));
    expect(script.written).toEqual([[fd, [1, 2, 3]]]);
  });

  it("goes on where the host stopped", () => {
    script.steps = [2, 1, 5];
    new NodeStreams().write("stdout", Uint8Array.of(1, 2, 3, 4, 5));
    expect(script.written.map(([, bytes]) => bytes)).toEqual([[1, 2], [3], [4, 5]]);
  });

  it("waits while the reader is slow, and loses nothing", () => {
    script.steps = ["EAGAIN", 1, "EAGAIN", "EAGAIN", 1];
    new NodeStreams().write("stdout", Uint8Array.of(1, 2));
    expect(script.written.map(([, bytes]) => bytes)).toEqual([[1], [2]]);
  });

  it("does not ask the host to write nothing", () => {
    new NodeStreams().write("stdout", new Uint8Array(0));
    expect(script.calls).toBe(0);
  });

  it("ends as a Unix program would when its reader is gone", () => {
    script.steps = ["EPIPE"];
    expect(() => new NodeStreams().write("stdout", Uint8Array.of(1))).toThrow(
      new OutputClosed("Cannot write to stdout: its reader has closed it"),
    );
  });

  it("lets other errors through", () => {
    script.steps = ["ENOSPC"];
    expect(() => new NodeStreams().write("stdout", Uint8Array.of(1))).toThrow("ENOSPC");
  });
});

describe("readInput()", () => {
  it("answers what the host has", () => {
    script.steps = [3];
    expect(readInput()).toEqual(Uint8Array.of(7, 7, 7));
  });

  it("waits until there is something", () => {
    script.steps = ["EAGAIN", "EAGAIN", 1];
    expect(readInput()).toEqual(Uint8Array.of(7));
  });

  it.each<[string, number | string]>([
    ["0 bytes", 0],
    ["EOF, as Windows says", "EOF"],
    ["a closed standard input", "EBADF"],
    ["a terminal that is gone", "EIO"],
    ["a directory as standard input", "EISDIR"],
  ])("%s is the end", (_what, step) => {
    script.steps = [step];
    expect(readInput()).toBeUndefined();
  });

  it("lets other errors through", () => {
    script.steps = ["ENXIO"];
    expect(() => readInput()).toThrow("ENXIO");
  });
});
