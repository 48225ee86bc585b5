import { Directory, File } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { O_CLOEXEC } from "../../../runtime/abi/flags.ts";
import { digest } from "../../../runtime/kernel/digest.ts";
import { addPreopens } from "../../../runtime/kernel/files/root.ts";
import { copyGraph } from "../../../runtime/kernel/snapshot.ts";
import { AT_FDCWD, RESULT, Rig } from "../rig.ts";

const tree = (entries: Record<string, string>) =>
  new Directory(
    new Map(Object.entries(entries).map(([name, text]) => [name, new File(new TextEncoder().encode(text))])),
  );

describe("createRoot", () => {
  it("shows bin, dev, proc and tmp, and the program in bin", () => {
    const rig = new Rig();
    expect([rig.names("/"), rig.names("/bin"), rig.names("/tmp"), rig.contents("/bin/guest")]).toEqual([
      ["bin", "tmp", "dev", "proc"],
      ["guest"],
      [],
      "\0a",
    ]);
    expect(rig.names("/dev")).toEqual(["null", "zero", "random", "urandom", "tty", "stdin", "stdout", "stderr", "shm"]);
  });

  it("takes a user's files as its own copy", () => {
    const files = tree({ a: "1" });
    const rig = new Rig({ mounts: [{ at: "/deep/er/data", files }] });
    rig.write(rig.create("/deep/er/data/a"), "changed");
    rig.create("/deep/er/data/new");
    expect(rig.names("/deep/er/data")).toEqual(["a", "new"]);
    expect(new TextDecoder().decode((files.contents.get("a") as File).data)).toBe("1");
  });

  it("keeps bin, dev and tmp with a user's root, and a mount within a mount", () => {
    const mounts = [
      { at: "/data/inner", files: tree({ i: "inner" }) },
      { at: "/", files: tree({ top: "root" }) },
      { at: "/data", files: tree({ inner: "hidden", o: "outer" }) },
    ];
    const rig = new Rig({ mounts });
    expect(rig.names("/")).toEqual(["top", "bin", "tmp", "dev", "proc", "data"]);
    expect([rig.contents("/data/o"), rig.contents("/data/inner/i"), rig.contents("/data/inner/../o")]).toEqual([
      "outer",
      "inner",
      "outer",
    ]);
    expect(rig.names("/data")).toEqual(["o", "inner"]);
  });

  it("leaves a read-only File read-only", () => {
    const files = new Directory(new Map([["ro", new File([65], { readonly: true })]]));
    const rig = new Rig({ mounts: [{ at: "/m", files }] });
    expect([rig.open("/m/ro", { write: true }), rig.contents("/m/ro")]).toEqual(["EACCES", "A"]);
  });

  it.each(["relative", "/a/../b"])("refuses to mount at %s", (at) => {
    expect(() => new Rig({ mounts: [{ at, files: tree({}) }] })).toThrow(`Cannot mount at "${at}"`);
  });
});

describe("preopened directories", () => {
  const prestat = (rig: Rig, fd: number) => {
    const answer = rig.say("fd_prestat_get", fd, RESULT);
    return answer === 0 ? [rig.u32(), rig.u32(RESULT + 4)] : answer;
  };

  it("are the root at 3, until use_cwd", () => {
    const rig = new Rig();
    expect([prestat(rig, 2), prestat(rig, 3), prestat(rig, 4)]).toEqual([[255, 0], [0, 1], "EBADF"]);
    expect(rig.say("fd_prestat_dir_name", 3, 0x70000, 1)).toBe(0);
    expect(rig.text(0x70000, 1)).toBe("/");
    expect(rig.say("fd_prestat_dir_name", 3, 0x70000, 0)).toBe("ENAMETOOLONG");
    expect(rig.say("use_cwd")).toBe(0);
    expect([prestat(rig, 3), rig.open("/tmp")]).toEqual(["EBADF", 3]);
  });

  it("can be found behind descriptors that an exec'ed program inherits", () => {
    const rig = new Rig();
    rig.call("use_cwd");
    rig.pipe();
    addPreopens(rig.kernel, rig.process);
    addPreopens(rig.kernel, rig.process);
    expect([3, 4, 5, 6].map((fd) => prestat(rig, fd))).toEqual([[255, 0], [255, 0], [0, 1], "EBADF"]);
  });
});

describe("a world with files", () => {
  it("is data: a copy has the same hash, and goes its own way", () => {
    const rig = new Rig({ mounts: [{ at: "/m", files: tree({ a: "1" }) }] });
    const fd = rig.create("/m/b");
    const [out, into] = rig.pipe(O_CLOEXEC);
    rig.write(into, "in the pipe");
    rig.open("/dev/zero");
    rig.open("/m");
    rig.call("chdir", "/m");
    rig.call("path_symlink", "a", AT_FDCWD, "l");
    rig.world.input.push(new Uint8Array([1]));
    const before = digest(rig.world);
    const copy = copyGraph({ world: rig.world, process: rig.process });
    expect(digest(copy.world)).toBe(before);

    rig.write(fd, "changed");
    rig.read(out);
    expect(digest(copy.world)).toBe(before);
    rig.kernel.world = copy.world;
    rig.process = copy.process;
    expect([rig.contents("/m/b"), rig.read(out), rig.contents("l")]).toEqual(["", "in the pipe", "1"]);
    rig.write(fd, "anew");
    expect(rig.contents("b")).toBe("anew");
  });
});
