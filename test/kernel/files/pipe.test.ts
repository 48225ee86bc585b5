import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { F_GETPIPE_SZ, F_SETPIPE_SZ, O_NONBLOCK, PIPE_BUF, PIPE_CAPACITY } from "../../../runtime/abi/flags.ts";
import { Signal } from "../../../runtime/abi/signal.ts";
import { ENDED, WAIT } from "../../../runtime/kernel/answer.ts";
import { Dispositions } from "../../../runtime/kernel/dispositions.ts";
import { makePipe } from "../../../runtime/kernel/files/pipe.ts";
import { DEFAULT_LIMITS } from "../../../runtime/kernel/limits.ts";
import { World } from "../../../runtime/kernel/world.ts";
import { RESULT, Rig } from "../rig.ts";
import { ignore } from "../world-for-tests.ts";

const AGAIN = 6;
const PIPE = 64;

describe("Pipe", () => {
  it("hands over what was written, in order", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    expect(rig.write(into, "one ")).toBe(4);
    expect(rig.write(into, "two")).toBe(3);
    expect(rig.read(out, 5)).toBe("one t");
    expect(rig.read(out)).toBe("wo");
  });

  it("answers 0 once the last writer closes, and not before", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    const child = rig.fork();
    rig.call("fd_close", into);
    expect(rig.read(out)).toBe("<WAIT>");
    expect(rig.process.state).toMatchObject({ kind: "waiting", on: [{ name: "pipe 1 to have data" }] });
    rig.as(child, () => rig.call("fd_close", into));
    expect(rig.process.state.kind).toBe("runnable");
    expect(rig.read(out)).toBe("");
  });

  it("wakes a reader that sleeps when data comes", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    const child = rig.fork();
    expect(rig.as(child, () => rig.read(out))).toBe("<WAIT>");
    rig.write(into, "x");
    expect(child.state.kind).toBe("runnable");
    expect(rig.as(child, () => rig.read(out))).toBe("x");
  });

  it("kills a writer without readers by SIGPIPE, or answers EPIPE where that is ignored", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    rig.call("fd_close", out);
    ignore(rig.process, Signal.SIGPIPE);
    expect(rig.write(into, "x")).toBe("EPIPE");
    rig.process.signals.dispositions = Dispositions.DEFAULT;
    expect(rig.write(into, "x")).toBe("ENDED");
    expect(rig.process.state).toEqual({ kind: "zombie", end: { signal: Signal.SIGPIPE } });
  });

  it("can be made to hold more or less, in powers of two of pages", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe(O_NONBLOCK);
    const resize = (size: number) => rig.say("fcntl", out, F_SETPIPE_SZ, size);
    expect([rig.say("fcntl", into, F_GETPIPE_SZ, 0), resize(0), resize(5000), resize(1 << 20)]).toEqual([
      PIPE_CAPACITY,
      4096,
      8192,
      1 << 20,
    ]);
    expect([resize((1 << 20) + 1), resize(-1), rig.say("fcntl", 0, F_GETPIPE_SZ, 0)]).toEqual([
      "EPERM",
      "EINVAL",
      "EBADF",
    ]);
    resize(4096);
    expect([
      rig.write(into, "x".repeat(5000)),
      rig.write(into, "x"),
      resize(8192),
      rig.write(into, "x"),
      resize(4096),
    ]).toEqual([4096, "EAGAIN", 8192, 1, "EBUSY"]);
  });

  it("makes a long write wait in the middle and go on where it was", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    const child = rig.fork();
    const data = new Uint8Array(PIPE_CAPACITY + 10_000).map((_, i) => i * 7);
    expect(rig.write(into, data)).toBe("WAIT");
    expect(rig.process.progress).toBe(PIPE_CAPACITY);
    const got: number[] = [];
    const drain = () =>
      rig.as(child, () => {
        rig.call("fd_read", out, ...rig.iovec(0x40000, 50_000), RESULT);
        got.push(...rig.bytes.slice(0x40000, 0x40000 + rig.u32()));
      });
    drain();
    expect(rig.process.state.kind).toBe("runnable");
    expect(rig.write(into, data)).toBe(data.length);
    drain();
    expect(got).toEqual([...data]);
  });

  it("answers EAGAIN instead of waiting with O_NONBLOCK, and writes what fits of a long write", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe(O_NONBLOCK);
    expect(rig.read(out)).toBe("<EAGAIN>");
    expect(rig.write(into, new Uint8Array(PIPE_CAPACITY - 100))).toBe(PIPE_CAPACITY - 100);
    expect(rig.write(into, new Uint8Array(101))).toBe("EAGAIN");
    expect(rig.write(into, new Uint8Array(PIPE_BUF + 1))).toBe(100);
    expect(rig.write(into, "x")).toBe("EAGAIN");
  });

  it("wakes a writer that waits when the last reader closes", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    const child = rig.fork();
    rig.as(child, () => rig.call("fd_close", out));
    rig.as(child, () => rig.write(into, new Uint8Array(PIPE_CAPACITY)));
    expect(rig.as(child, () => rig.call("fd_write", into, ...rig.iovec(0x40000, 1), RESULT))).toBe(WAIT);
    rig.call("fd_close", out);
    expect(child.state.kind).toBe("runnable");
    expect(rig.as(child, () => rig.call("fd_write", into, ...rig.iovec(0x40000, 1), RESULT))).toBe(ENDED);
  });

  it("answers 0 to a write of nothing even without readers", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    rig.call("fd_close", out);
    expect(rig.write(into, "")).toBe(0);
  });

  it("is a queue of bytes that never splits a short write, whatever is written and read", () => {
    const step = fc.oneof(
      fc.record({ write: fc.oneof(fc.nat(200), fc.nat(PIPE_BUF + 1), fc.nat(PIPE_CAPACITY * 2)) }),
      fc.record({ read: fc.oneof(fc.nat(200), fc.nat(PIPE_CAPACITY * 2)) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { reader, writer } = makePipe(new World(DEFAULT_LIMITS));
        let model: number[] = [];
        let next = 0;
        for (const one of steps) {
          if ("write" in one) {
            const data = Uint8Array.from({ length: one.write }, () => next++);
            const room = PIPE_CAPACITY - model.length;
            const fits = one.write <= PIPE_BUF ? (one.write <= room ? one.write : 0) : Math.min(one.write, room);
            const { ret, nwritten } = writer.fd_write(data);
            expect([ret, nwritten]).toEqual([fits === 0 && one.write > 0 ? AGAIN : 0, fits]);
            model = [...model, ...data.subarray(0, fits)];
          } else {
            const { ret, data } = reader.fd_read(one.read);
            const expected = model.slice(0, one.read);
            expect(ret).toBe(model.length === 0 && one.read > 0 ? AGAIN : 0);
            expect(Buffer.from(data).equals(Buffer.from(expected))).toBe(true);
            model = model.slice(one.read);
          }
          expect(reader.node.bytesWritten - reader.node.bytesRead).toBe(model.length);
        }
        reader.fd_close();
        expect(writer.fd_write(new Uint8Array(1)).ret).toBe(PIPE);
      }),
      { numRuns: 50 },
    );
  });
});
