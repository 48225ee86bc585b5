/** The end of a process in words. */
import { signalMessage, signalName } from "../../abi/signal.ts";
import type { End } from "../../abi/wait-status.ts";

/** "exits with 0", "killed by SIGSEGV (Segmentation fault)". */
export function describeEnd(end: End): string {
  return "code" in end
    ? `exits with ${end.code}`
    : `killed by ${signalName(end.signal)} (${signalMessage(end.signal)})`;
}
