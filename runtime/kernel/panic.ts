/** Our own bug: an invariant of the kernel does not hold. Never the guest's doing, never caught by the kernel. */
export class KernelPanic extends Error {
  override readonly name = "KernelPanic";
}

/** Stops the world and names the invariant that was broken. */
export function panic(invariant: string): never {
  throw new KernelPanic(`kernel panic: ${invariant}`);
}
