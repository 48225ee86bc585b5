/**
 * A handler fetches its arguments, checks them, and asks the host. It answers as the emulator's do: a result, or minus our errno.
 * Arguments are as Wasm passes them: i32 as signed numbers, i64 as signed bigints. Bad addresses throw `FAULT`.
 */
import type { NativeProcess } from "../native-process.ts";

// biome-ignore lint/suspicious/noExplicitAny: each handler knows the Wasm types of its row, and a test compares them
export type NativeHandler = (process: NativeProcess, ...args: any[]) => number;

/** Handlers by the name of their row. */
export type NativeHandlers = Readonly<Record<string, NativeHandler>>;
