/**
 * Runs a row's program in the emulator. What it is made of comes from the caller, who has it compiled (`dist/`) or as it was
 * written (`runtime/`): `System` and `TextStreams`, `signalName`, and what else it wants of the system.
 */
import { endText, transcript } from "./transcript.mjs";

/** What `(type ...)` says, in the order in which it was said: see `terminal.c`, which does the same on a host. */
const TYPED = /\(type ([^)\n]*)\)\n/g;

/** What else is under /bin: the shell, and the tools that rows call by it, each with its source in `assembly/guests/programs`. */
export const UNDER_BIN = { sh: "sh", cat: "tools", true: "tools", false: "tools", kill: "tools", echo: "tools" };

/** The rows that find them there. */
const NEEDS_BIN = new Set(["exec/shell-script", "helpers/popen", "helpers/system"]);

/** Does a row call a shell? */
export function needsShell(row) {
  return NEEDS_BIN.has(row.name);
}

/** `fork/enomem` is to run out of memory soon. */
const LIMITS = { "fork/enomem": { memory: 2 ** 22 } };

/** Runs the program of a row; answers its transcript. */
export async function runInEmulator(row, wasm, { System, TextStreams, signalName, options = {} }) {
  const streams = new TextStreams();
  const system = await System.create({
    name: "program",
    environment: ["PATH=/usr/bin:/bin", ...(row.onlyEmulated === undefined ? [] : ["ALONE_IN_THE_WORLD=1"])],
    // On a host a process may lose the CPU anywhere, and does.
    preempt: "loops",
    limits: LIMITS[row.name] ?? {},
    terminals: row.terminal ? { stdin: true, stderr: true, raw: true } : {},
    ...options,
    program: wasm,
    streams,
  });
  let typed = 0;
  const outcome = await system.finish(async () => {
    const asked = [...streams.stdout.matchAll(TYPED)];
    const keys = asked[typed++]?.[1];
    return keys === undefined ? undefined : new TextEncoder().encode(keysOf(keys));
  });
  return transcript({ stdout: streams.stdout, stderr: streams.stderr, end: endOf(outcome, signalName) });
}

/** `ls^J` is what somebody types who types "ls" and the key Enter. */
function keysOf(text) {
  return text.replace(/\^(.)/g, (_, letter) => String.fromCharCode(letter.charCodeAt(0) ^ 0x40));
}

function endOf(outcome, signalName) {
  const { end, kind } = outcome;
  if (end === undefined) return kind === "deadlock" ? "nobody can go on" : `the run is over: ${kind}`;
  return "code" in end ? endText(end.code, undefined) : endText(undefined, signalName(end.signal));
}
