/**
 * The least host that real programs get along with, for runs by hand: the same calls get the same answers, whatever happens in
 * between. There is one process; its children are a number, and have always ended. What is written is kept.
 */

import { SYSCALL_TABLE } from "../../runtime/abi/syscall-table.ts";
import { exitCode } from "../../runtime/abi/wait-status.ts";
import { NO_DESCRIPTOR } from "./sprinkle.ts";

export class Ended extends Error {}

/** Enough has been seen: two runs that come here are compared where they are. */
const MOST_CALLS = 10_000;
const FIRST_CHILD = 3;
const [EBADF, ECHILD] = [8, 12];
const CHARACTER_DEVICE = 2;

/** The calls that a stack can be captured in. */
export const WAITING: ReadonlySet<string> = new Set(SYSCALL_TABLE.filter((row) => row.waits).map(({ name }) => name));

type Argument = number | bigint;

export class LonelyHost {
  /** Calls and answers, but for those that were sprinkled in. */
  readonly told: string[] = [];
  output = "";
  made = 0;
  #children = 0;
  #forks = 0;

  constructor(
    readonly memory: () => WebAssembly.Memory,
    readonly words: readonly string[],
    /** Is the program to see itself as the child, at every fork? */
    readonly isChild: boolean,
  ) {}

  answer(name: string, args: readonly Argument[]): number {
    if (++this.made > MOST_CALLS) throw new Ended("enough");
    if (name === "fd_write" && args[0] === NO_DESCRIPTOR) return EBADF;
    const [a = 0, b = 0, c = 0, d = 0] = args.map(Number);
    const answer = this.#calls[name]?.(a, b, c, d) ?? 0;
    this.told.push(`${name}(${args.join(", ")}) = ${answer}`);
    return answer;
  }

  readonly #calls: Readonly<Record<string, (a: number, b: number, c: number, d: number) => number>> = {
    args_sizes_get: (count, size) => {
      this.#store(count, this.words.length);
      this.#store(size, this.#encoded().flat().length);
      return 0;
    },
    args_get: (pointers, text) => {
      let at = text;
      for (const [n, bytes] of this.#encoded().entries()) {
        this.#store(pointers + 4 * n, at);
        this.#bytes().set(bytes, at);
        at += bytes.length;
      }
      return 0;
    },
    fd_fdstat_get: (_, stat) => {
      this.#bytes()
        .fill(0, stat, stat + 24)
        .fill(0xff, stat + 8, stat + 24);
      this.#bytes()[stat] = CHARACTER_DEVICE; // so that every line is written by itself
      return 0;
    },
    fd_write: (_, vectors, count, written) => {
      const view = this.#view();
      let size = 0;
      for (let n = 0; n < count; n++) {
        const [from, length] = [view.getUint32(vectors + 8 * n, true), view.getUint32(vectors + 8 * n + 4, true)];
        this.output += Buffer.from(this.#bytes().slice(from, from + length)).toString("latin1");
        size += length;
      }
      this.#store(written, size);
      return 0;
    },
    fd_read: (_, _vectors, _count, read) => {
      this.#store(read, 0);
      return 0;
    },
    pipe2: (descriptors) => {
      this.#store(descriptors, 3);
      this.#store(descriptors + 4, 4);
      return 0;
    },
    fork: () => this.#fork(),
    vfork: () => this.#fork(),
    wait4: (_, status) => {
      if (this.#children === 0) return -ECHILD;
      this.#children--;
      if (status !== 0) this.#store(status, 0x100);
      return FIRST_CHILD + this.#children;
    },
    execve: () => -EBADF,
    getpid: () => 2,
    proc_exit: (code) => {
      throw new Ended(`exits with ${exitCode({ code })}`);
    },
  };

  #fork(): number {
    // Who is told without end that it is a child may go on forking without end.
    if (this.isChild && this.#forks++ < 20) return 0;
    return FIRST_CHILD + this.#children++;
  }

  #encoded(): number[][] {
    return this.words.map((word) => [...new TextEncoder().encode(`${word}\0`)]);
  }

  #store(address: number, value: number): void {
    this.#view().setUint32(address, value, true);
  }

  #view(): DataView {
    return new DataView(this.memory().buffer);
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.memory().buffer);
  }
}
