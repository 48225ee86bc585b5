/** What /proc says of a process, in the formats of Linux (proc_pid_stat(5), proc_pid_status(5)), so that programs for it can read them. */
import { PAGE_SIZE } from "../../abi/layout.ts";
import { encodeEnd } from "../../abi/wait-status.ts";
import { ignoredByChoice } from "../dispositions.ts";
import type { Process } from "../process.ts";

/** The most bytes of a program's name that are told (TASK_COMM_LEN). */
const NAME_MAX = 15;

/** The device number of /dev/pts/0: major 136, minor 0. */
const TERMINAL_DEVICE = 136 << 8;

const LONG_STATES = {
  R: "R (running)",
  S: "S (sleeping)",
  D: "D (disk sleep)",
  T: "T (stopped)",
  Z: "Z (zombie)",
} as const;

/** The letter that `ps` prints. A parent that waits for its vfork child cannot be interrupted: D. */
export function stateLetter(process: Process): keyof typeof LONG_STATES {
  switch (process.state.kind) {
    case "runnable":
      return "R";
    case "waiting":
      return process.state.on.includes(process.memoryReturned) ? "D" : "S";
    case "stopped":
      return "T";
    case "zombie":
      return "Z";
  }
}

/** The program's name, without its folders. */
export function nameOf(process: Process): string {
  return process.program.slice(process.program.lastIndexOf("/") + 1).slice(0, NAME_MAX);
}

/** The 52 fields of /proc/<pid>/stat. What is not known here is 0. */
export function statText(process: Process): string {
  const { state, faults, terminal } = process;
  const space = process.image?.space;
  const known: Record<number, number | string> = {
    1: process.pid,
    2: `(${nameOf(process)})`,
    3: stateLetter(process),
    4: process.parent,
    5: process.group,
    6: process.session,
    7: terminal === undefined ? 0 : TERMINAL_DEVICE,
    8: terminal?.foreground ?? -1,
    10: faults.zero + faults.program + faults.fork,
    18: 20,
    20: 1,
    23: (space?.pages.size ?? 0) * PAGE_SIZE,
    24: space?.resident ?? 0,
    25: "18446744073709551615",
    31: process.signals.pending.set.toString(),
    32: process.signals.blocked.toString(),
    38: 17,
    52: state.kind === "zombie" ? encodeEnd(state.end) : 0,
  };
  const fields = Array.from({ length: 52 }, (_, index) => known[index + 1] ?? 0);
  return `${fields.join(" ")}\n`;
}

/** /proc/<pid>/status. */
export function statusText(process: Process): string {
  const { signals } = process;
  const space = process.image?.space;
  const kilobytes = (pages: number) => `${String((pages * PAGE_SIZE) / 1024).padStart(8)} kB`;
  const set = (bits: bigint) => bits.toString(16).padStart(16, "0");
  const rows: [string, string | number][] = [
    ["Name", nameOf(process)],
    ["State", LONG_STATES[stateLetter(process)]],
    ["Tgid", process.pid],
    ["Pid", process.pid],
    ["PPid", process.parent],
    ["TracerPid", 0],
    ["FDSize", process.descriptors.limit],
    ["NSpgid", process.group],
    ["NSsid", process.session],
  ];
  if (space !== undefined) rows.push(["VmSize", kilobytes(space.pages.size)], ["VmRSS", kilobytes(space.resident)]);
  rows.push(
    ["Threads", 1],
    ["SigPnd", set(signals.pending.set)],
    ["ShdPnd", set(0n)],
    ["SigBlk", set(signals.blocked)],
    ["SigIgn", set(ignoredByChoice(process))],
    ["SigCgt", set(signals.dispositions.handled)],
  );
  return rows.map(([name, value]) => `${name}:\t${value}\n`).join("");
}

/** Strings as they lie in a process's memory, each with a NUL behind it. Nothing once it has ended. */
export function stringsText(process: Process, strings: readonly string[]): string {
  return process.state.kind === "zombie" ? "" : strings.map((text) => `${text}\0`).join("");
}
