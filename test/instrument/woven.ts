/** Runs what `rewrite` made, without stack capture: the first stage alone. */
import { guestFunction } from "../../runtime/backend/emulated/guest-function.ts";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { type RewriteOptions, rewrite } from "../../runtime/instrument/rewrite.ts";

/** Tells of each call what it answers. */
export type Answer = (name: string, args: readonly (number | bigint)[]) => number | bigint;

export class Woven {
  readonly exports: Record<string, unknown>;
  readonly memory: WebAssembly.Memory;

  constructor(bytes: Uint8Array, answer: Answer = () => 0, atDoor: (what: number) => void = () => {}) {
    if (!WebAssembly.validate(bytes as BufferSource)) new WebAssembly.Module(bytes as BufferSource); // says why
    const module = new WebAssembly.Module(bytes as BufferSource);
    const imports: Record<string, Record<string, unknown>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      imports[from] ??= {};
      imports[from][name] = (...args: (number | bigint)[]) => answer(name, args);
    }
    this.exports = new WebAssembly.Instance(module, imports as WebAssembly.Imports).exports;
    this.memory = (this.exports["prong:memory"] ?? this.exports.memory) as WebAssembly.Memory;
    (this.exports["prong:door"] as WebAssembly.Table | undefined)?.set(0, guestFunction(atDoor));
  }

  global(name: string): WebAssembly.Global {
    return this.exports[name] as WebAssembly.Global;
  }

  /** Calls an export; a trap is told as its message. */
  call(name: string, ...args: (number | bigint)[]): unknown {
    try {
      return (this.exports[name] as (...args: (number | bigint)[]) => unknown)(...args);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) return error.message;
      throw error;
    }
  }

  get pages(): number {
    return this.global("prong:pages").value as number;
  }

  /** The guest's own. */
  bytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer, 0, this.pages * 65536);
  }
}

export function rewritten(guest: Uint8Array, options: RewriteOptions = {}): Uint8Array {
  return rewrite(inspectGuest(guest, "test.wasm"), { room: 0, ...options }).bytes;
}
