/** The AssemblyScript SDK's process part: what its functions promise, each shown by a small program. */
import { describe, expect, it } from "vitest";
import { assemblyScript, type RunOptions, run, runWithSeed } from "./run-guest.ts";

/** Runs a program that uses these names; answers what it prints, line by line. */
async function lines(names: string, text: string, options: RunOptions = {}, flags: readonly string[] = []) {
  const seen = await run(await assemblyScript(`import { ${names} } from "prong";\n${text}`, flags), options);
  return { ...seen, lines: seen.stdout.split("\n").slice(0, -1) };
}

describe("forkWith()", () => {
  it("never lets the child come back, whatever its function does", async () => {
    const { lines: printed, tree } = await lines(
      "exit, forkWith, print, wait",
      `for (let i = 0; i < 3; i++) {
        const pid = forkWith(i, (mine: i32) => {
          if (mine == 1) exit(7);
          if (mine == 2) unreachable();
        });
        print("only the parent, for " + (pid - 2).toString());
      }
      while (wait().pid > 0) {}`,
    );
    expect(printed).toEqual(["only the parent, for 1", "only the parent, for 2", "only the parent, for 3"]);
    expect(tree).toEqual([
      "2 guest      exits with 0",
      "|-- 3 guest  exits with 0",
      "|-- 4 guest  exits with 7",
      "`-- 5 guest  killed by SIGILL (Illegal instruction)",
    ]);
  });

  it("answers -EAGAIN where no more processes may be, and calls nothing", async () => {
    const { lines: printed } = await lines(
      "Errno, forkWith, print, sleep",
      `forkWith("a", (mine: string) => { sleep(1000); });
      const pid = forkWith("b", (mine: string) => print("never"));
      print(pid == -Errno.EAGAIN ? "EAGAIN" : pid.toString());`,
      { limits: { processes: 2 } },
    );
    expect(printed).toEqual(["EAGAIN"]);
  });
});

describe("daemon()", () => {
  const program = (call: string) => `
    const result = ${call};
    if (result < 0) print(errnoMessage(-result));
    else print("only the daemon, in " + getcwd());`;
  const names = "daemon, errnoMessage, getcwd, print";

  it("returns only in the daemon, with the directory and the descriptors if they are to stay", async () => {
    const { lines: printed, tree } = await lines(
      names,
      `import { chdir } from "prong"; chdir("/tmp");${program("daemon(true, true)")}`,
    );
    expect(printed).toEqual(["only the daemon, in /tmp"]);
    expect(tree.every((line) => line.includes("exits with 0"))).toBe(true);
    expect(tree).toHaveLength(3);
  });

  it("answers an errno to its caller where it cannot fork", async () => {
    const { lines: printed } = await lines(names, program("daemon()"), { limits: { processes: 1 } });
    expect(printed).toEqual(["resource temporarily unavailable"]);
  });

  it("answers an errno in the process that it has become when something fails later", async () => {
    const { lines: printed, tree } = await lines(
      `${names}, RLIMIT_NOFILE, setrlimit`,
      `setrlimit(RLIMIT_NOFILE, 3, 3); ${program("daemon()")}`,
    );
    expect(printed).toEqual(["too many open files"]);
    expect(tree).toHaveLength(2);
  });
});

describe("redirectStdio()", () => {
  it.each([
    ["all three are open", ""],
    ["0 is free, so that /dev/null gets it", "close(0);"],
    ["1 is free", "close(1);"],
    ["all three are free", "closeFd();"],
  ])("fills 0, 1 and 2, and frees none of them at any moment: %s", async (_, before) => {
    const { exitCode, stdout, trace } = await lines(
      "close, closeFd, exit, Errno, F_GETFD, fcntl, open, O_RDONLY, print, read, redirectStdio, write",
      `${before}
      const result = redirectStdio();
      if (result < 0) exit(-result);
      print("to nobody");
      for (let fd = 0; fd < 3; fd++) {
        const byte = new Uint8Array(1);
        if (read(fd, byte) != 0 || write(fd, byte) != 1 || fcntl(fd, F_GETFD) != 0) exit(100 + fd);
      }
      exit(open("/dev/null", O_RDONLY));`,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    const opened = trace.findIndex((line) => line.includes("/dev/null"));
    expect(trace.slice(opened).filter((line) => /fd_close\([012]\)/.test(line))).toEqual([]);
  });
});

describe("waitpid()", () => {
  it("tells exits, deaths, stops and going on apart", async () => {
    const { lines: printed } = await lines(
      `exit, fork, kill, print, raise, Signal, waitpid, waitpidNoHang, WCONTINUED, WUNTRACED, Errno,
      WEXITSTATUS, WIFCONTINUED, WIFEXITED, WIFSIGNALED, WIFSTOPPED, WSTOPSIG, WTERMSIG`,
      `const child = fork();
      if (child.isChild) { raise(Signal.SIGSTOP); raise(Signal.SIGKILL); }
      function say(status: i32): void {
        if (WIFEXITED(status)) print("exited " + WEXITSTATUS(status).toString());
        if (WIFSIGNALED(status)) print("killed " + WTERMSIG(status).toString());
        if (WIFSTOPPED(status)) print("stopped " + WSTOPSIG(status).toString());
        if (WIFCONTINUED(status)) print("went on");
      }
      say(waitpid(child.pid, WUNTRACED).status);
      print("ended: " + waitpidNoHang(child.pid).pid.toString());
      kill(child.pid, Signal.SIGCONT);
      say(waitpid(child.pid, WCONTINUED).status);
      say(waitpid(child.pid).status);
      if (waitpid(child.pid).errno == Errno.ECHILD) print("ECHILD");
      const other = fork();
      if (other.isChild) exit(300);
      say(waitpid(-1).status);`,
    );
    expect(printed).toEqual(["stopped 19", "ended: 0", "went on", "killed 9", "ECHILD", "exited 44"]);
  });

  it("waitid() leaves a child to be waited for again, and says what SIGCHLD would", async () => {
    const { lines: printed } = await lines(
      "CLD_EXITED, exit, fork, P_PID, print, waitid, waitpid, WEXITED, WNOHANG, WNOWAIT, sleep",
      `const child = fork();
      if (child.isChild) { sleep(5); exit(9); }
      print(waitid(P_PID, child.pid, WEXITED | WNOHANG).pid.toString());
      const told = waitid(P_PID, child.pid, WEXITED | WNOWAIT);
      print([told.pid == child.pid, told.code == CLD_EXITED, told.status == 9].join(" "));
      print(waitpid(child.pid).exitCode.toString());`,
    );
    expect(printed).toEqual(["0", "true true true", "9"]);
  });
});

describe("handlers", () => {
  it.each(["incremental", "minimal", "stub"])(
    "may allocate whatever the program was doing (--runtime %s)",
    async (runtime) => {
      const program = await assemblyScript(
        `import { exit, fork, getpid, kill, onSignal, print, Signal, wait } from "prong";
      let seen = 0, isOver = false, wrong = 0;
      const notes: string[] = [];
      onSignal(Signal.SIGUSR1, (signal: i32) => { seen++; for (let i = 0; i < 20; i++) notes[i] = "note " + i.toString(); });
      onSignal(Signal.SIGTERM, (signal: i32) => { isOver = true; });
      for (let i = 0; i < 20; i++) notes.push("");
      const parent = getpid();
      if (fork().isChild) {
        for (let i = 0; i < 60; i++) { kill(parent, Signal.SIGUSR1); for (let j = 0; j < i * 7 % 100; j++) seen++; }
        kill(parent, Signal.SIGTERM);
        exit(0);
      }
      let list: string[] = [];
      for (let round = 0; !isOver; round++) {
        list.push("main " + (round % 100).toString());
        if (list.length < 100) continue;
        for (let i = 0; i < 100; i++) if (list[i] != "main " + i.toString()) wrong++;
        list = [];
      }
      wait();
      for (let i = 0; i < 20; i++) if (notes[i] != "note " + i.toString()) wrong++;
      print((seen > 10).toString() + " " + wrong.toString());`,
        ["--runtime", runtime],
      );
      for (const seed of [1, 2]) {
        const { stdout, stderr } = await runWithSeed(program, seed, { preempt: "loops", watchCalls: false });
        expect({ stdout, stderr }).toEqual({ stdout: "true 0\n", stderr: "" });
      }
    },
  );

  it("leave the answers of the call alone after which they run", async () => {
    const { lines: printed } = await lines(
      "onSignal, pipe, print, raise, readNumber, writeNumber, Signal, blockSignals, signalSet, kill, getpid, fork, exit, wait",
      `onSignal(Signal.SIGUSR1, (signal: i32) => print("a line in a handler"));
      const parent = getpid();
      const both = pipe();
      if (fork().isChild) {
        kill(parent, Signal.SIGUSR1);
        writeNumber(both.writeEnd, 1234567);
        exit(0);
      }
      const number = new StaticArray<i32>(1);
      print(readNumber(both.readEnd, number) ? number[0].toString() : "nothing read");`,
    );
    expect(printed).toEqual(["a line in a handler", "1234567"]);
  });

  it("that come together run the last first, and see who sent what", async () => {
    const { lines: printed } = await lines(
      "blockSignals, getpid, onSignalInfo, print, SI_QUEUE, SI_USER, kill, Signal, SignalInfo, sigqueue, SIGRTMIN, setSignalMask",
      `function tell(info: SignalInfo): void {
        print([info.signal, info.value].join(" ") + (info.code == SI_QUEUE ? " queued" : info.code == SI_USER ? " by kill" : ""));
      }
      onSignalInfo(Signal.SIGHUP, tell);
      onSignalInfo(SIGRTMIN, tell);
      const before = blockSignals(~0);
      kill(getpid(), Signal.SIGHUP);
      sigqueue(getpid(), SIGRTMIN, 5);
      setSignalMask(before);`,
    );
    expect(printed).toEqual(["34 5 queued", "1 0 by kill"]);
  });

  it("may fork, and both processes go on behind the handler", async () => {
    const { lines: printed } = await lines(
      "exit, fork, onSignal, print, raise, Signal, wait",
      `let isChild = false;
      onSignal(Signal.SIGHUP, (signal: i32) => { isChild = fork().isChild; });
      raise(Signal.SIGHUP);
      if (isChild) { print("the child"); exit(0); }
      wait();
      print("the parent");`,
    );
    expect(printed).toEqual(["the child", "the parent"]);
  });

  it("are refused for SIGKILL and for no signal, and may be for one time only", async () => {
    const { lines: printed, outcome } = await lines(
      "Errno, onSignal, print, raise, SA_RESETHAND, Signal",
      `const handler = (signal: i32): void => print("handled");
      print((onSignal(Signal.SIGKILL, handler) == -Errno.EINVAL).toString());
      print((onSignal(65, handler) == -Errno.EINVAL).toString());
      onSignal(Signal.SIGUSR1, handler, SA_RESETHAND);
      raise(Signal.SIGUSR1);
      raise(Signal.SIGUSR1);`,
    );
    expect(printed).toEqual(["true", "true", "handled"]);
    expect(outcome.end).toEqual({ signal: 10 });
  });

  it.each([
    ["handled", "onSignal(Signal.SIGABRT, (signal: i32) => print('caught'));", ["caught"]],
    ["ignored", "ignoreSignal(Signal.SIGABRT);", []],
    ["blocked", "blockSignals(signalSet([Signal.SIGABRT]));", []],
  ])("cannot keep a program that throws from ending by SIGABRT: %s", async (_, before, said) => {
    const { lines: printed, outcome } = await lines(
      "blockSignals, ignoreSignal, onSignal, print, Signal, signalSet",
      `${before}
      throw new Error("over");`,
    );
    expect(printed).toEqual(said);
    expect(outcome.end).toEqual({ signal: 6 });
  });
});

describe("what else a process may ask", () => {
  it("signals by waiting, with a time", async () => {
    const { lines: printed } = await lines(
      "blockSignals, Errno, getpid, kill, killpg, pause, print, Signal, signalSet, sigwait, sigwaitinfo, signalMask, hasSignal, unblockSignals, alarm, onSignal",
      `const set = signalSet([Signal.SIGUSR1]);
      blockSignals(set);
      print((sigwaitinfo(set, 1_500_000_000).errno == Errno.EAGAIN).toString());
      kill(getpid(), Signal.SIGUSR1);
      print(sigwaitinfo(set, 0).signal.toString());
      killpg(0, Signal.SIGUSR1);
      print(sigwait(set).toString());
      unblockSignals(set);
      print(hasSignal(signalMask(), Signal.SIGUSR1).toString());
      onSignal(Signal.SIGALRM, (signal: i32) => {});
      alarm(3);
      print((pause() == -Errno.EINTR).toString() + " " + alarm(0).toString());`,
    );
    expect(printed).toEqual(["true", "10", "10", "false", "true 0"]);
  });

  it("groups and sessions", async () => {
    const { lines: printed } = await lines(
      "Errno, exit, fork, getpgid, getpgrp, getpid, getsid, print, setpgid, setsid, wait",
      `const parent = getpid();
      if (fork().isChild) {
        print((getpgrp() == parent).toString());
        print((setpgid(0, 0) == 0 && getpgrp() == getpid()).toString());
        print((setsid() == -Errno.EPERM).toString());
        if (fork().isChild) { print((setsid() == getpid() && getsid() == getpgid()).toString()); exit(0); }
        wait();
        exit(0);
      }
      wait();
      print((getpgid(99) == -Errno.ESRCH).toString());`,
    );
    expect(printed).toEqual(["true", "true", "true", "true", "true"]);
  });

  it("descriptors, masks, limits, niceness, ids", async () => {
    const { lines: printed } = await lines(
      `Errno, getegid, geteuid, getgid, getrlimit, getuid, isatty, nice, niceness, pipe, poll, PollFd, POLLHUP, POLLIN, POLLOUT,
      print, RLIMIT_NOFILE, RLIM_INFINITY, setrlimit, tcgetpgrp, umask, close, writeText, open, O_RDONLY`,
      `const both = pipe();
      const asked = [new PollFd(both.readEnd, POLLIN), new PollFd(both.writeEnd, POLLOUT)];
      print([poll(asked, 0), asked[0].found == 0, asked[1].found == POLLOUT].join(" "));
      writeText(both.writeEnd, "a");
      close(both.writeEnd);
      print([poll([asked[0]]), asked[0].found == (POLLIN | POLLHUP)].join(" "));
      umask(0o77);
      print((umask(0) == 0o77).toString());
      const limit = getrlimit(RLIMIT_NOFILE);
      print((setrlimit(RLIMIT_NOFILE, 5, limit.hard) == 0 && getrlimit(RLIMIT_NOFILE).soft == 5).toString());
      open("/dev/null", O_RDONLY);
      print((open("/dev/null", O_RDONLY) == -Errno.EMFILE).toString());
      print((getrlimit(1000).errno == Errno.EINVAL).toString());
      print([nice(5), niceness()].join(" "));
      print((getuid() == geteuid() && getgid() == getegid()).toString());
      print([isatty(0).toString(), (tcgetpgrp(0) == -Errno.ENOTTY).toString()].join(" "));`,
    );
    expect(printed).toEqual(["1 1 1", "1 1", "true", "true", "true", "true", "0 5", "true", "false true"]);
  });
});
