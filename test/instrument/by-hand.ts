/** Drives an instrumented guest by hand: what the executor does, in its smallest form. */
import { guestFunction } from "../../runtime/backend/emulated/guest-function.ts";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import type { Frames } from "../../runtime/instrument/capture-stack.ts";
import { DoorCall } from "../../runtime/instrument/door.ts";
import {
  type Instrumented,
  type InstrumentOptions,
  instrument,
  loadStackCapture,
  openCallStack,
} from "../../runtime/instrument/pipeline.ts";

await loadStackCapture();

export const SUSPEND = Symbol("suspend");

/** What a call answers, or SUSPEND to capture the stack in it. */
export type Answer = number | bigint | typeof SUSPEND;

/** Everything that a process is. */
export interface Image {
  readonly memory: Uint8Array;
  readonly globals: readonly (number | bigint)[];
  readonly frames: Frames;
}

export function make(bytes: Uint8Array, options: InstrumentOptions = {}): Instrumented {
  const made = instrument(inspectGuest(bytes, "test.wasm"), options);
  if (!WebAssembly.validate(made.bytes as BufferSource)) throw new Error("the engine refuses what was made");
  return made;
}

export class ByHand {
  readonly exports: Record<string, unknown>;
  readonly port;
  readonly memory: WebAssembly.Memory;
  /** The calls of the guest, in order: `fork()`. A call that a resume repeats is not told again. */
  readonly calls: string[] = [];
  /** How many points the guest may pass until it asks again. */
  fuel = 1000;
  #result: number | bigint = 0;

  constructor(
    readonly made: Instrumented,
    readonly answer: (name: string, args: readonly (number | bigint)[]) => Answer,
  ) {
    const module = new WebAssembly.Module(made.bytes as BufferSource);
    const imports: Record<string, Record<string, unknown>> = {};
    for (const entry of WebAssembly.Module.imports(module)) {
      imports[entry.module] = {
        ...imports[entry.module],
        [entry.name]: (...args: (number | bigint)[]) => this.#call(entry.name, args),
      };
    }
    this.exports = new WebAssembly.Instance(module, imports as WebAssembly.Imports).exports;
    this.port = openCallStack(this.exports);
    this.memory = this.exports["prong:memory"] as WebAssembly.Memory;
    const door = this.exports["prong:door"] as WebAssembly.Table | undefined;
    door?.set(
      0,
      guestFunction((what) => (what === DoorCall.frames ? this.port.moveFrames() : this.#preempt())),
    );
  }

  #call(name: string, args: (number | bigint)[]): number | bigint {
    if (this.port.state === "resuming") {
      this.port.finishResume();
      return this.#result;
    }
    this.calls.push(`${name}(${args.join(", ")})`);
    const answer = this.answer(name, args);
    if (answer !== SUSPEND) return answer;
    this.port.startCapture();
    return 0;
  }

  /** The guest has no fuel left; `answer` is asked as if it had made a call. */
  #preempt(): void {
    this.#refuel();
    if (this.port.state === "resuming") this.port.finishResume();
    else if (this.answer("preempt", []) === SUSPEND) this.port.startCapture();
  }

  #refuel(): void {
    if ("prong:fuel" in this.exports) this.global("prong:fuel").value = this.fuel;
  }

  /** Starts the program; answers an image when it suspended, undefined when it ended. */
  start(): Image | undefined {
    this.#refuel();
    (this.exports["prong:entry"] as () => void)();
    return this.port.state === "capturing" ? this.#capture() : undefined;
  }

  #capture(): Image {
    const frames = this.port.finishCapture();
    return {
      frames,
      memory: this.guestBytes().slice(),
      globals: this.made.globals.map(({ exportName }) => this.global(exportName).value),
    };
  }

  /** Goes on with an image, whose call answers `result`. */
  resume(image: Image, result: number | bigint): Image | undefined {
    const missing = image.memory.length + this.made.behind * 65536 - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(missing / 65536);
    this.global("prong:pages").value = image.memory.length / 65536;
    new Uint8Array(this.memory.buffer).set(image.memory);
    if ("prong:marks" in this.exports) this.global("prong:marks").value = image.memory.length + this.made.room * 65536;
    for (const [index, { exportName }] of this.made.globals.entries())
      this.global(exportName).value = image.globals[index] as number;
    this.#result = result;
    this.port.startResume(image.frames);
    this.port.resume();
    return this.port.state === "capturing" ? this.#capture() : undefined;
  }

  global(name: string): WebAssembly.Global {
    return this.exports[name] as WebAssembly.Global;
  }

  guestBytes(): Uint8Array {
    return new Uint8Array(this.memory.buffer, 0, (this.global("prong:pages").value as number) * 65536);
  }

  /** Is all that lies behind the guest's pages zero? */
  frameAreaIsZero(): boolean {
    return new Uint8Array(this.memory.buffer).subarray(this.guestBytes().length).every((byte) => byte === 0);
  }

  u32(address: number): number {
    return new DataView(this.memory.buffer).getUint32(address, true);
  }
}
