/**
 * A guest that runs in this very process of the host, and what the host's kernel does not know of it. Forking copies it, as all
 * else of Node's memory.
 */
import { GuestMemory } from "../../kernel/guest-memory.ts";
import type { HostCalls } from "./addon.ts";
import { LowDescriptors } from "./low-descriptors.ts";
import { NativeSignals } from "./native-signals.ts";
import { NativeSpace } from "./native-space.ts";

/** What a program begins with. */
export interface Start {
  /** Where it lies on the host. */
  readonly path: string;
  readonly args: readonly string[];
  readonly environment: readonly string[];
}

export class NativeProcess {
  readonly host: HostCalls;
  readonly low: LowDescriptors;
  readonly start: Start;
  readonly memory = new GuestMemory();
  readonly space: NativeSpace;
  readonly signals: NativeSignals;
  /** Descriptors that are to be closed in the child of a fork: Linux has no such flag. */
  readonly closedInChild = new Set<number>();
  /** The host's descriptor that says to the parent that this process, made by `vfork`, has its memory still. */
  borrowed: number | undefined;
  /** The signal of a trap, while its handler runs. */
  trap: number | undefined;
  /** The root, as programs that know only WASI find it; others close it with `use_cwd`. */
  preopened: number | undefined;
  /** Room for the numbers that the host's calls fill. */
  readonly numbers = new BigInt64Array(64);

  constructor(host: HostCalls, start: Start) {
    this.host = host;
    this.low = new LowDescriptors(host);
    this.start = start;
    this.space = new NativeSpace(host, this.memory, this.low);
    this.signals = new NativeSignals(host);
  }

  /** The number that the host filled in at an index. */
  number(index: number): number {
    return Number(this.numbers[index] ?? 0n);
  }
}
