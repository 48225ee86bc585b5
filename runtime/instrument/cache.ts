/**
 * Where instrumented modules are kept, so that the tool that makes them is loaded only for a program not seen before.
 *
 * A cache may lose or damage what it holds: every entry is checked when it is read, and made again when it is not whole.
 */
import type { GuestModule } from "../guest/module.ts";
import {
  cacheKey,
  type Instrumented,
  type InstrumentOptions,
  instrument,
  loadStackCapture,
  readInstrumented,
  stackCaptureIsLoaded,
} from "./pipeline.ts";

export interface InstrumentCache {
  get(key: string): Uint8Array | undefined;
  set(key: string, bytes: Uint8Array): void;
}

/** A cache that lasts as long as it is referred to. */
export class MemoryCache implements InstrumentCache {
  readonly #entries = new Map<string, Uint8Array>();

  get(key: string): Uint8Array | undefined {
    return this.#entries.get(key);
  }

  set(key: string, bytes: Uint8Array): void {
    this.#entries.set(key, bytes);
  }
}

/** The instrumented guest, from the cache or made now, loading the tool if need be. */
export async function prepare(
  guest: GuestModule,
  options: InstrumentOptions,
  cache: InstrumentCache,
): Promise<Instrumented> {
  const ready = prepareNow(guest, options, cache);
  if (ready !== undefined) return ready;
  await loadStackCapture();
  return makeAndKeep(guest, options, cache);
}

/** As `prepare`, but answers undefined where that would have to wait for the tool. */
export function prepareNow(
  guest: GuestModule,
  options: InstrumentOptions,
  cache: InstrumentCache,
): Instrumented | undefined {
  const kept = cache.get(cacheKey(guest, options));
  const whole = kept === undefined ? undefined : readInstrumented(kept);
  if (whole !== undefined) return whole;
  const isReady = options.capture !== "asyncify" || stackCaptureIsLoaded();
  return isReady ? makeAndKeep(guest, options, cache) : undefined;
}

function makeAndKeep(guest: GuestModule, options: InstrumentOptions, cache: InstrumentCache): Instrumented {
  const made = instrument(guest, options);
  cache.set(cacheKey(guest, options), made.bytes);
  return made;
}
