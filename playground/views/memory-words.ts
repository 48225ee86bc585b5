/** What the memory view says in words. */
import type { KernelEvent, LastWrite, MappingScene, MemoryScene, PageKind, Pid } from "../../runtime/index.ts";
import { count } from "./descriptor-words.ts";

const PAGE_SIZE = 4096;

export const PAGE_KINDS: readonly (readonly [kind: PageKind, name: string, about: string])[] = [
  ["zero", "zero", "never written: it takes no memory"],
  ["program", "program", "as it was when the program began"],
  ["shared", "shared", "shared since a fork: the first who writes gets a copy"],
  ["private", "private", "written, and nobody else has this version"],
  ["mapped", "mapped", "mapped shared: one memory for all who map it"],
  ["unmapped", "unmapped", "nothing is mapped here"],
];

export function aboutKind(kind: PageKind): string {
  return PAGE_KINDS.find(([name]) => name === kind)?.[2] ?? "";
}

/** "0x3f000". */
export function addressOf(page: number, offset = 0): string {
  return `0x${(page * PAGE_SIZE + offset).toString(16)}`;
}

/** "12 pages, 48 KiB". */
export function describePages(pages: number): string {
  const kib = pages * 4;
  const size = kib < 1024 ? `${kib} KiB` : `${(kib / 1024).toFixed(1)} MiB`;
  return `${count(pages, "page")}, ${size}`;
}

export type Fault = Extract<KernelEvent, { kind: "fault" }>;

/** The pages that were written for the first time in a step, by who still has the memory that they are of. */
export function faultsOf(events: readonly KernelEvent[] | undefined): Fault[] {
  let faults: Fault[] = [];
  for (const event of events ?? []) {
    if (event.kind === "fault") faults.push(event);
    else if (event.kind === "exec" || event.kind === "exit") faults = faults.filter(({ pid }) => pid !== event.pid);
  }
  return faults;
}

const CAUSES: Readonly<Record<Fault["cause"], string>> = {
  fork: "copied on write",
  zero: "empty until it was written",
  program: "of the program until it was written",
};

export function describeCause(cause: Fault["cause"]): string {
  return CAUSES[cause];
}

/** "3 copied 2 pages on write, and wrote 1 for the first time": a sentence a process. */
export function describeFaults(faults: readonly Fault[]): string {
  const pids = [...new Set(faults.map(({ pid }) => pid))];
  return pids
    .map((pid) =>
      describeFaultsOf(
        pid,
        faults.filter((fault) => fault.pid === pid),
      ),
    )
    .join("; ");
}

function describeFaultsOf(pid: Pid, faults: readonly Fault[]): string {
  const copied = faults.filter(({ cause }) => cause === "fork").length;
  const first = faults.length - copied;
  const parts = [
    ...(copied > 0 ? [`copied ${count(copied, "page")} on write`] : []),
    ...(first > 0 ? [`wrote ${copied > 0 ? first : count(first, "page")} for the first time`] : []),
  ];
  return `Process ${pid} ${parts.join(", and ")}`;
}

/** "Mapped shared: page 2 of /tmp/x, to read and write". */
export function describeMapping({ shared, file, protection: { read, write, execute } }: MappingScene): string {
  const what = file === undefined ? "memory of no file" : `page ${file.page} of ${file.name}`;
  const may = [read ? "read" : "", write ? "write" : "", execute ? "execute" : ""].filter((word) => word !== "");
  return `Mapped ${shared ? "shared" : "private"}: ${what}, ${may.length === 0 ? "not to be used" : `to ${may.join(" and ")}`}`;
}

/** What all processes see, as if each had a memory of its own. */
export function eagerPages(memories: readonly MemoryScene[]): number {
  return memories.reduce((sum, { virtual }) => sum + virtual, 0);
}

/** "process 2 in step 7, in fd_read(3), 0x00 before". */
export function describeWrite(write: LastWrite): string {
  switch (write.kind) {
    case "untouched":
      return "Nobody has written this byte: it is as it was when the run began.";
    case "loaded":
      return `It came with the program that process ${write.pid} began to run.`;
    case "written": {
      const who = write.pid === undefined ? "The host" : `Process ${write.pid}`;
      const before = `It was 0x${write.before.toString(16).padStart(2, "0")} before.`;
      if (write.by === "kernel") {
        return `The kernel wrote it for ${who === "The host" ? "the host" : who.toLowerCase()}${write.call === undefined ? "" : `, in ${write.call}`}. ${before}`;
      }
      return `${who} wrote it${write.call === undefined ? "" : `, before its ${write.call}`}. ${before}`;
    }
  }
}
