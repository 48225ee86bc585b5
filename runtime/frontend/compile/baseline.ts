/**
 * Has the engine compile WebAssembly with its baseline compiler alone while work is done. A compiler of C is 75 MB of code
 * that runs for a second: what V8 spends on optimising it is never earned back, and takes a core from those who run beside
 * it. Nor does it have all of that code validated, of which a program needs a tenth: what is called is validated then. Elsewhere
 * than in Node, where flags cannot be set, the work is only done.
 */

/** V8's names for both. */
const FLAGS = ["liftoff-only", "wasm-lazy-validation"];

interface Engine {
  setFlagsFromString(flag: string): void;
}

let engine: Engine | undefined;
/** Work that is being done: the flag is everybody's. */
let working = 0;

export async function atBaseline<T>(work: () => Promise<T>): Promise<T> {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  engine ??= process?.getBuiltinModule?.("node:v8") as Engine | undefined;
  if (working++ === 0) for (const flag of FLAGS) engine?.setFlagsFromString(`--${flag}`);
  try {
    return await work();
  } finally {
    if (--working === 0) for (const flag of FLAGS) engine?.setFlagsFromString(`--no-${flag}`);
  }
}
