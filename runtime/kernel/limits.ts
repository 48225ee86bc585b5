/** What a world may use. Over a limit the guest gets the errno that POSIX names, and nothing is lost. */
export interface Limits {
  /** Live processes, zombies too: over it `fork` answers EAGAIN. */
  readonly processes: number;
  /** Descriptors per process: over it EMFILE. */
  readonly descriptors: number;
  /** Open files of all processes together: over it ENFILE. */
  readonly openFiles: number;
  /** Bytes of memory that all processes together use, a page that they share counting once: `memory-budget.ts`. */
  readonly memory: number;
  /** Bytes of one file in memory: over it EFBIG. */
  readonly fileSize: number;
  /** Bytes of all files in memory together: over it ENOSPC. */
  readonly storage: number;
}

export const DEFAULT_LIMITS: Limits = {
  processes: 16_384,
  descriptors: 1024,
  openFiles: 65_536,
  memory: 2 ** 32,
  fileSize: 2 ** 30,
  storage: 2 ** 32,
};
