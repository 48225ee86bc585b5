/** The answer to who wants input, where there is none and nobody types: its end, and only time can help. */
import { endTyping } from "../kernel/terminal/line-discipline.ts";
import type { World } from "../kernel/world.ts";
import type { Outcome } from "./outcome.ts";

export function giveNoInput(world: World, { hope }: Extract<Outcome, { kind: "wants-input" }>): void {
  const { input, terminal } = world;
  if (hope !== undefined && hope !== "data") world.hostPassed = true;
  else if (terminal?.typedAt === true) endTyping(terminal);
  else input.end();
}
