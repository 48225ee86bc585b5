/** Runs programs at a terminal and types at it: in the emulator, and on the host by `pty.c`. What both show can be compared. */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type FinalOutcome, System } from "../../runtime/backend/emulated/system.ts";
import { TextStreams } from "../../runtime/frontend/text-streams.ts";
import { ROOT } from "../frontend/compile/compile-guest.ts";
import { instrumentCache, type RunOptions } from "./run-guest.ts";

/** Each `typed` is typed once `after` has been shown since the last was typed, and everybody waits. */
export type Typing = readonly (readonly [after: string, typed: string])[];

const PATIENCE = 60_000;

export interface Typed {
  readonly shown: string;
  readonly outcome: FinalOutcome;
  readonly system: System;
}

/** Latin-1: every character is a byte. */
export const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

export class Screen extends TextStreams {
  shown = "";

  override write(_stream: "stdout" | "stderr", bytes: Uint8Array): void {
    for (const byte of bytes) this.shown += String.fromCharCode(byte);
  }
}

/** Arguments of a program are text: bytes that are none are written `\\xff`, which `pty.c` reads. */
const asArgument = (text: string) =>
  text.replace(/[\\\x80-\xff]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);

/** A program at a terminal of its own. */
export async function atTerminal(program: Uint8Array, options: RunOptions = {}) {
  const streams = new Screen();
  const system = await System.create({
    name: "guest",
    cache: instrumentCache,
    checkMemory: true,
    terminal: true,
    ...options,
    program,
    streams,
  });
  return { system, streams };
}

/** All that the terminal shows. Where nothing is left to be typed nobody types any more. */
export async function typeAt(program: Uint8Array, typing: Typing, options: RunOptions = {}): Promise<Typed> {
  const { system, streams: screen } = await atTerminal(program, options);
  const left = [...typing];
  let seen = 0;
  const outcome = await system.finish(async () => {
    const [next] = left;
    if (next === undefined) return null;
    const [after, typed] = next;
    const at = screen.shown.indexOf(after, seen);
    if (at < 0) return null;
    seen = at + after.length;
    left.shift();
    return bytesOf(typed);
  });
  for (const [after] of left.slice(0, 1)) screen.shown += `\n[waited in vain for "${after}"]\n`;
  return { shown: screen.shown, outcome, system };
}

/** A transcript as `pty.c` prints it. */
export function transcriptOf({ shown, outcome }: Typed): string {
  if (outcome.kind === "deadlock") return `${shown}[it does not end]\n`;
  const { end } = outcome;
  return "code" in end ? `${shown}[exited with ${end.code}]\n` : `${shown}[killed by signal ${end.signal}]\n`;
}

const compiler = ["cc", "gcc", "clang"].find(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
);

/** The host's own terminal, if it has a compiler. */
export class HostTerminal {
  readonly folder = mkdtempSync(join(tmpdir(), "prong-pty-"));
  readonly #pty: string;

  private constructor() {
    this.#pty = this.compile(join(ROOT, "test/guests/pty.c"));
  }

  static open(): HostTerminal | undefined {
    return compiler === undefined || process.platform === "win32" ? undefined : new HostTerminal();
  }

  /** Compiles a source of `test/guests/sources`, or a path; answers the program. */
  compile(source: string): string {
    const path = source.includes("/") ? source : join(ROOT, "test/guests/sources", source);
    const program = join(this.folder, basename(path, ".c"));
    const made = spawnSync(compiler as string, ["-O1", "-w", "-D_GNU_SOURCE", path, "-o", program], {
      encoding: "utf8",
    });
    if (made.status !== 0) throw new Error(made.stderr);
    return program;
  }

  /** Runs a line of the shell at a terminal. */
  type(line: string, typing: Typing, env: NodeJS.ProcessEnv = {}): string {
    const { stdout, error } = spawnSync(
      this.#pty,
      [line, ...typing.flatMap(([after, typed]) => [after, asArgument(typed)])],
      {
        encoding: "latin1",
        env: { ...process.env, ...env },
        timeout: PATIENCE,
      },
    );
    if (error !== undefined) throw error;
    return stdout;
  }
}
