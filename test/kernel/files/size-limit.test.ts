import { describe, expect, it } from "vitest";
import { RLIM_INFINITY, RLIMIT_FSIZE } from "../../../runtime/abi/resource.ts";
import { Signal } from "../../../runtime/abi/signal.ts";
import { ignore } from "../ignore-signals.ts";
import { Rig } from "../rig.ts";

const APPEND = 1;

/** A process whose files may have ten bytes, with one that has eight. */
function limited(fdflags = 0): { rig: Rig; fd: number } {
  const rig = new Rig();
  rig.process.limits = rig.process.limits.with(RLIMIT_FSIZE, { soft: 10n, hard: RLIM_INFINITY });
  ignore(rig.process, Signal.SIGXFSZ);
  rig.write(rig.create("/f"), "12345678");
  return { rig, fd: rig.open("/f", { write: true, fdflags }) as number };
}

describe("RLIMIT_FSIZE", () => {
  it("cuts off a write that begins below it, and refuses one at it", () => {
    const { rig, fd } = limited();
    rig.seek(fd, 8n);
    expect([rig.write(fd, "abcd"), rig.write(fd, "e"), rig.write(fd, "")]).toEqual([2, "EFBIG", 0]);
    expect(rig.contents("/f")).toBe("12345678ab");
    expect(rig.events.filter(({ kind }) => kind === "signal")).toHaveLength(1);
  });

  it("looks at the end of a file that is appended to", () => {
    const { rig, fd } = limited(APPEND);
    expect([rig.write(fd, "abcd"), rig.write(fd, "e")]).toEqual([2, "EFBIG"]);
  });

  it("looks at the offset of pwrite", () => {
    const { rig, fd } = limited();
    const at = (offset: bigint) => rig.say("fd_pwrite", fd, ...rig.iovec(0x2000, 5), offset, 0x80000);
    expect([at(8n), rig.u32(), at(10n), at(2n ** 62n)]).toEqual([0, 2, "EFBIG", "EFBIG"]);
  });

  it("lets a file become smaller, and never larger than it", () => {
    const { rig, fd } = limited();
    const resize = (size: bigint) => rig.say("fd_filestat_set_size", fd, size);
    expect([resize(10n), resize(11n), resize(3n), rig.say("fd_allocate", fd, 5n, 6n)]).toEqual([
      0,
      "EFBIG",
      0,
      "EFBIG",
    ]);
  });

  it("is nothing to a pipe", () => {
    const { rig } = limited();
    expect(rig.write(rig.pipe()[1], "more than ten bytes")).toBe(19);
  });

  it("is the end of a process that does not mind its signal", () => {
    const { rig, fd } = limited();
    rig.seek(fd, 10n);
    rig.process.signals.dispositions = rig.fork().signals.dispositions;
    expect(rig.write(fd, "x")).toBe("ENDED");
    expect(rig.process.state).toMatchObject({ kind: "zombie", end: { signal: Signal.SIGXFSZ } });
  });
});
