/** Guests for tests of tests: compiled before, so that no compiler is loaded. They lie in a folder of their own. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { type Guest, type GuestOptions, guest } from "../../../runtime/frontend/testing/guest.ts";
import { compileGuest, GUESTS, ROOT } from "../compile/compile-guest.ts";

/** The program of a guest in `assembly/guests`, or else of a test's own in `test/guests/sources`, with its lines. */
export async function known(folder: string, name: string, options: GuestOptions = {}): Promise<Guest> {
  const own = relative(GUESTS, join(ROOT, "test/guests/sources", name));
  const { wasm } = await compileGuest(existsSync(join(GUESTS, name)) ? name : own, ["-g"]);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${basename(name).replace(/\.\w+$/, "")}.wasm`);
  writeFileSync(path, wasm);
  return guest(path, options);
}
