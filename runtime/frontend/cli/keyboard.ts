/**
 * Who sits at the terminal that `prong run` was started from, if anybody: guests get every key, and signals are typed to them
 * rather than to Prong. Where standard input is no terminal, or nothing that is written goes there, all stays as the host has it.
 */
import type { FinalOutcome, ReadInput, System } from "../../backend/emulated/system.ts";
import { onlyTerminals } from "../../backend/emulated/terminals.ts";
import type { Terminals } from "../../kernel/files/root.ts";
import type { Window } from "../../kernel/terminal/terminal.ts";
import { RawTerminal } from "../../node/raw-terminal.ts";
import { NodeStreams, readInput as readHostInput } from "../../node/streams.ts";
import { isTerminal, windowSize } from "../../node/terminal.ts";
import type { TypingWish } from "../../scheduler/outcome.ts";

const MILLISECOND = 1_000_000;

/** As the arguments of `System.finish`. */
export interface Host {
  readonly readInput: ReadInput;
  readonly typed?: () => Uint8Array | undefined;
}

/** Which standard streams are a terminal, and whether somebody could type at it. */
export function terminalsHere(): Terminals {
  const [stdin, stdout, stderr] = [isTerminal("stdin"), isTerminal("stdout"), isTerminal("stderr")];
  const window = windowSize();
  return { stdin, stdout, stderr, raw: stdin && (stdout || stderr), ...(window === undefined ? {} : { window }) };
}

export class Keyboard {
  readonly terminals: Terminals;
  #raw: RawTerminal | undefined;

  /**
   * From here on the terminal is the guests': `close` gives it back. Some streams only, where a schedule says which (`ioe`); and
   * not if `lent` is false: then we read it ourselves.
   */
  constructor(letters?: string, lent = true) {
    const here = letters === undefined ? terminalsHere() : onlyTerminals(terminalsHere(), letters);
    this.#raw = lent && here.raw === true ? RawTerminal.open() : undefined;
    this.terminals = { ...here, raw: this.#raw !== undefined };
  }

  /** Runs a system to its end, typing what is typed. */
  finish(system: System): Promise<FinalOutcome> {
    const { readInput, typed } = this.host(system);
    return system.finish(readInput, typed);
  }

  /** What a system asks of who sits here. */
  host(system: System): Host {
    return this.#host((window) => system.resize(window));
  }

  /** The same for two systems that are to get the same: `resized` says the window's new size, once. */
  forTwo(): { readonly host: Host; readonly resized: () => Window | undefined } {
    let next: Window | undefined;
    const host = this.#host((window) => {
      next = window;
    });
    const resized = () => {
      const window = next;
      next = undefined;
      return window;
    };
    return { host, resized };
  }

  /** `resize` hears of the window's size when something is typed. */
  #host(resize: (window: Window) => void): Host {
    const raw = this.#raw;
    if (raw === undefined) return { readInput: async () => readHostInput() };
    return {
      typed: () => raw.typed(),
      async readInput(wish) {
        const bytes = await waitFor(raw, wish);
        const window = windowSize();
        if (window !== undefined) resize(window);
        return bytes;
      },
    };
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
