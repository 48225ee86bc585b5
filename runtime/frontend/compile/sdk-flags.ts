/** What any clang with wasi-libc needs to compile for Prong; `prong sdk` prints it, and our own compiler is given the same. */

/** wasi-libc has clock and times only for those who ask. */
export const DEFINES = ["-D_WASI_EMULATED_PROCESS_CLOCKS"];
/**
 * Atomics stay one instruction each, which no other process can come into (`--preempt memory`); without threads clang would make
 * them several. wasi-libc has been compiled without, where what is of a thread is of the process: `errno` must be so, too.
 */
export const ATOMICS = ["-matomics", "-D_Thread_local=", "-D__thread=", "-Dthread_local="];
/** The libraries of wasi-libc that a POSIX program expects to find in libc itself. */
export const LIBRARIES = ["-lwasi-emulated-process-clocks", "-lwasi-emulated-signal"];
/** The stack is small because all of it may have to be copied at a fork, and first so that an overflow traps. */
export const STACK = ["-z", "stack-size=262144", "--stack-first"];

/**
 * The flags for a clang of one's own, given the folder of the C SDK:
 *
 *     clang --sysroot=... $(prong sdk) hello.c -o hello.wasm
 */
export function sdkFlags(folder: string): string[] {
  return [
    "--target=wasm32-wasip1",
    "-isystem",
    `${folder}/include`,
    ...DEFINES,
    ...ATOMICS,
    `${folder}/src/all.c`,
    ...LIBRARIES,
    `-Wl,${STACK.join(",")}`,
  ];
}
