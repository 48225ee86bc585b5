import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import type { HostStat } from "../../runtime/kernel/files/host.ts";
import { NodeHostFiles } from "../../runtime/node/host-files.ts";

let base = "";
let files: NodeHostFiles;
const READ = { read: true, write: false, create: false, truncate: false };

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "prong-test-")));
  mkdirSync(join(base, "in", "sub"), { recursive: true });
  mkdirSync(join(base, "out"));
  writeFileSync(join(base, "out", "secret"), "secret");
  writeFileSync(join(base, "in", "file"), "content");
  symlinkSync("../out", join(base, "in", "link"));
  symlinkSync("../out/secret", join(base, "in", "filelink"));
  files = new NodeHostFiles(join(base, "in"));
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

describe("NodeHostFiles", () => {
  it.each([
    ["..", Errno.EINVAL],
    [".", Errno.EINVAL],
    ["sub/../file", Errno.EINVAL],
    ["sub//file", Errno.EINVAL],
    ["/etc/passwd", Errno.EINVAL],
    ["a\0b", Errno.EINVAL],
    ["link/secret", Errno.ENOTCAPABLE],
    ["filelink", Errno.ELOOP],
    ["none", Errno.ENOENT],
    ["sub", Errno.ENXIO],
  ])("refuses to open %j, whoever asks", (path, errno) => {
    expect(files.open(path, READ)).toBe(-errno);
  });

  it("refuses every operation through a link", () => {
    const inside = "link/x";
    expect([
      files.stat(inside),
      files.list("link"),
      files.list(inside),
      files.makeDirectory(inside, 0o777),
      files.setMode("link/secret", 0o600),
      files.removeDirectory(inside),
      files.unlink("link/secret"),
      files.rename("link/secret", "mine"),
      files.rename("file", inside),
      files.link("link/secret", "mine"),
      files.link("file", inside),
      files.symlink("x", inside),
      files.readLink(inside),
      files.setTimes("link/secret", 0n, 0n),
      files.open(inside, { ...READ, write: true, create: true }),
    ]).toEqual(Array(15).fill(-Errno.ENOTCAPABLE));
  });

  it("sees a link as a link", () => {
    expect(files.stat("link")).toMatchObject({ kind: "symbolic link" });
    expect(files.readLink("link")).toBe("../out");
  });

  it("reads and writes at offsets", () => {
    const handle = files.open("file", { ...READ, write: true });
    expect(files.write(handle, new TextEncoder().encode("XY"), 3)).toBe(2);
    const into = new Uint8Array(20);
    expect(files.read(handle, into, 0)).toBe(7);
    expect(new TextDecoder().decode(into.subarray(0, 7))).toBe("conXYnt");
    expect([files.truncate(handle, 1), files.sync(handle), files.close(handle)]).toEqual([0, 0, 0]);
    expect(files.stat("file")).toMatchObject({ size: 1n, kind: "file", links: 1n });
  });

  it("never gives a handle twice: a closed one is stale", () => {
    const handle = files.open("file", READ);
    files.close(handle);
    const other = files.open("file", READ);
    expect(other).not.toBe(handle);
    expect([files.read(handle, new Uint8Array(1), 0), files.close(handle)]).toEqual([-Errno.ESTALE, -Errno.ESTALE]);
    files.close(other);
  });

  it("makes a file only where nothing has the name", () => {
    const create = { ...READ, write: true, create: true };
    expect(files.open("file", create)).toBe(-Errno.EEXIST);
    expect(files.open("filelink", create)).toBe(-Errno.EEXIST);
    expect(files.close(files.open("new", create))).toBe(0);
  });

  it.skipIf(platform() === "win32")("has the host's modes, makes files with any, and changes those of no link", () => {
    const create = { ...READ, write: true, create: true, mode: 0o606 };
    files.close(files.open("new", create));
    files.makeDirectory("made", 0o707);
    expect(files.setMode("file", 0o4711)).toBe(0);
    expect(["new", "made", "file"].map((path) => (files.stat(path) as HostStat).mode?.toString(8))).toEqual([
      "100606",
      "40707",
      "104711",
    ]);
    expect(files.setMode("filelink", 0o777)).toBe(-Errno.ENOTSUP);
  });

  it("throws for what is not a directory", () => {
    expect(() => new NodeHostFiles(join(base, "none"))).toThrow();
    expect(() => new NodeHostFiles(join(base, "in", "file"))).toThrow("is not a directory");
  });
});
