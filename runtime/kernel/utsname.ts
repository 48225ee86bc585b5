/** What the system says of itself (POSIX.1-2024 uname). */
import { UTSNAME_FIELD } from "../abi/resource.ts";
import { toBytes } from "./files/text.ts";
import type { GuestMemory } from "./guest-memory.ts";

/** The version in package.json: a test compares them. */
export const RELEASE = "0.1.0";

/** sysname, nodename, release, version, machine, domainname. */
const NAMES = ["Prong", "prong", RELEASE, "fork(2) for WebAssembly", "wasm32", "(none)"];

export function storeUtsname(memory: GuestMemory, address: number): void {
  storeNames(memory, address, NAMES);
}

/** Stores the six names of a `utsname`, each cut where there is no room for it. */
export function storeNames(memory: GuestMemory, address: number, names: readonly string[]): void {
  const fields = memory.lend(address, UTSNAME_FIELD * NAMES.length).fill(0);
  names.forEach((name, i) => {
    fields.set(toBytes(name).subarray(0, UTSNAME_FIELD - 1), UTSNAME_FIELD * i);
  });
}
