/** All that there is to see of a system: of its world, and of the programs that run in it. */
import type { World } from "../../kernel/world.ts";
import type { Step } from "../../scheduler/history.ts";
import { sceneOf } from "../../scheduler/scene/scene-of.ts";
import { sinceWhenAll } from "../../scheduler/waiting.ts";
import type { SystemScene } from "./scene.ts";
import type { System } from "./system.ts";

/** Before step `position` of a history. */
export function systemScene(
  system: System,
  world: World,
  position: number,
  stepAt: (number: number) => Step,
): SystemScene {
  const scene = sceneOf(world);
  const since = sinceWhenAll(scene.processes, position, stepAt);
  const processes = scene.processes.map((process, index) => ({
    ...process,
    stack: system.callStack(process.pid) ?? [],
    since: since[index],
  }));
  return { ...scene, processes };
}
