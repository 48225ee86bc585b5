/** What the system says of itself (POSIX.1-2024 uname). */
import { UTSNAME_FIELD } from "../abi/resource.ts";
import { toBytes } from "./files/text.ts";
import type { GuestMemory } from "./guest-memory.ts";

/** The version in package.json: a test compares them. */
export const RELEASE = "0.1.0";

/** sysname, nodename, release, version, machine, domainname. */
const NAMES = ["Prong", "prong", RELEASE, "fork(2) for WebAssembly", "wasm32", "(none)"];

export function storeUtsname(memory: GuestMemory, address: number): void {
  const names = memory.lend(address, UTSNAME_FIELD * NAMES.length).fill(0);
  NAMES.forEach((name, i) => {
    names.set(toBytes(name), UTSNAME_FIELD * i);
  });
}
