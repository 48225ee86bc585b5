/**
 * The signals of a guest on the host. Its handlers are functions of the guest, which a kernel cannot call: the addon notes which
 * signal came, and after the call at hand the guest takes what was noted, and handles it. Masks, what is ignored and what a signal
 * does by default are the host's kernel's.
 */
import { firstSignal, hasSignal, SIGNAL_MAX, type SignalSet, signalSet, UNSTOPPABLE } from "../../abi/signal.ts";
import { SA_NODEFER, SA_RESETHAND, SA_RESTART, SIG_DFL, SIG_IGN } from "../../abi/signal-flags.ts";
import { DEFAULT_ACTION, Dispositions, type SignalAction } from "../../kernel/dispositions.ts";
import { PendingSignals, type SignalInfo } from "../../kernel/pending-signals.ts";
import type { HostCalls } from "./addon.ts";

const NOTE = 8;
const NOTES_AT_ONCE = 64;

/** What the addon is told to do with a signal. */
const BY_DEFAULT = 0;
const IGNORE = 1;
const TAKE_NOTE = 2;

export interface Delivery {
  readonly action: SignalAction;
  readonly info: SignalInfo;
  /** The mask to be put back after the handler. */
  readonly mask: SignalSet;
}

export class NativeSignals {
  readonly #host: HostCalls;
  readonly #notes = new BigInt64Array(NOTE * NOTES_AT_ONCE);
  readonly #mask = new BigInt64Array(1);
  /** Taken from the kernel, and not by the guest yet. */
  readonly #noted = new PendingSignals();
  #dispositions: Dispositions;
  /** The mask before a call that set another for its own time; a handler that ends it puts that back. */
  maskBefore: SignalSet | undefined;
  /** Had all handlers SA_RESTART that ran since the call at hand was made? */
  restarts = true;

  constructor(host: HostCalls) {
    this.#host = host;
    this.#dispositions = inherited(host);
  }

  get mask(): SignalSet {
    this.#host.getMask(this.#mask);
    return BigInt.asUintN(64, this.#mask[0] ?? 0n);
  }

  /** Sets the mask; answers the one before. */
  setMask(mask: SignalSet): SignalSet {
    const wanted = mask & ~UNSTOPPABLE;
    this.#host.setMask(Number(wanted & 0xffffffffn), Number(wanted >> 32n), this.#mask);
    return BigInt.asUintN(64, this.#mask[0] ?? 0n);
  }

  /** What a signal does. */
  actionOf(signal: number): SignalAction {
    return this.#dispositions.of(signal);
  }

  /** Says what a signal does; answers the host's answer. */
  setAction(signal: number, action: SignalAction): number {
    const kind = action.handler === SIG_DFL ? BY_DEFAULT : action.handler === SIG_IGN ? IGNORE : TAKE_NOTE;
    const answer = this.#host.setAction(signal, kind, action.flags & 0x7fffffff);
    if (answer < 0) return answer;
    this.#dispositions = this.#dispositions.with(signal, action);
    if (hasSignal(this.#dispositions.ignored, signal)) this.#noted.discard(signalSet(signal));
    return 0;
  }

  /** Those that the guest has blocked, and that were sent before: in the kernel, or noted here. */
  get pending(): SignalSet {
    this.#takeNotes();
    this.#host.sigpending(this.#mask);
    return BigInt.asUintN(64, this.#mask[0] ?? 0n) | (this.#noted.set & this.mask);
  }

  /** Is there something to be handled? */
  get ready(): boolean {
    this.#takeNotes();
    return this.#noted.set !== 0n && this.#toBeHandled !== 0n;
  }

  /** What the next one does that is to be handled; there must be one. */
  get next(): SignalAction {
    return this.#dispositions.of(firstSignal(this.#toBeHandled));
  }

  /** Would a handler run if a process sent this one to itself now? */
  isHandled(signal: number): boolean {
    return hasSignal(this.#dispositions.handled & ~this.mask, signal);
  }

  get #toBeHandled(): SignalSet {
    return this.#noted.set & this.#dispositions.handled & ~this.mask;
  }

  /** Takes one that was noted and is wanted, whatever the mask is. */
  takeNoted(wanted: SignalSet): SignalInfo | undefined {
    this.#takeNotes();
    return this.#noted.take(wanted);
  }

  /** The guest's own fault: the next to be handled. */
  note(info: SignalInfo): void {
    this.#noted.add(info);
  }

  /** Takes the next signal that has a handler; its mask holds from now on. */
  take(): Delivery | undefined {
    this.#takeNotes();
    const blocked = this.mask;
    const info = this.#noted.take(~blocked & this.#dispositions.handled);
    if (info === undefined) return undefined;
    const { signal } = info;
    const action = this.#dispositions.of(signal);
    const mask = this.maskBefore ?? blocked;
    this.maskBefore = undefined;
    const own = (action.flags & SA_NODEFER) === 0 ? signalSet(signal) : 0n;
    this.setMask(blocked | action.mask | own);
    if ((action.flags & SA_RESETHAND) !== 0) this.setAction(signal, DEFAULT_ACTION);
    if ((action.flags & SA_RESTART) === 0) this.restarts = false;
    return { action, info, mask };
  }

  /** The child of a fork has none pending. */
  forgetNoted(): void {
    this.#noted.discard(this.#noted.set);
  }

  /** Takes what was noted: nothing interrupts a call that begins now, if all signals are blocked. */
  look(): void {
    this.#takeNotes();
  }

  #takeNotes(): void {
    while (this.#host.unseenSignals() > 0) {
      const count = this.#host.takeNotes(this.#notes);
      for (let i = 0; i < count; i++) this.#noted.add(readNote(this.#notes, NOTE * i));
    }
  }
}

/** What the addon wrote down of a signal. */
export function readNote(numbers: BigInt64Array, at: number): SignalInfo {
  const [signal = 0, code = 0, pid = 0, uid = 0, status = 0, value = 0, timer = 0, overrun = 0] = Array.from(
    numbers.subarray(at, at + NOTE),
    Number,
  );
  return { signal, code, pid, uid, status, value, timer, overrun };
}

/** What the program before ignored, this one ignores (exec). */
function inherited(host: HostCalls): Dispositions {
  let dispositions = Dispositions.DEFAULT;
  for (let signal = 1; signal <= SIGNAL_MAX; signal++) {
    if (host.isIgnored(signal) === 1)
      dispositions = dispositions.with(signal, { handler: SIG_IGN, mask: 0n, flags: 0 });
  }
  return dispositions;
}
