/**
 * What a guest did wrong, as the signal a real machine would have sent. Engines word their traps differently; the patterns
 * know V8's, SpiderMonkey's and JavaScriptCore's.
 */
import { Signal } from "../../abi/signal.ts";

export interface Trap {
  readonly signal: number;
  readonly why: string;
}

const TRAPS: readonly (readonly [RegExp, number, string])[] = [
  [/divide by zero|division by zero|remainder by zero/i, Signal.SIGFPE, "division by zero"],
  [/divide result unrepresentable|integer overflow|division.*overflow/i, Signal.SIGFPE, "integer overflow"],
  [
    /float unrepresentable|invalid conversion to integer|out of bounds trunc/i,
    Signal.SIGFPE,
    "a float that no integer can hold",
  ],
  [
    /memory access out of bounds|index out of bounds|out of bounds memory|out of bounds table/i,
    Signal.SIGSEGV,
    "memory access out of bounds",
  ],
  [
    /table index|indirect call|null function|signature mismatch|call_indirect/i,
    Signal.SIGSEGV,
    "call of something that is not such a function",
  ],
  [/unreachable/i, Signal.SIGILL, "unreachable code was reached"],
  [/call stack|stack overflow|too much recursion/i, Signal.SIGSEGV, "call stack overflow"],
];

/** The trap that an error thrown out of guest code stands for, or undefined if it is not the guest's doing. */
export function asTrap(error: unknown): Trap | undefined {
  const isTrap = error instanceof WebAssembly.RuntimeError;
  const isOverflow = error instanceof RangeError || (error instanceof Error && error.name === "InternalError");
  if (!isTrap && !isOverflow) return undefined;
  const message = (error as Error).message;
  for (const [pattern, signal, why] of TRAPS) if (pattern.test(message)) return { signal, why };
  return isTrap ? { signal: Signal.SIGILL, why: message } : undefined;
}
