/**
 * Decides whether a file is a program that Prong can run, without running any of it, and says in one line why not.
 *
 * Only what the engine cannot know is checked: what the program asks of its system, and whether all of its state can be put in
 * an image. Whether the code is valid is for the engine, which says so when the instrumented module is compiled.
 */

import { checkCode } from "./check-code.ts";
import { checkExports, checkImports, checkMemory } from "./check-declarations.ts";
import { checkFormat } from "./check-format.ts";
import { GuestModule } from "./module.ts";
import { GuestRefusal } from "./refusal.ts";
import { MalformedModule } from "./wasm/leb.ts";
import { readModule } from "./wasm/reader.ts";

/** Answers the guest, or throws a GuestRefusal. `name` is what to call it in messages, `hash` its SHA-256 if that is known. */
export function inspectGuest(bytes: Uint8Array, name = "the program", hash?: string): GuestModule {
  checkFormat(bytes, name);
  try {
    const wasm = readModule(bytes);
    const memory = checkMemory(wasm, name);
    checkImports(wasm, name);
    checkExports(wasm, name);
    checkCode(wasm, name);
    return new GuestModule(bytes, name, memory, wasm, hash);
  } catch (error) {
    if (!(error instanceof MalformedModule)) throw error;
    const remedy = "get or build the file again: it is damaged or was cut off";
    throw new GuestRefusal(name, "malformed", `it is not a well-formed WebAssembly module: ${error.message}`, remedy);
  }
}
