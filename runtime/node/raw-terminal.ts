/**
 * The terminal of this Node process, lent to guests: every key is theirs as it is typed, and nothing that they write is
 * changed. Node's own raw mode would still turn ends of lines into two bytes, so `stty` sets it, where there is one.
 *
 * `close` puts back what was; on a signal or an error Node does so itself, for it remembers how it found the terminal.
 */
import { readFileSync, readSync } from "node:fs";
import { createRequire } from "node:module";

const STDIN = 0;
/** Reads answer at once, with what there is: nothing, mostly. */
const RAW = ["raw", "-echo", "-iexten", "min", "0", "time", "0"];

/** How often the keyboard is looked at, in milliseconds: while guests run, and while they wait. */
const WHILE_RUNNING = 10;
const WHILE_WAITING = 8;

export class RawTerminal {
  readonly #before: string;
  #lastLook = 0;
  /** There is no terminal any more. */
  #gone = false;

  private constructor(before: string) {
    this.#before = before;
  }

  /** Undefined where the host has no `stty`, standard input is no terminal, or we may not change it now: in the background. */
  static open(): RawTerminal | undefined {
    if (!inForeground()) return undefined;
    const before = stty(["-g"]);
    return before === undefined || stty(RAW) === undefined ? undefined : new RawTerminal(before.trim());
  }

  /** What has been typed by now, looked at from time to time; undefined for nothing. */
  typed(): Uint8Array | undefined {
    const now = performance.now();
    return now - this.#lastLook < WHILE_RUNNING ? undefined : this.read();
  }

  /** What has been typed by now; undefined for nothing. */
  read(): Uint8Array | undefined {
    this.#lastLook = performance.now();
    const buffer = new Uint8Array(4096);
    try {
      const count = readSync(STDIN, buffer);
      return count === 0 ? undefined : buffer.slice(0, count);
    } catch (error) {
      this.#gone = (error as NodeJS.ErrnoException).code !== "EAGAIN"; // EIO: it was hung up
      return undefined;
    }
  }

  /** Waits until something is typed, at most for so many milliseconds; null: nothing was; undefined: nothing will be. */
  async wait(milliseconds: number): Promise<Uint8Array | null | undefined> {
    const end = performance.now() + milliseconds;
    for (;;) {
      const bytes = this.read();
      if (bytes !== undefined) return bytes;
      if (this.#gone) return undefined;
      const left = end - performance.now();
      if (left <= 0) return null;
      await new Promise((resolve) => setTimeout(resolve, Math.min(WHILE_WAITING, left))); // Node sees to signals meanwhile
    }
  }

  close(): void {
    stty([this.#before]);
  }
}

/** A shell that started us in the background would find us stopped by SIGTTOU. Where the host cannot say, we are in front. */
function inForeground(): boolean {
  try {
    const stat = readFileSync("/proc/self/stat", "latin1");
    const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return group === foreground;
  } catch {
    return true;
  }
}

/** What it prints; undefined where it fails. What starts it is loaded late: it takes 4 ms, and most runs have no terminal. */
function stty(args: readonly string[]): string | undefined {
  const require = createRequire(process.execPath);
  const { spawnSync } = require("node:child_process") as typeof import("node:child_process");
  const { status, stdout } = spawnSync("stty", args, { stdio: ["inherit", "pipe", "ignore"], encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}
