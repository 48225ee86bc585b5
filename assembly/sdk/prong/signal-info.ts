/** What is known of a signal that was taken, or of a child that was waited for: the fields of a `siginfo_t` that mean something. */
export class SignalInfo {
  /** Bytes of a `siginfo`: see runtime/abi/layout.ts. */
  static readonly SIZE: i32 = 48;

  /** The signal; 0 where none was taken. */
  readonly signal: i32;
  /** Why it was sent: SI_USER (kill), SI_QUEUE (sigqueue), SI_KERNEL, SI_TIMER; CLD_EXITED and the like for SIGCHLD. */
  readonly code: i32;
  /** Who sent it; for SIGCHLD, the child. */
  readonly pid: i32;
  readonly uid: i32;
  /** For SIGCHLD: the exit code, or the signal that has ended, stopped or continued the child. */
  readonly status: i32;
  /** What `sigqueue` was given. */
  readonly value: i32;
  /** Why none was taken; 0 when one was. */
  readonly errno: i32;

  /** `result` is the answer of the call that has filled the place. */
  constructor(place: usize, result: i32) {
    this.signal = load<i32>(place);
    this.code = load<i32>(place, 8);
    this.pid = load<i32>(place, 12);
    this.uid = load<i32>(place, 16);
    this.status = load<i32>(place, 20);
    this.value = load<i32>(place, 24);
    this.errno = max(-result, 0);
  }
}
