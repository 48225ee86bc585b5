/**
 * A handler fetches its arguments, checks them, and delegates; meaning lives in `kernel/`. It answers as `answer.ts` says,
 * with `-errno` for the calls of both modules (dispatch turns the sign for WASI's). Bad addresses throw `FAULT` by
 * themselves. Arguments are as Wasm passes them: i32 as signed numbers, i64 as signed bigints.
 */
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";

// biome-ignore lint/suspicious/noExplicitAny: each handler knows the Wasm types of its row, and a test compares them
export type Handler = (kernel: Kernel, process: Process, ...args: any[]) => Answer;

/** Handlers by the name of their row. */
export type Handlers = Readonly<Record<string, Handler>>;
