/** Locks: the numbers of Linux (fcntl(2), flock(2)), and the layout of wasi-libc's `struct flock`. */

/** Commands of `record_lock`, which are those of `fcntl`. */
export const F_GETLK = 5;
export const F_SETLK = 6;
export const F_SETLKW = 7;
/** The same for locks that belong to the open file. */
export const F_OFD_GETLK = 36;
export const F_OFD_SETLK = 37;
export const F_OFD_SETLKW = 38;

export const F_RDLCK = 0;
export const F_WRLCK = 1;
export const F_UNLCK = 2;

/**     flock   { i16 type; i16 whence @2; i64 start @8; i64 length @16; i32 pid @24 }   32 bytes */
export const FLOCK_SIZE = 32;

/** Operations of `flock`. */
export const LOCK_SH = 1;
export const LOCK_EX = 2;
export const LOCK_NB = 4;
export const LOCK_UN = 8;
