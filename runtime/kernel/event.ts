/** What happens in a world, told to whoever listens: traces, the process tree and the page are made of these. */
import type { Pid } from "../abi/ids.ts";
import type { End } from "../abi/wait-status.ts";
import type { Answer } from "./answer.ts";

export type KernelEvent =
  | { readonly kind: "start"; readonly pid: Pid; readonly args: readonly string[] }
  | { readonly kind: "fork"; readonly pid: Pid; readonly child: Pid; readonly vfork: boolean }
  | { readonly kind: "exec"; readonly pid: Pid; readonly args: readonly string[] }
  | { readonly kind: "signal"; readonly pid: Pid; readonly signal: number; readonly from: Pid | undefined; readonly why: string }
  | { readonly kind: "exit"; readonly pid: Pid; readonly end: End }
  | { readonly kind: "reparent"; readonly pid: Pid }
  | { readonly kind: "reap"; readonly pid: Pid; readonly by: Pid }
  /** A call is made; again, if `retry`. `syscall` is its row's index, `describe` renders its arguments (strings and data too). */
  | { readonly kind: "call"; readonly pid: Pid; readonly syscall: number; readonly retry: boolean; describe(): string }
  /** It is answered, or its caller sleeps. */
  | { readonly kind: "answer"; readonly pid: Pid; readonly syscall: number; readonly answer: Answer; readonly waitsFor: readonly string[] }
  | { readonly kind: "switch"; readonly from: Pid | undefined; readonly to: Pid };
