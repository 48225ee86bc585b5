/** Short checksums of what was run, so that a schedule knows its own program and arguments. */
import type { GuestModule } from "../guest/module.ts";
import { SectionId } from "../guest/wasm/declarations.ts";
import { digest } from "../kernel/digest.ts";

/** Six hex digits, of all but custom sections: names and lines of the source change nothing of a run. */
export function programChecksum({ wasm }: GuestModule): string {
  const sections = wasm.sections.filter(({ id }) => id !== SectionId.custom);
  return digest(sections.map(({ start, end }) => wasm.bytes.slice(start, end))).slice(0, 6);
}

/** Four hex digits; none where there is neither an argument nor a variable. */
export function inputChecksum(args: readonly string[], environment: readonly string[]): string {
  return args.length === 0 && environment.length === 0 ? "" : digest([args, environment]).slice(0, 4);
}
