/** A scene with what only the backend knows: where in its program each process is, and since which step it waits. */
import type { ProcessScene, Scene } from "../../scheduler/scene/scene.ts";
import type { StackEntry } from "./call-stack.ts";

export interface SystemProcessScene extends ProcessScene {
  /** The functions that it is in, the innermost first; none before it has run, and of one that has ended. */
  readonly stack: readonly StackEntry[];
  /** The step in which its state began: see `sinceWhen`. */
  readonly since: number | undefined;
}

export interface SystemScene extends Scene {
  readonly processes: readonly SystemProcessScene[];
}
