/** Where a directory is: see the path walk below. (Being written.) */
import type { Inode } from "@bjorn3/browser_wasi_shim";

export interface Place {
  readonly inode: Inode;
  /** Its absolute path, as `getcwd` tells it. */
  readonly path: string;
}
