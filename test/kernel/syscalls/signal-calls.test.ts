import { describe, expect, it } from "vitest";
import { SIGRTMIN, Signal, signalSet } from "../../../runtime/abi/signal.ts";
import {
  SA_RESTART,
  SI_QUEUE,
  SI_USER,
  SIG_BLOCK,
  SIG_DFL,
  SIG_IGN,
  SIG_SETMASK,
} from "../../../runtime/abi/signal-flags.ts";
import { BAD, RESULT, Rig } from "../rig.ts";
import { HANDLER, handle } from "../world-for-tests.ts";

const { SIGCHLD, SIGINT, SIGKILL, SIGSTOP, SIGTERM, SIGUSR1 } = Signal;
const ARGUMENT = 0x40000;
const NOBODY = 99;

class SignalRig extends Rig {
  /** Puts a `sigaction` into memory; answers its address. */
  action(handler: number, mask = 0n, flags = 0): number {
    this.view.setUint32(ARGUMENT, handler, true);
    this.view.setBigUint64(ARGUMENT + 8, mask, true);
    this.view.setUint32(ARGUMENT + 16, flags, true);
    return ARGUMENT;
  }

  /** Puts a set into memory; answers its address. */
  set(...signals: readonly number[]): number {
    this.view.setBigUint64(ARGUMENT, signalSet(...signals), true);
    return ARGUMENT;
  }

  /** Puts a time into memory; answers its address. */
  time(seconds: bigint, nanoseconds = 0): number {
    this.view.setBigInt64(ARGUMENT + 64, seconds, true);
    this.view.setInt32(ARGUMENT + 72, nanoseconds, true);
    return ARGUMENT + 64;
  }
}

type Call = (rig: SignalRig) => readonly [string, ...(number | bigint)[]];

describe("what is wrong with an argument is told in the order of Linux", () => {
  it.each<[string, string, Call]>([
    ["kill: nobody before no signal", "ESRCH", () => ["kill", NOBODY, 65]],
    ["kill: no signal", "EINVAL", () => ["kill", 2, 65]],
    ["kill: a negative signal", "EINVAL", () => ["kill", 2, -1]],
    ["kill: pid 1 takes none", "EPERM", () => ["kill", 1, SIGTERM]],
    ["sigqueue: nobody", "ESRCH", () => ["sigqueue", NOBODY, SIGTERM, 1]],
    ["sigqueue: no group can be meant", "ESRCH", () => ["sigqueue", -2, SIGTERM, 1]],
    ["sigqueue: no signal", "EINVAL", () => ["sigqueue", 2, 65, 1]],
    ["sigqueue: pid 1 takes none", "EPERM", () => ["sigqueue", 1, SIGTERM, 1]],
    ["sigaction: a bad action before no signal", "EFAULT", () => ["sigaction", 65, BAD, 0]],
    ["sigaction: no signal", "EINVAL", () => ["sigaction", 0, 0, RESULT]],
    ["sigaction: no signal above 64", "EINVAL", () => ["sigaction", 65, 0, RESULT]],
    ["sigaction: SIGKILL cannot be caught", "EINVAL", (rig) => ["sigaction", SIGKILL, rig.action(HANDLER), 0]],
    ["sigaction: SIGSTOP cannot be ignored", "EINVAL", (rig) => ["sigaction", SIGSTOP, rig.action(SIG_IGN), 0]],
    ["sigaction: nor be set to the default", "EINVAL", (rig) => ["sigaction", SIGSTOP, rig.action(SIG_DFL), 0]],
    ["sigprocmask: a bad set before a bad how", "EFAULT", () => ["sigprocmask", 9, BAD, 0]],
    ["sigprocmask: a bad how", "EINVAL", (rig) => ["sigprocmask", 9, rig.set(SIGINT), 0]],
    ["sigpending: a bad set", "EFAULT", () => ["sigpending", BAD]],
    ["sigsuspend: a bad mask", "EFAULT", () => ["sigsuspend", BAD]],
    ["sigtimedwait: a bad set", "EFAULT", () => ["sigtimedwait", BAD, 0, 0]],
    ["sigtimedwait: a bad time", "EFAULT", (rig) => ["sigtimedwait", rig.set(SIGINT), 0, BAD]],
    ["sigtimedwait: a negative time", "EINVAL", (rig) => ["sigtimedwait", rig.set(SIGINT), 0, rig.time(-1n)]],
    ["sigtimedwait: too many nanoseconds", "EINVAL", (rig) => ["sigtimedwait", rig.set(), 0, rig.time(0n, 1e9)]],
    ["sigtimedwait: nothing came in time", "EAGAIN", (rig) => ["sigtimedwait", rig.set(SIGINT), 0, rig.time(0n)]],
    ["setjmp: a bad jmp_buf", "EFAULT", () => ["setjmp", BAD]],
    ["longjmp: a bad jmp_buf", "EFAULT", () => ["longjmp", BAD, 1]],
  ])("%s: %s", (_, errno, call) => {
    const rig = new SignalRig();
    expect(rig.say(...call(rig))).toBe(errno);
  });
});

describe("sigaction", () => {
  it("stores what was, and sets what shall be, from one address to the same", () => {
    const rig = new SignalRig();
    rig.say("sigaction", SIGINT, rig.action(HANDLER, 0x123456789abcdef0n, SA_RESTART), 0);
    expect(rig.say("sigaction", SIGINT, rig.action(SIG_IGN), ARGUMENT)).toBe(0);
    expect([rig.u32(ARGUMENT), rig.u64(ARGUMENT + 8), rig.u32(ARGUMENT + 16)]).toEqual([
      HANDLER,
      0x123456789abcdef0n,
      SA_RESTART,
    ]);
    rig.say("sigaction", SIGINT, 0, RESULT);
    expect([rig.u32(), rig.u64(RESULT + 8), rig.u32(RESULT + 16)]).toEqual([SIG_IGN, 0n, 0]);
  });

  it("may be asked of SIGKILL", () => {
    const rig = new SignalRig();
    expect([rig.say("sigaction", SIGKILL, 0, RESULT), rig.u32()]).toEqual([0, SIG_DFL]);
  });

  it("forgets a pending signal that is ignored from now on, be it by default", () => {
    const rig = new SignalRig();
    const { pending } = rig.process.signals;
    rig.process.signals.blocked = signalSet(SIGINT, SIGCHLD);
    for (const signal of [SIGINT, SIGCHLD]) rig.say("kill", 2, signal);
    expect(pending.set).toBe(signalSet(SIGINT, SIGCHLD));
    rig.say("sigaction", SIGINT, rig.action(HANDLER), 0);
    expect(pending.set).toBe(signalSet(SIGINT, SIGCHLD));
    rig.say("sigaction", SIGINT, rig.action(SIG_IGN), 0);
    rig.say("sigaction", SIGCHLD, rig.action(SIG_DFL), 0);
    expect(pending.set).toBe(0n);
  });

  it("changes nothing when the place for what was is bad", () => {
    const rig = new SignalRig();
    expect(rig.say("sigaction", SIGINT, rig.action(HANDLER), BAD)).toBe("EFAULT");
    expect(rig.process.signals.dispositions.handled).toBe(0n);
  });
});

describe("sigprocmask", () => {
  it("stores what was, and sets what shall be", () => {
    const rig = new SignalRig();
    rig.process.signals.blocked = signalSet(SIGTERM);
    expect(rig.say("sigprocmask", SIG_BLOCK, rig.set(SIGINT), ARGUMENT)).toBe(0);
    expect([rig.u64(ARGUMENT), rig.process.signals.blocked]).toEqual([signalSet(SIGTERM), signalSet(SIGINT, SIGTERM)]);
  });

  it("only stores what is, without a set: `how` is nobody's business then", () => {
    const rig = new SignalRig();
    rig.process.signals.blocked = signalSet(SIGTERM);
    expect([rig.say("sigprocmask", 77, 0, RESULT), rig.u64()]).toEqual([0, signalSet(SIGTERM)]);
  });

  it("may be the caller's end", () => {
    const rig = new SignalRig();
    rig.process.signals.blocked = signalSet(SIGTERM);
    rig.say("kill", 2, SIGTERM);
    expect(rig.say("sigprocmask", SIG_SETMASK, rig.set(), RESULT)).toBe("ENDED");
  });
});

it("sigpending stores what is blocked and pending", () => {
  const rig = new SignalRig();
  handle(rig.process, SIGUSR1);
  rig.process.signals.blocked = signalSet(SIGINT, SIGTERM);
  for (const signal of [SIGINT, SIGUSR1]) rig.say("kill", 2, signal);
  expect([rig.say("sigpending", RESULT), rig.u64()]).toEqual([0, signalSet(SIGINT)]);
});

it("proc_raise takes WASI's numbers", () => {
  const rig = new SignalRig();
  rig.process.signals.blocked = signalSet(SIGTERM, SIGCHLD);
  expect([rig.say("proc_raise", 15), rig.say("proc_raise", 16)]).toEqual([0, 0]); // WASI's 16 is SIGCHLD
  expect(rig.process.signals.pending.set).toBe(signalSet(SIGTERM, SIGCHLD));
});

describe("sigtimedwait", () => {
  it("answers the signal, and stores who sent it with which value", () => {
    const rig = new SignalRig();
    rig.process.signals.blocked = signalSet(SIGRTMIN);
    rig.say("sigqueue", 2, SIGRTMIN, -5);
    expect(rig.say("sigtimedwait", rig.set(SIGRTMIN), RESULT, 0)).toBe(SIGRTMIN);
    const words = [0, 4, 8, 12, 20, 24].map((offset) => rig.view.getInt32(RESULT + offset, true));
    expect(words).toEqual([SIGRTMIN, 0, SI_QUEUE, 2, 0, -5]);
  });

  it("need not store it, and takes nothing when it could not", () => {
    const rig = new SignalRig();
    rig.process.signals.blocked = signalSet(SIGINT);
    rig.say("kill", 2, SIGINT);
    expect(rig.say("sigtimedwait", rig.set(SIGINT), BAD, 0)).toBe("EFAULT");
    expect(rig.say("sigtimedwait", rig.set(SIGINT), 0, 0)).toBe(SIGINT);
    expect(rig.say("sigtimedwait", rig.set(SIGINT), 0, 0)).toBe("WAIT");
  });

  it("waits as long as it is told, be it for years", () => {
    const rig = new SignalRig();
    expect(rig.say("sigtimedwait", rig.set(SIGINT), 0, rig.time(2n ** 62n))).toBe("WAIT");
  });
});

/** How many signals may be queued (RLIMIT_SIGPENDING). */
const MOST = 16_384;

describe("sigqueue", () => {
  it("is refused when too many wait, but standard signals are pending or not", () => {
    const rig = new SignalRig();
    rig.process.signals.blocked = signalSet(SIGRTMIN, SIGUSR1);
    let sent = 0;
    while (rig.say("sigqueue", 2, SIGRTMIN, sent) === 0) sent++;
    expect([sent, rig.say("sigqueue", 2, SIGRTMIN, 0), rig.say("sigqueue", 2, SIGUSR1, 0)]).toEqual([
      MOST,
      "EAGAIN",
      0,
    ]);
    expect([rig.say("sigqueue", 2, 0, 0), rig.process.signals.pending.count]).toEqual([0, MOST + 1]);
  });

  it("kill does not fail then, nor take more memory: of it, one may be lost", () => {
    const rig = new SignalRig();
    rig.process.signals.blocked = signalSet(SIGRTMIN, SIGRTMIN + 1);
    while (rig.say("sigqueue", 2, SIGRTMIN, 0) === 0);
    for (let times = 0; times < 100; times++) expect(rig.say("kill", 2, SIGRTMIN)).toBe(0);
    expect(rig.say("kill", 2, SIGRTMIN + 1)).toBe(0);
    expect(rig.process.signals.pending.count).toBe(MOST + 1);
  });
});

describe("a guest takes a signal", () => {
  it("with all that its library needs, and gives the mask back", () => {
    const rig = new SignalRig();
    rig.say("sigaction", SIGINT, rig.action(HANDLER, signalSet(SIGTERM), SA_RESTART), 0);
    rig.say("kill", 2, SIGINT);
    expect(rig.say("signal_take", RESULT)).toBe(SIGINT);
    expect([rig.u32(), rig.u32(RESULT + 4), rig.u64(RESULT + 8)]).toEqual([HANDLER, SA_RESTART, 0n]);
    expect([16, 24, 28].map((offset) => rig.view.getInt32(RESULT + offset, true))).toEqual([SIGINT, SI_USER, 2]);
    expect(rig.process.signals.blocked).toBe(signalSet(SIGINT, SIGTERM));
    expect([rig.say("signal_return", 0n), rig.process.signals.blocked]).toEqual([0, 0n]);
  });

  it("or ends where its stack has no room to be told", () => {
    const rig = new SignalRig();
    expect([rig.say("signal_take", BAD), rig.process.state]).toEqual([
      "ENDED",
      { kind: "zombie", end: { signal: Signal.SIGSEGV } },
    ]);
  });

  it("or is told that there is none", () => {
    expect(new SignalRig().say("signal_take", RESULT)).toBe(0);
  });

  it("and cannot block SIGKILL by the mask it gives back", () => {
    const rig = new SignalRig();
    rig.say("signal_return", -1n);
    expect(rig.process.signals.blocked).toBe(2n ** 64n - 1n - signalSet(SIGKILL, SIGSTOP));
  });
});
