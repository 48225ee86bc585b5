/**
 * The terminal of this Node process, lent to guests: every key is theirs as it is typed, and nothing that they write is
 * changed. Node's own raw mode would still turn ends of lines into two bytes, so `stty` sets it, where there is one.
 *
 * `close` puts back what was; on a signal or an error Node does so itself, for it remembers how it found the terminal.
 */
import { readSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as delay } from "node:timers/promises";

const STDIN = 0;
/** Reads answer at once, with what there is: nothing, mostly. */
const RAW = ["raw", "-echo", "-iexten", "min", "0", "time", "0"];

/** How often the keyboard is looked at, in milliseconds: while guests run, and while they wait. */
const WHILE_RUNNING = 10;
const WHILE_WAITING = 8;

export class RawTerminal {
  readonly #before: string;
  #lastLook = 0;

  private constructor(before: string) {
    this.#before = before;
  }

  /** Undefined where the host has no `stty`, or standard input is no terminal after all. */
  static open(): RawTerminal | undefined {
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
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return undefined;
      throw error;
    }
  }

  /** Waits until something is typed, at most for so many milliseconds; null: nothing was. */
  async wait(milliseconds: number): Promise<Uint8Array | null> {
    const end = performance.now() + milliseconds;
    for (;;) {
      const bytes = this.read();
      if (bytes !== undefined) return bytes;
      const left = end - performance.now();
      if (left <= 0) return null;
      await delay(Math.min(WHILE_WAITING, left)); // and Node sees to signals, and to the size of the window
    }
  }

  close(): void {
    stty([this.#before]);
  }
}

/** What it prints; undefined where it fails. What starts it is loaded late: it takes 4 ms, and most runs have no terminal. */
function stty(args: readonly string[]): string | undefined {
  const require = createRequire(process.execPath);
  const { spawnSync } = require("node:child_process") as typeof import("node:child_process");
  const { status, stdout } = spawnSync("stty", args, { stdio: ["inherit", "pipe", "ignore"], encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}
