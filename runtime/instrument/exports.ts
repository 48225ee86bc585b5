/**
 * The names under which an instrumented module exports what the executor needs. No guest can have used them by accident, and a
 * guest that did is refused.
 */

/** The guest's memory, with the frame area behind the guest's own pages. */
export const EXPORT_MEMORY = "prong:memory";
/** The function to call to start, and to resume: ()->(). */
export const EXPORT_ENTRY = "prong:entry";
/** i32: how many pages the guest has. The host sets it when it makes a process resident. */
export const EXPORT_PAGES = "prong:pages";
/** i32: how many pages the guest may have. The host sets it before each run. */
export const EXPORT_LIMIT = "prong:limit";
/** i32: not 0 when the guest should take its pending signals after the current call. */
export const EXPORT_PENDING = "prong:pending";
/** Its value while `prong:entry` is called to take the signal of a trap. */
export const PENDING_TRAP = 2;
/** Followed by the index that the global has in the guest. */
export const EXPORT_GLOBAL = "prong:global:";
/** What a guest exports to be asked to take its pending signals: ()->(). */
export const GUEST_DELIVER_SIGNALS = "prong_deliver_signals";
/** i32: is the guest running (0), capturing its stack (1) or resuming it (2)? */
export const EXPORT_STATE = "prong:state";
/** i32: where in the frame area capturing or resuming is. */
export const EXPORT_CURSOR = "prong:cursor";
/** (state, cursor)->(cursor): sets both, and answers what the cursor was. For the host, who takes long to set a global. */
export const EXPORT_TURN = "prong:turn";
/** i32: how many bytes of the guest's memory are lent while frames are written or read. */
export const EXPORT_FRAMES = "prong:frames";
/** A table with one slot, for a function (i32)->() of the host: see door.ts. */
export const EXPORT_DOOR = "prong:door";
/** The function to call to resume: ()->(). */
export const EXPORT_RESUME = "prong:resume";
/** i32: how many points the guest may still pass before it comes to the door. Modules made with `preempt` have it. */
export const EXPORT_FUEL = "prong:fuel";
/** i32: where the map of marks begins, a byte for each 4 KiB page. Modules made with `marks` have it; see virtual-memory.ts. */
export const EXPORT_MARKS = "prong:marks";
/** (from, to)->(page): the first marked page, whose mark is taken away. Modules made with `marks` have it; see page-marks.ts. */
export const EXPORT_TAKE_MARK = "prong:take-mark";
/** i32: where memory begins that other processes see too. Modules made with `preempt: "memory"` have it. */
export const EXPORT_SHARED = "prong:shared";
/** i32: how many bytes of such memory there are; 0: none. */
export const EXPORT_SHARED_LENGTH = "prong:shared-length";
/** i32: what the access is to do before which the guest is at the door, an `AccessBit` each. Modules with `prong:shared` have these four. */
export const EXPORT_ACCESS = "prong:access";
/** i32: where it writes. */
export const EXPORT_ACCESS_TO = "prong:access-to";
/** i32: where it reads. */
export const EXPORT_ACCESS_FROM = "prong:access-from";
/** i32: how many bytes. */
export const EXPORT_ACCESS_LENGTH = "prong:access-length";
/** What `prong:access` is the sum of. */
export const AccessBit = { reads: 1, writes: 2, atomic: 4 } as const;
