/** Is this a program that Prong can run? For commands that look at it, and do not run it. */
import { inspectGuest } from "../../guest/inspect.ts";
import type { GuestModule } from "../../guest/module.ts";
import { GuestRefusal } from "../../guest/refusal.ts";

/** Throws a GuestRefusal where it is not, or not valid; `name` is what to call it then. */
export function checkGuest(bytes: Uint8Array, name: string): GuestModule {
  const guest = inspectGuest(bytes, name);
  if (WebAssembly.validate(bytes as BufferSource)) return guest;
  throw new GuestRefusal(
    name,
    "invalid",
    "it is not valid WebAssembly",
    "check the file with `wasm-validate`, and compile it again",
  );
}
