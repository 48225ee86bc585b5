/** Looks whether a file is a program that can be run: a part of the runtime by itself, fetched when somebody brings a file. */
import { GuestRefusal, inspectGuest } from "../../runtime/index.ts";

/** Throws a GuestRefusal, which says why not and what to do. */
export async function inspectProgram(bytes: Uint8Array, name: string): Promise<void> {
  inspectGuest(bytes, name);
  if (WebAssembly.validate(bytes as BufferSource)) return;
  throw new GuestRefusal(
    name,
    "invalid",
    "it is not valid WebAssembly",
    "build it again; if your compiler is newer than this browser, update the browser",
  );
}
