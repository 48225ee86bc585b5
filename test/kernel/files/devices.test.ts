import { describe, expect, it } from "vitest";
import { ENDLESS_READ_MAX } from "../../../runtime/kernel/files/devices.ts";
import { RESULT, Rig } from "../rig.ts";

const CHARACTER_DEVICE = 2;
const SEEK_AND_TELL = 0x24n;
const rights = (rig: Rig, fd: number) => {
  rig.call("fd_fdstat_get", fd, RESULT);
  return rig.u64(RESULT + 8);
};
/** What wasi-libc's isatty looks at. */
const isatty = (rig: Rig, fd: number) => {
  const canSeek = (rights(rig, fd) & SEEK_AND_TELL) !== 0n;
  return rig.bytes[RESULT] === CHARACTER_DEVICE && !canSeek;
};

describe("/dev", () => {
  it("null is empty and takes everything, and is no terminal", () => {
    const rig = new Rig();
    const fd = rig.open("/dev/null", { write: true }) as number;
    expect([rig.read(fd), rig.write(fd, "gone"), rig.read(fd), rig.seek(fd, 9n)]).toEqual(["", 4, "", 0n]);
    expect(isatty(rig, fd)).toBe(false);
  });

  it("zero never ends, but one read does", () => {
    const rig = new Rig();
    const fd = rig.open("/dev/zero") as number;
    expect(rig.read(fd, 3)).toBe("\0\0\0");
    rig.call("fd_read", fd, ...rig.iovec(0, rig.bytes.length), RESULT); // over the iovec itself: no harm
    expect(ENDLESS_READ_MAX).toBeGreaterThanOrEqual(65536);
  });

  it("urandom gives what the schedule says", () => {
    const rig = new Rig();
    expect(rig.read(rig.open("/dev/urandom") as number, 6)).toBe("\x01\x01\x01\x01\x02\x02");
  });

  it("tty is there only with a terminal", () => {
    expect(new Rig().open("/dev/tty")).toBe("ENXIO");
    const rig = new Rig({ terminals: { stdin: true } });
    const fd = rig.open("/dev/tty", { write: true }) as number;
    rig.write(fd, "prompt");
    expect(rig.read(fd)).toBe("<WAIT>");
    rig.type("y\n");
    expect([rig.output.text.stdout, rig.read(fd), isatty(rig, fd)]).toEqual(["prompt", "y\n", true]);
  });

  it("stdout is descriptor 1 of whoever opens it", () => {
    const rig = new Rig();
    rig.write(rig.open("/dev/stdout", { read: false, write: true }) as number, "there");
    expect(rig.output.text.stdout).toBe("there");
    expect(rig.open("/dev/stdout", { read: true })).toBe("EACCES");
    rig.call("fd_close", 0);
    expect(rig.open("/dev/stdin")).toBe("ENXIO");
  });

  it("says by isatty which stream is a terminal", () => {
    const rig = new Rig({ terminals: { stdout: true } });
    expect([0, 1, 2].map((fd) => isatty(rig, fd))).toEqual([false, true, false]);
  });
});
