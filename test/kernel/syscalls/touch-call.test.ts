import { describe, expect, it, test } from "vitest";
import {
  AT_FDCWD,
  F_DUPFD,
  F_GETFL,
  F_SETFL,
  F_SETPIPE_SZ,
  FD_CLOEXEC,
  O_NONBLOCK,
} from "../../../runtime/abi/flags.ts";
import { RLIMIT_NPROC } from "../../../runtime/abi/resource.ts";
import { Signal } from "../../../runtime/abi/signal.ts";
import { SYSCALL_TABLE } from "../../../runtime/abi/syscall-table.ts";
import { WNOHANG } from "../../../runtime/abi/wait-status.ts";
import { endProcess } from "../../../runtime/kernel/exit.ts";
import { touchCall } from "../../../runtime/kernel/syscalls/touch-call.ts";
import { NotedFootprint } from "../noted-footprint.ts";
import { RESULT, Rig } from "../rig.ts";
import { handle } from "../world-for-tests.ts";

/** What a call touches. The rig's process is 2; who is forked is 3. */
function touched(act: (rig: Rig) => unknown, before: (rig: Rig) => void = () => {}) {
  const rig = new Rig();
  rig.call("use_cwd");
  before(rig);
  const footprint = new NotedFootprint();
  rig.kernel.footprint = footprint;
  act(rig);
  return footprint.told();
}

/** A child, or several: the rig makes them without `fork`. */
const withChild = (rig: Rig) => {
  const child = rig.fork();
  rig.process.children.add(child.pid);
  return child;
};

/** Descriptors 3 and 4 are a pipe with two bytes in it. */
const withPipe = (rig: Rig) => {
  rig.pipe();
  rig.write(4, "ab");
};

/** As above, without the numbers of inodes. */
const withoutInodes = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/\b(pipe|of|into|file) \d+/, "$1 N"));

/** What the last descriptor of a pipe's end touches that is closed. */
const CLOSES = ["writes uses of pipe N to write", "counts writers of N"];

describe("a call touches", () => {
  it.each<[call: string, act: (rig: Rig) => unknown, touches: string[], before?: (rig: Rig) => void]>([
    ["getpid", (rig) => rig.call("getpid"), []],
    ["getppid", (rig) => rig.call("getppid"), ["reads parent 2"]],
    ["fork", (rig) => rig.call("fork"), ["writes pids"]],
    ["dup", (rig) => rig.call("dup", 1), []],
    ["write, to stdout", (rig) => rig.write(1, "x"), ["reads flags of stdout", "writes stdout"]],
    ["write, to stderr", (rig) => rig.write(2, "x"), ["reads flags of stderr", "writes stderr"]],
    ["write, to nothing", (rig) => rig.write(9, "x"), []],
    ["read, from stdin", (rig) => rig.read(0), ["reads flags of stdin"]],
    ["pipe2", (rig) => rig.call("pipe2", RESULT, 0), ["writes inodes", "reads clock"]],
    [
      "read, from a pipe",
      (rig) => rig.read(3, 1),
      ["reads flags of pipe N", "reads pipe N", "writes out of N", "awaits byte 0 of N"],
      withPipe,
    ],
    [
      "read, from a pipe, without waiting",
      (rig) => rig.read(3, 1),
      ["reads flags of pipe N", "reads pipe N", "writes out of N", "reads byte 0 of N"],
      (rig) => {
        withPipe(rig);
        rig.call("fcntl", 3, F_SETFL, O_NONBLOCK);
      },
    ],
    [
      "read, from a pipe, while signals are handled",
      (rig) => rig.read(3, 1),
      ["reads flags of pipe N", "reads pipe N", "writes out of N", "reads byte 0 of N"],
      (rig) => {
        withPipe(rig);
        handle(rig.process, Signal.SIGUSR1);
      },
    ],
    [
      "write, to a pipe",
      (rig) => rig.write(4, "c"),
      ["reads flags of pipe N", "reads readers of N", "reads pipe N", "writes into N", "writes byte 2 of N"],
      withPipe,
    ],
    ["close", (rig) => rig.call("fd_close", 4), CLOSES, withPipe],
    [
      "close, of what others have open",
      (rig) => rig.call("fd_close", 4),
      ["reads uses of pipe N to write"],
      (rig) => {
        withPipe(rig);
        rig.fork();
      },
    ],
    ["dup3", (rig) => rig.call("dup3", 3, 4, 0), CLOSES, withPipe],
    ["dup3, of nothing", (rig) => rig.call("dup3", 9, 4, 0), [], withPipe],
    ["fcntl F_GETFL", (rig) => rig.call("fcntl", 3, F_GETFL, 0), ["reads flags of pipe N"], withPipe],
    ["fcntl F_SETFL", (rig) => rig.call("fcntl", 3, F_SETFL, 0), ["writes flags of pipe N"], withPipe],
    ["fcntl F_DUPFD", (rig) => rig.call("fcntl", 3, F_DUPFD, 0), [], withPipe],
    ["fcntl F_SETPIPE_SZ", (rig) => rig.call("fcntl", 3, F_SETPIPE_SZ, 4096), ["writes pipe N"], withPipe],
    [
      "flock",
      (rig) => rig.call("flock", 3, 2),
      ["writes file N", "reads clock", "counts files", "writes uses of file N", "writes locks"],
      (rig) => rig.create("/f"),
    ],
    [
      "kill",
      (rig) => rig.call("kill", 3, Signal.SIGUSR1),
      [
        "reads name 3",
        "reads actions 3",
        "reads life 3",
        "writes pending 3",
        "writes life 3",
        "reads parent 3",
        "reads children 3",
        "writes end 3",
        "reads actions 2",
      ],
      withChild,
    ],
    [
      "kill, of who handles it",
      (rig) => rig.call("kill", 3, Signal.SIGUSR1),
      ["reads name 3", "reads actions 3", "reads life 3", "writes pending 3"],
      (rig) => handle(withChild(rig), Signal.SIGUSR1),
    ],
    ["kill, to ask", (rig) => rig.call("kill", 3, 0), ["reads name 3", "reads actions 3", "reads life 3"], withChild],
    ["kill, of a group", (rig) => rig.call("kill", 0, 0), ["everything"]],
    ["kill, to stop", (rig) => rig.call("kill", 3, Signal.SIGSTOP), ["everything"], withChild],
    ["kill, to go on", (rig) => rig.call("kill", 3, Signal.SIGCONT), ["everything"], withChild],
    ["sigprocmask", (rig) => rig.call("sigprocmask", 0, 0, 0), ["writes actions 2", "writes pending 2"]],
    [
      "wait4",
      (rig) => rig.call("wait4", 3, 0, 0, 0),
      ["reads children 2", "awaits end 3", "writes name 3"],
      (rig) => endProcess(rig.kernel, withChild(rig), { code: 0 }),
    ],
    [
      "wait4, of any of two",
      (rig) => rig.call("wait4", -1, 0, 0, 0),
      ["reads children 2", "reads end 3", "writes name 3"],
      (rig) => {
        const one = withChild(rig);
        withChild(rig);
        endProcess(rig.kernel, one, { code: 0 });
      },
    ],
    [
      "wait4, without waiting",
      (rig) => rig.call("wait4", -1, 0, WNOHANG, 0),
      ["reads children 2", "reads end 3", "reads end 4"],
      (rig) => {
        withChild(rig);
        withChild(rig);
      },
    ],
    ["clock_time_get", (rig) => rig.call("clock_time_get", 1, 0n, RESULT), ["writes clock"]],
    ["random_get", (rig) => rig.call("random_get", RESULT, 4), ["writes chance"]],
    ["getpgid, of itself", (rig) => rig.call("getpgid", 0), []],
    ["getpgid, of another", (rig) => rig.call("getpgid", 3), ["everything"], withChild],
    ["word_change", (rig) => rig.call("word_change", RESULT, 0, 0, 1, 0n), []],
    ["word_change, for a time", (rig) => rig.call("word_change", RESULT, 1, 1, 1, 5n), ["everything"]],
  ])("%s", (_, act, touches, before) => {
    expect(withoutInodes(touched(act, before).touched)).toEqual(touches);
  });
});

describe("who falls asleep", () => {
  it("has touched only what others may change without waking it; the rest it waits for", () => {
    const { touched: made, waits } = touched(
      (rig) => rig.read(3, 1),
      (rig) => rig.pipe(),
    );
    expect(withoutInodes(made)).toEqual(["reads flags of pipe N"]);
    expect(withoutInodes(waits)).toEqual([
      "reads pipe N",
      "reads out of N",
      "reads byte 0 of N",
      "reads writers of N",
      "a signal",
    ]);
  });

  it("waits for the end of any child that is meant", () => {
    const { touched: made, waits } = touched(
      (rig) => rig.call("wait4", -1, 0, 0, 0),
      (rig) => {
        withChild(rig);
        withChild(rig);
      },
    );
    expect([made, waits]).toEqual([[], ["reads children 2", "reads end 3", "reads end 4", "a signal"]]);
  });
});

test("with little room for processes, a fork depends on all that end", () => {
  const little = (rig: Rig) => {
    rig.process.limits = rig.process.limits.with(RLIMIT_NPROC, { soft: 5n, hard: 5n });
  };
  expect(touched((rig) => rig.call("fork"), little).touched).toEqual(["everything"]);
});

test("the descriptors that a program loses by exec are closed", () => {
  const seen = touched(
    (rig) => rig.call("execve", "/none", RESULT, RESULT),
    (rig) => {
      withPipe(rig);
      const entry = rig.process.descriptors.get(4);
      if (entry !== undefined) entry.flags = FD_CLOEXEC;
    },
  );
  expect(withoutInodes(seen.touched)).toEqual([
    "reads files",
    "reads clock",
    "writes actions 2",
    "writes pending 2",
    ...CLOSES,
  ]);
});

describe("a call without a line touches everything", () => {
  const isEverything = (name: string) => {
    const rig = new Rig();
    const footprint = new NotedFootprint();
    const index = SYSCALL_TABLE.findIndex((row) => row.name === name);
    touchCall(footprint, rig.kernel, rig.process, index, [AT_FDCWD, 0, 0, 0, 0n]);
    return footprint.isEverything;
  };

  it.each(["openat", "mkdirat", "poll", "poll_oneoff", "setpgid", "alarm", "mmap", "ioctl", "path_unlink_file"])(
    "as %s does",
    (name) => expect(isEverything(name)).toBe(true),
  );

  it("and those with a line are fewer than half", () => {
    const few = SYSCALL_TABLE.filter(({ name }) => !isEverything(name));
    expect(few.length).toBeLessThan(SYSCALL_TABLE.length / 2);
  });
});
