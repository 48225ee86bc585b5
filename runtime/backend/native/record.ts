/** Runs a program on the host's kernel, and writes down what it did. */
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { FORKS, type RecordedEnd, Recorder, type Recording } from "../recording.ts";
import { type CallLine, readCallLog } from "./call-log.ts";
import { startGuest } from "./start.ts";

export interface RecordOptions {
  /** A Wasm file's bytes. */
  readonly program: Uint8Array;
  /** What it is called; as in the emulator, its `argv[0]` is `/bin/<name>` then in all that is written down. */
  readonly name: string;
  /** What follows `argv[0]`. */
  readonly args?: readonly string[];
  /** `NAME=value` each. */
  readonly environment?: readonly string[];
  /** Whoever has not ended after so many milliseconds never will. */
  readonly patience: number;
}

/**
 * Standard input is empty, and the program runs in an empty folder, which is removed. It is over when its first process has ended
 * and nobody has its output open any more.
 *
 * @throws NativeUnavailable
 */
export async function recordNative(options: RecordOptions): Promise<Recording> {
  const { program, name, args = [], environment = [], patience } = options;
  const folder = mkdtempSync(join(tmpdir(), "prong-compare-"));
  const cwd = mkdtempSync(join(folder, "run-"));
  const place = join(folder, name);
  const asInEmulator = (text: string) => text.replaceAll(place, `/bin/${name}`);
  writeFileSync(place, program, { mode: 0o755 }); // it may run itself again
  const stdin = openSync("/dev/null", "r");
  try {
    const start = { path: place, args: [place, ...args], environment };
    const { child, ...streams } = startGuest(start, { cwd, stdin, logs: true });
    const [stdout, stderr, calls] = [new Heard(streams.stdout), new Heard(streams.stderr), new Heard(streams.calls)];
    const heard = Promise.all([stdout.whole, stderr.whole, calls.whole]);
    const ended = new Promise<RecordedEnd>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) =>
        resolve(signal === null ? { code: code ?? 0 } : { signal: constants.signals[signal] ?? 0 }),
      );
    });
    const pid = child.pid ?? 0;
    const over = new AbortController();
    const late = sleep(patience, "late" as const, { signal: over.signal }).catch(() => "late" as const);
    const whole = await Promise.race([Promise.all([ended, heard]), late]);
    over.abort();
    if (whole === "late") {
      endAll(pid, readCallLog(calls.text));
      await heard;
    }
    const end = whole === "late" ? "does not end" : whole[0];
    const recorder = new Recorder();
    for (const line of readCallLog(calls.text)) {
      const text = asInEmulator(line.text);
      if (line.answer === undefined) recorder.begin(line.pid, line.name, text);
      else recorder.answer(line.pid, line.name, text, line.answer);
    }
    return {
      stdout: asInEmulator(stdout.text),
      stderr: asInEmulator(stderr.text),
      end,
      processes: recorder.processes(pid),
    };
  } finally {
    closeSync(stdin);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What has come of a stream so far. */
class Heard {
  text = "";
  /** Is kept when the stream has ended. */
  readonly whole: Promise<void>;

  constructor(stream: Readable | undefined) {
    this.whole = this.#listen(stream);
  }

  async #listen(stream: Readable | undefined): Promise<void> {
    stream?.setEncoding("utf8");
    for await (const piece of stream ?? []) this.text += piece;
  }
}

/** Ends the first process, its group (it leads one), and whoever has left that: all that are known to have called anything, or were made. */
function endAll(first: number, lines: readonly CallLine[]): void {
  const made = lines.flatMap(({ name, answer = 0 }) => (FORKS.has(name) && answer > 0 ? [answer] : []));
  for (const pid of new Set([-first, ...lines.map((line) => line.pid), ...made])) {
    try {
      process.kill(pid, constants.signals.SIGKILL);
    } catch {
      // It has ended by itself.
    }
  }
}
