/*
 * Signals with handlers in AssemblyScript: a handler is a plain function; it may print, allocate, wait and fork. A signal that is
 * blocked waits, a call that is interrupted says so or is made again, and a loop that calls nothing is interrupted too.
 */
import {
  alarm,
  blockSignals,
  Errno,
  exit,
  fork,
  getpid,
  hasSignal,
  ignoreSignal,
  kill,
  onSignal,
  onSignalInfo,
  pendingSignals,
  pipe,
  print,
  raise,
  read,
  setSignalMask,
  Signal,
  SignalInfo,
  signalSet,
  SIGRTMIN,
  sigqueue,
  sigsuspend,
  sigwait,
  wait,
  waitpidNoHang,
} from "prong";

let hangups = 0;
const yes = (it: bool): string => (it ? "yes" : "no");

// A handler has run when `raise` returns.
onSignal(Signal.SIGHUP, (signal: i32) => {
  hangups++;
});
raise(Signal.SIGHUP);
print(`handled at once: ${hangups}`);

// Blocked, it is pending: once, however often it was sent.
const before = blockSignals(signalSet([Signal.SIGHUP]));
raise(Signal.SIGHUP);
raise(Signal.SIGHUP);
print(`blocked: ${hangups}, pending: ${yes(hasSignal(pendingSignals(), Signal.SIGHUP))}`);
setSignalMask(before);
print(`let through: ${hangups}`);

// Real-time signals are queued, with a number each.
onSignalInfo(SIGRTMIN, (info: SignalInfo) => {
  print(`the number ${info.value}, from this process: ${yes(info.pid == getpid())}`);
});
for (let number = 1; number <= 3; number++) sigqueue(getpid(), SIGRTMIN, number);

// An alarm ends a call that would wait for ever, as this handler was installed without SA_RESTART.
const empty = pipe();
onSignal(Signal.SIGALRM, (signal: i32) => print("the alarm rings"), 0);
alarm(1);
print(`read is interrupted: ${yes(read(empty.readEnd, new Uint8Array(1)) == -Errno.EINTR)}`);

// The classic: SIGCHLD's handler waits for the children that have ended. It is blocked but for the moments of waiting, so none is missed.
let ended = 0;
const unblocked = blockSignals(signalSet([Signal.SIGCHLD]));
onSignal(Signal.SIGCHLD, (signal: i32) => {
  while (waitpidNoHang(-1).pid > 0) ended++;
});
for (let i = 0; i < 3; i++) if (fork().isChild) exit(0);
while (ended < 3) sigsuspend(unblocked);
setSignalMask(unblocked);
print(`children that SIGCHLD's handler has waited for: ${ended}`);

// Signals can be waited for without a handler.
blockSignals(signalSet([Signal.SIGUSR1, Signal.SIGUSR2]));
const me = getpid();
if (fork().isChild) {
  kill(me, Signal.SIGUSR2);
  exit(0);
}
print(`sigwait takes SIGUSR2: ${yes(sigwait(signalSet([Signal.SIGUSR1, Signal.SIGUSR2])) == Signal.SIGUSR2)}`);

// A loop that calls nothing but allocates all the time is interrupted as well, and the handler may allocate, too.
let isOver = false;
let notes: string[] = [];
onSignal(Signal.SIGTERM, (signal: i32) => {
  for (let i = 0; i < 100; i++) notes.push(`note ${i}`);
  isOver = true;
});
if (fork().isChild) {
  kill(me, Signal.SIGTERM);
  exit(0);
}
let text = "";
while (!isOver) text = text.length < 100 ? text + "." : "";
print(`the loop is over, with ${notes.length} notes`);

// What is ignored is nothing to anybody.
ignoreSignal(Signal.SIGTERM);
raise(Signal.SIGTERM);
while (wait().pid > 0) {}
print("ignored");
