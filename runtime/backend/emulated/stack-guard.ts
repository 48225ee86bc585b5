/**
 * Before the kernel answers a call it makes sure that the engine's own stack has room for it. A guest that recurses
 * without end makes its last call with almost none left; the overflow would then strike in the middle of the kernel and
 * leave the world half changed. So it is made to strike here, where it is the guest's end and nothing else.
 */

/** Frames of a function this small take some 100 bytes each: together some tens of kilobytes, more than the kernel needs. */
const FRAMES = 200;

/** Throws the engine's RangeError when the stack has no room for the kernel. */
export function guardStack(): void {
  descend(FRAMES);
}

function descend(frames: number): number {
  return frames === 0 ? 0 : descend(frames - 1) + 1;
}
