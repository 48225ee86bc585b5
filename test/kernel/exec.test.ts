import { describe, expect, it, test } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { FD_CLOEXEC } from "../../runtime/abi/flags.ts";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { HOST, REPLACED } from "../../runtime/kernel/answer.ts";
import { digest } from "../../runtime/kernel/digest.ts";
import { ignores } from "../../runtime/kernel/dispositions.ts";
import { execute } from "../../runtime/kernel/exec.ts";
import type { MemoryDirectory } from "../../runtime/kernel/files/memory-directory.ts";
import { vfork } from "../../runtime/kernel/fork.ts";

import { DEFAULT_LIMITS, type Limits } from "../../runtime/kernel/limits.ts";
import { imageOf, type Process } from "../../runtime/kernel/process.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { World } from "../../runtime/kernel/world.ts";
import {
  addFile,
  forkOf,
  handle,
  ignore,
  makeImage,
  makeKernel,
  openFile,
  text,
  transcript,
} from "./world-for-tests.ts";

/** A root with `program` (2 pages), `broken`, `coming` (the host prepares it), `folder`, and scripts. */
function makeExec(limits: Partial<Limits> = {}) {
  const made = makeKernel({ ...DEFAULT_LIMITS, ...limits });
  const { kernel, world, first, programs } = made;
  const image = makeImage(2, "another");
  programs.set("a program", image);
  programs.set("coming", undefined);
  for (const [name, content] of Object.entries({
    program: "a program",
    coming: "coming",
    broken: "nothing that runs",
    empty: "",
    script: "#!/program\nrest",
    argument: "#! /program  -a  b \nrest",
    "no-newline": "#!/program",
    loop: "#!/loop\n",
    lost: "#!/nowhere\n",
    nothing: "#! \n",
    1: "#!/program\n",
    2: "#!/1\n",
    3: "#!/2\n",
    4: "#!/3\n",
    5: "#!/4\n",
  })) {
    addFile(world, name, content);
  }
  (world.root.inode as MemoryDirectory).createDirectory("folder");
  const run = (path: string, args: string[] = [path]) => execute(kernel, first, path, args, ["K=v"]);
  return { ...made, image, run };
}

/** All that a process knows; that somebody has asked for memory is no part of it. */
const seen = (process: Process) => digest(process, new Map([[World, new Set(["spent"])]]));

describe("execute()", () => {
  it("puts another program into the process", () => {
    const { run, first, image, world, events } = makeExec();
    expect(run("/program", ["p", "-l"])).toBe(REPLACED);
    expect(first).toMatchObject({
      program: "/program",
      args: ["p", "-l"],
      environment: ["K=v"],
      resume: { kind: "start" },
    });
    expect(imageOf(first)).toBe(image);
    expect(world.pagesUsed).toBe(32);
    expect(transcript(events)).toEqual(['exec 2 {"args":["p","-l"]}']);
  });

  it("keeps pid, parent, group, directory, the mask, pending and ignored signals; handlers are no more", () => {
    const { run, first, world, kernel } = makeExec();
    first.group = 9;
    first.signals.blocked = signalSet(Signal.SIGTERM);
    raise(kernel, first, Signal.SIGTERM, "test");
    ignore(first, Signal.SIGINT);
    handle(first, Signal.SIGUSR1);
    run("/program");
    expect(first).toMatchObject({
      pid: 2,
      parent: 1,
      group: 9,
      cwd: world.root,
      signals: { blocked: signalSet(Signal.SIGTERM), pending: { set: signalSet(Signal.SIGTERM) } },
    });
    expect([ignores(first, Signal.SIGINT), first.signals.dispositions.handled]).toEqual([true, 0n]);
  });

  it("closes the descriptors marked CLOEXEC, and no other", () => {
    const { run, first } = makeExec();
    const [kept, closed] = [openFile(), openFile()];
    first.descriptors.set(0, kept);
    first.descriptors.set(1, closed, FD_CLOEXEC);
    run("/program");
    expect([first.descriptors.get(0)?.file, first.descriptors.get(1), closed.fd.closed, kept.fd.closed]).toEqual([
      kept,
      undefined,
      1,
      0,
    ]);
  });

  it("offers the root as a preopened directory again, once", () => {
    const { run, first } = makeExec();
    run("/program");
    run("/program");
    expect(first.descriptors.entries().map(([fd, { file }]) => [fd, file.preopen])).toEqual([[3, "/"]]);
  });

  it("finds a relative path from the current directory", () => {
    expect(makeExec().run("./program")).toBe(REPLACED);
  });

  it("tells the host what to prepare, and leaves everything as it is until the call is made again", () => {
    const { run, kernel, programs, first } = makeExec();
    const before = imageOf(first);
    expect(run("/coming")).toBe(HOST);
    expect(kernel.wanted).toEqual({ bytes: text("coming"), name: "/coming" });
    expect(imageOf(first)).toBe(before);
    programs.set("coming", makeImage());
    expect(run("/coming")).toBe(REPLACED);
  });
});

describe("a #! line", () => {
  it.each([
    ["names the interpreter", "/script", ["s", "x"], ["/program", "/script", "x"]],
    ["may have one argument, with spaces inside it", "/argument", ["s", "x"], ["/program", "-a  b", "/argument", "x"]],
    ["may be the whole file", "/no-newline", ["s"], ["/program", "/no-newline"]],
    ["may lead to another script", "/2", ["s", "x"], ["/program", "/1", "/2", "x"]],
    ["four times", "/4", ["s"], ["/program", "/1", "/2", "/3", "/4"]],
    ["when there are no arguments at all", "/script", [], ["/program", "/script"]],
  ])("%s", (_what, path, args, ran) => {
    const { run, first } = makeExec();
    expect(run(path, args)).toBe(REPLACED);
    expect([first.args, first.program]).toEqual([ran, "/program"]);
  });

  it("is looked at for 256 bytes, not more", () => {
    const { run, world, programs } = makeExec();
    const long = `#!/program ${"x".repeat(1000)}\n`;
    addFile(world, "long", long);
    expect(run("/long")).toBe(REPLACED);
    addFile(world, "far", `#!${" ".repeat(300)}/program\n`);
    expect(run("/far")).toBe(-Errno.ENOEXEC);
    programs.clear();
  });
});

describe("execute() fails, and leaves the caller as it was,", () => {
  it.each<[string, string, number]>([
    ["there is no such file", "/nowhere", Errno.ENOENT],
    ["the path is empty", "", Errno.ENOENT],
    ["a directory on the way is not there", "/nowhere/program", Errno.ENOENT],
    ["a file stands where a directory should", "/program/x", Errno.ENOTDIR],
    ["it is a directory", "/folder", Errno.EACCES],
    ["the path is too long", `/${"x/".repeat(3000)}`, Errno.ENAMETOOLONG],
    ["it is not a program", "/broken", Errno.ENOEXEC],
    ["it is empty", "/empty", Errno.ENOEXEC],
    ["its #! line names nothing", "/nothing", Errno.ENOEXEC],
    ["its interpreter is not there", "/lost", Errno.ENOENT],
    ["its interpreter is itself", "/loop", Errno.ELOOP],
    ["five #! lines lead on from each other", "/5", Errno.ELOOP],
  ])("when %s", (_when, path, errno) => {
    const { run, first, kernel } = makeExec();
    first.descriptors.add(openFile(), FD_CLOEXEC);
    const before = seen(first);
    expect(run(path)).toBe(-errno);
    expect([seen(first), kernel.wanted]).toEqual([before, undefined]);
  });

  it("when the program's memory does not fit into the world's: ENOMEM", () => {
    const { run, first, world } = makeExec({ memory: 65536 });
    const before = seen(first);
    expect(run("/program")).toBe(-Errno.ENOMEM);
    expect([seen(first), world.pagesUsed]).toEqual([before, 16]);
  });

  it("when only what the caller shares would make room for it: ENOMEM, while the others live", () => {
    const { run, first, world, kernel } = makeExec({ memory: 2 * 65536 });
    forkOf(kernel, first, vfork);
    const before = seen(first);
    expect([run("/program"), seen(first), world.pagesUsed]).toEqual([-Errno.ENOMEM, before, 16]);
  });

  it("but what the caller itself uses counts as free then", () => {
    const { run, world } = makeExec({ memory: 2 * 65536 });
    expect(run("/program")).toBe(REPLACED);
    expect(world.pagesUsed).toBe(32);
  });
});

test("those who watch hear why a file is not a program", () => {
  const { run, events } = makeExec();
  run("/broken");
  expect(events).toEqual([{ kind: "refused", pid: 2, path: "/broken", why: "it is not a program" }]);
});
