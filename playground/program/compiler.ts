/** The page's side of the worker that compiles. */

import type { Fetched } from "./clang-files.ts";
import type { CompileFailure, CompileOrder, CompileReport, CompilerOrder } from "./compile-orders.ts";
import type { Diagnostic } from "./diagnostics.ts";

export type CompileResult =
  | { readonly wasm: Uint8Array; readonly diagnostics: readonly Diagnostic[] }
  | { readonly failure: CompileFailure }
  | "must-fetch";

const SOON = 1500;

let worker: Worker | undefined;
let isWarm = false;
let warming: ReturnType<typeof setTimeout> | undefined;
let giveUp: () => void = () => {};

/** Compiles; ends what is compiled at this moment. Answers undefined when it was given up itself. */
export function compile(order: CompileOrder, fetched: Fetched): Promise<CompileResult | undefined> {
  giveUpCompiling();
  clearTimeout(warming);
  const working = startWorker();
  return new Promise((resolve) => {
    const finish = (result: CompileResult | undefined, keep: boolean) => {
      working.onmessage = working.onerror = null;
      giveUp = () => {};
      if (!keep) {
        working.terminate();
        worker = undefined;
        isWarm = false;
      }
      resolve(result);
    };
    giveUp = () => finish(undefined, false);
    working.onmessage = ({ data }: MessageEvent<CompileReport>) => {
      if (data.kind === "fetching") fetched(data.done, data.total);
      else if (data.kind === "must-fetch") finish(data.kind, true);
      else if (data.kind === "compiled") finish(data, true);
      // A module that could not be loaded is not asked for again by the same worker.
      else finish(data, data.failure.about === "program");
    };
    working.onerror = ({ message }) => finish({ failure: cannotStart(message) }, false);
    working.postMessage(order satisfies CompilerOrder);
  });
}

/** Has the compiler of C ready in a while, if it is here. Who compiles before has all of the processor for that. */
export function warmUp(): void {
  if (isWarm) return;
  isWarm = true;
  warming = setTimeout(() => startWorker().postMessage({ kind: "warm-up" } satisfies CompilerOrder), SOON);
}

function startWorker(): Worker {
  worker ??= new Worker(new URL("./compile-worker.ts", import.meta.url), { type: "module" });
  return worker;
}

/** Ends what is compiled at this moment, if anything. */
export function giveUpCompiling(): void {
  giveUp();
}

function cannotStart(message: string | undefined): CompileFailure {
  return {
    about: "compiler",
    message: `Cannot start the compiler${message ? `: ${message}` : ""}`,
    remedy: "Check that you are online and run again. Lessons that are unchanged run without it.",
    diagnostics: [],
  };
}
