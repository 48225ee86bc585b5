/**
 * Who sits at the terminal that `prong run` was started from, if anybody: guests get every key, and signals are typed to them
 * rather than to Prong. Where standard input is no terminal, or nothing that is written goes there, all stays as the host has it.
 */
import type { FinalOutcome, ReadInput, System } from "../../backend/emulated/system.ts";
import type { Terminals } from "../../kernel/files/root.ts";
import type { Window } from "../../kernel/terminal/terminal.ts";
import { RawTerminal } from "../../node/raw-terminal.ts";
import { NodeStreams, readInput as readHostInput } from "../../node/streams.ts";
import { isTerminal, windowSize } from "../../node/terminal.ts";
import type { TypingWish } from "../../scheduler/outcome.ts";

const MILLISECOND = 1_000_000;

/** What `System.finish` takes. */
interface Hands {
  readonly readInput: ReadInput;
  readonly typed?: () => Uint8Array | undefined;
}

export class Keyboard {
  readonly terminals: Terminals;
  #raw: RawTerminal | undefined;

  /** From here on the terminal is the guests': `close` gives it back. Not if `lent` is false: then we read it ourselves. */
  constructor(lent = true) {
    const [stdin, stdout, stderr] = [isTerminal("stdin"), isTerminal("stdout"), isTerminal("stderr")];
    this.#raw = lent && stdin && (stdout || stderr) ? RawTerminal.open() : undefined;
    const window = windowSize();
    this.terminals = {
      stdin,
      stdout,
      stderr,
      raw: this.#raw !== undefined,
      ...(window === undefined ? {} : { window }),
    };
  }

  /** Runs a system to its end, typing what is typed. */
  finish(system: System): Promise<FinalOutcome> {
    const { readInput, typed } = this.#hands((window) => system.resize(window));
    return system.finish(readInput, typed);
  }

  /** How what is typed gets in, where two systems are to get the same: `resized` says the window's new size, once. */
  forTwo(): { readonly hands: Hands; readonly resized: () => Window | undefined } {
    let next: Window | undefined;
    const hands = this.#hands((window) => {
      next = window;
    });
    const resized = () => {
      const window = next;
      next = undefined;
      return window;
    };
    return { hands, resized };
  }

  /** `resize` hears of the window's size when something is typed. */
  #hands(resize: (window: Window) => void): Hands {
    const raw = this.#raw;
    if (raw === undefined) return { readInput: async () => readHostInput() };
    const readInput: ReadInput = async (wish) => {
      const bytes = await waitFor(raw, wish);
      const window = windowSize();
      if (window !== undefined) resize(window);
      return bytes;
    };
    return { readInput, typed: () => raw.typed() };
  }

  /** Says a line of our own. */
  say(line: string): void {
    const end = this.#raw === undefined ? "\n" : "\r\n";
    new NodeStreams().write("stderr", new TextEncoder().encode(line + end));
  }

  close(): void {
    this.#raw?.close();
    this.#raw = undefined;
  }
}

/** Somebody who reads is waited for until something else happens. Nobody sits through a deadlock. */
function waitFor(raw: RawTerminal, wish: TypingWish | undefined): Promise<Uint8Array | null | undefined> {
  if (wish === undefined || wish.hope === "rescue") return raw.wait(0);
  return raw.wait(wish.within === undefined ? Number.POSITIVE_INFINITY : wish.within / MILLISECOND);
}
