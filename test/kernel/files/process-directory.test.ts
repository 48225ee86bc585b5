import { describe, expect, it } from "vitest";
import { digest } from "../../../runtime/kernel/digest.ts";
import { endProcess } from "../../../runtime/kernel/exit.ts";
import { copyGraph } from "../../../runtime/kernel/snapshot.ts";
import { AT_FDCWD, RESULT, Rig } from "../rig.ts";

function readLink(rig: Rig, path: string): string {
  const answer = rig.say("path_readlink", AT_FDCWD, path, RESULT + 0x100, 200, RESULT);
  return answer === 0 ? rig.text(RESULT + 0x100, rig.u32()) : `<${answer}>`;
}

describe("/proc", () => {
  it("shows each process by its pid, in order, and self to everybody his own", () => {
    const rig = new Rig();
    const child = rig.fork();
    expect(rig.names("/proc")).toEqual(["self", "2", "3"]);
    expect([readLink(rig, "/proc/self"), rig.as(child, () => readLink(rig, "/proc/self"))]).toEqual(["2", "3"]);
    expect(rig.as(child, () => rig.contents("/proc/self/stat"))).toMatch(/^3 \(guest\) R 2 2 2 /);
    expect(rig.stat("/proc/4")).toBe("ENOENT");
    expect(rig.stat("/proc/02")).toBe("ENOENT");
  });

  it("shows of a process its texts, links and descriptors", () => {
    const rig = new Rig({ args: ["/bin/guest", "two words"], environment: ["A=1", "B="] });
    expect(rig.names("/proc/2", 200)).toEqual([
      "fd",
      "environ",
      "status",
      "comm",
      "cmdline",
      "stat",
      "cwd",
      "root",
      "exe",
    ]);
    expect(rig.contents("/proc/2/cmdline")).toBe("/bin/guest\0two words\0");
    expect(rig.contents("/proc/2/environ")).toBe("A=1\0B=\0");
    expect(rig.contents("/proc/2/comm")).toBe("guest\n");
    rig.call("chdir", "/tmp");
    expect(["cwd", "root", "exe"].map((name) => readLink(rig, `/proc/2/${name}`))).toEqual(["/tmp", "/", "/bin/guest"]);
  });

  it("leads by cwd and root where they are", () => {
    const rig = new Rig();
    rig.write(rig.create("/tmp/file"), "found");
    rig.call("chdir", "/tmp");
    expect([rig.contents("/proc/self/cwd/file"), rig.contents("/proc/2/root/tmp/file")]).toEqual(["found", "found"]);
    expect(rig.contents("/proc/2/cwd/../proc/2/comm")).toBe("guest\n");
  });

  it("names what descriptors are: a path, or the inode of what has none", () => {
    const rig = new Rig();
    rig.call("use_cwd");
    const [out, into] = rig.pipe();
    const file = rig.create("/tmp/file");
    expect(rig.names("/proc/self/fd")).toEqual(["0", "1", "2", "3", "4", "5", "6"]); // 6 is the directory itself
    expect(readLink(rig, `/proc/self/fd/${file}`)).toBe("/tmp/file");
    expect(readLink(rig, `/proc/self/fd/${out}`)).toMatch(/^pipe:\[\d+\]$/);
    expect(readLink(rig, `/proc/self/fd/${into}`)).toBe(readLink(rig, `/proc/self/fd/${out}`));
    expect(readLink(rig, "/proc/self/fd/0")).toMatch(/^stream:\[\d+\]$/);
    expect(readLink(rig, "/proc/self/fd/99")).toBe("<ENOENT>");
  });

  it("says that a terminal is one", () => {
    const rig = new Rig({ terminals: { stdin: true } });
    expect([readLink(rig, "/proc/2/fd/0"), readLink(rig, "/proc/2/fd/1")]).toEqual([
      "/dev/pts/0",
      expect.stringMatching(/^stream:/),
    ]);
  });

  it("shows a zombie without memory, links or words, and nothing of whom somebody has waited for", () => {
    const rig = new Rig();
    const child = rig.fork();
    child.parent = 2;
    rig.process.children.add(child.pid);
    const fd = rig.open("/proc/3", { oflags: 2 }) as number;
    endProcess(rig.kernel, child, { code: 3 });
    expect(rig.contents("/proc/3/stat")).toMatch(/^3 \(guest\) Z 2 .* 768\n$/);
    expect([rig.contents("/proc/3/cmdline"), readLink(rig, "/proc/3/cwd"), rig.names("/proc/3/fd")]).toEqual([
      "",
      "<ENOENT>",
      [],
    ]);
    rig.world.processes.delete(3);
    expect(rig.contents("/proc/3/stat")).toBe("<ENOENT>");
    expect(rig.say("fd_readdir", fd, RESULT + 0x100, 100, 0n, RESULT)).toBe("ENOENT");
  });

  it("is mounted in a user's own root, too, and is data", () => {
    const rig = new Rig();
    rig.call("chdir", "/proc/self/fd");
    rig.open("/proc/self/status");
    const before = digest(rig.world);
    expect(digest(copyGraph({ world: rig.world }).world)).toBe(before);
  });
});
