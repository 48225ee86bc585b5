/** What to do when nobody is runnable: time jumps, or the host must help, or the run is over. */
import { nextDeadline } from "../kernel/deadlines.ts";
import type { Process } from "../kernel/process.ts";
import type { World } from "../kernel/world.ts";
import type { Outcome, TypingWish } from "./outcome.ts";
import { describeWaiter } from "./waiting.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** Undefined when time has jumped to the next deadline and somebody can go on. */
export function idle(world: World): Outcome | undefined {
  if (world.firstEnd !== undefined && world.processes.size === 0) return { kind: "ended", end: world.firstEnd };
  if (!world.input.ended && world.input.readable.sleepers.length > 0) return { kind: "wants-input" };
  const deadline = nextDeadline(world) ?? NEVER;
  const wish = wishToType(world, deadline);
  if (wish !== undefined) return { kind: "wants-input", ...wish };
  if (deadline < NEVER) {
    world.clock.advanceTo(deadline); // the machine sees to what is due then
    return undefined;
  }
  const waiters = [...world.processes.values()].filter((process) => process.state.kind !== "zombie");
  return { kind: "deadlock", waiters: waiters.map((process) => describeWaiter(world, process)), end: world.firstEnd };
}

/** Whether somebody may type now: undefined without a terminal, or when the host has just said that nobody does. */
function wishToType(world: World, deadline: number): TypingWish | undefined {
  const { terminal, hostPassed } = world;
  world.hostPassed = false;
  if (terminal === undefined || terminal.ended || hostPassed) return undefined;
  const within = deadline < NEVER ? deadline - world.clock.elapsed : undefined;
  if (terminal.readable.sleepers.length > 0) return { hope: "data", within };
  const reached = [...world.processes.values()].filter(
    ({ group, state }) => group === terminal.foreground && state.kind !== "zombie",
  );
  if (terminal.cooked || reached.length === 0) return undefined;
  return { hope: reached.some(waitsForSignal) ? "signal" : "rescue", within };
}

function waitsForSignal({ state, signalled }: Process): boolean {
  return state.kind === "waiting" && state.on.includes(signalled);
}
