/**
 * The layouts of what crosses the border between a guest's memory and the kernel (little-endian, wasm32).
 *
 *     iovec         { u32 address; u32 length }                                            8 bytes
 *     prestat       { u8 tag = 0; u32 nameLength @4 }                                      8
 *     fdstat        { u8 type; u16 flags @2; u64 rights @8; u64 inheriting @16 }          24
 *     filestat      { u64 dev; u64 ino @8; u8 type @16; u64 links @24; u64 size @32;
 *                     u64 accessed @40; u64 modified @48; u64 changed @56 }               64
 *     stat          { u64 dev; u64 ino @8; u64 links @16; u32 mode @24; u32 uid @28; u32 gid @32; u64 rdev @40;
 *                     i64 size @48; i32 blockSize @56; i64 blocks @64;
 *                     timespec accessed @72; timespec modified @88; timespec changed @104 }   144
 *     timespec      { i64 seconds; i32 nanoseconds @8 }                                   16
 *     dirent        { u64 next; u64 ino @8; u32 nameLength @16; u8 type @20 } + name      24 + n
 *     subscription  { u64 userdata; u8 tag @8;
 *                     clock: u32 id @16; u64 timeout @24; u64 precision @32; u16 flags @40
 *                     fd:    u32 fd @16 }                                                 48
 *     sigaction     { u32 handler; u64 mask @8; u32 flags @16 }                           24
 *     siginfo       { i32 signo; i32 errno; i32 code; i32 pid @12; u32 uid @16; i32 status @20;
 *                     u32 value @24; u32 address @28; i32 timer @32; i32 overrun @36;
 *                     i32 band @40; i32 fd @44 }                                           48
 *     delivery      { u32 handler; u32 flags @4; u64 mask @8; siginfo @16 }               64
 *     event         { u64 userdata; u16 error @8; u8 type @10; u64 bytes @16; u16 flags @24 } 32
 */
export const IOVEC_SIZE = 8;
export const PRESTAT_SIZE = 8;
export const FDSTAT_SIZE = 24;
export const FILESTAT_SIZE = 64;
export const STAT_SIZE = 144;
export const DIRENT_SIZE = 24;
export const SUBSCRIPTION_SIZE = 48;
export const EVENT_SIZE = 32;
export const SIGSET_SIZE = 8;
export const SIGACTION_SIZE = 24;
export const SIGINFO_SIZE = 48;
export const DELIVERY_SIZE = 64;
export const TIMESPEC_SIZE = 16;
/** An int, then two shorts: the descriptor, what is asked, what is found. */
export const POLLFD_SIZE = 8;

/** Size of a Wasm page: the unit in which guests see their memory. */
export const WASM_PAGE = 65536;

/** Size of our own pages, the unit in which memory is shared and copied: what a small C program writes after `fork` is 2 to 6. */
export const PAGE_SIZE = 4096;

/** The most iovecs one call takes (IOV_MAX). */
export const IOV_MAX = 1024;
/** The most bytes of a path (PATH_MAX without the NUL) and of one name. */
export const PATH_MAX = 4095;
export const NAME_MAX = 255;
/** The most bytes of arguments and environment together (ARG_MAX). */
export const ARG_MAX = 2_097_152;
