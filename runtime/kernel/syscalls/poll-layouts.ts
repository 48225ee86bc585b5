/** The subscriptions and events of WASI's `poll_oneoff`, in a guest's memory (layouts: `abi/layout.ts`). */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { EVENT_SIZE } from "../../abi/layout.ts";
import type { GuestMemory } from "../guest-memory.ts";

/** The most subscriptions of one call: as many as descriptors could ever be polled for both ways, and some. */
export const SUBSCRIPTIONS_MAX = 65536;
export const CLOCK_REALTIME = 0;
export const CLOCK_MONOTONIC = 1;

/** What one subscription waits for. */
export interface Subscription {
  readonly userdata: bigint;
  readonly type: number;
  /** The number of a clock, or of a descriptor. */
  readonly subject: number;
  /** Of a clock: in nanoseconds. */
  readonly timeout: bigint;
  readonly absolute: boolean;
}

/** What became of one. */
export interface Occurrence {
  readonly watch: Subscription;
  readonly error: number;
  readonly bytes: number;
  readonly flags: number;
}

/** Undefined for a kind of subscription that there is not. The address has been checked. */
export function readSubscription(memory: GuestMemory, address: number): Subscription | undefined {
  const type = memory.u8(address + 8);
  if (type !== wasi.EVENTTYPE_CLOCK && type !== wasi.EVENTTYPE_FD_READ && type !== wasi.EVENTTYPE_FD_WRITE)
    return undefined;
  return {
    userdata: memory.u64(address),
    type,
    subject: memory.u32(address + 16),
    timeout: memory.u64(address + 24),
    absolute: (memory.u16(address + 40) & wasi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME) !== 0,
  };
}

/** Stores an event, at an address that has been checked. */
export function storeEvent(memory: GuestMemory, address: number, { watch, error, bytes, flags }: Occurrence): void {
  memory.lend(address, EVENT_SIZE).fill(0);
  memory.setU64(address, watch.userdata);
  memory.setU16(address + 8, error);
  memory.setU8(address + 10, watch.type);
  memory.setU64(address + 16, BigInt(bytes));
  memory.setU16(address + 24, flags);
}
