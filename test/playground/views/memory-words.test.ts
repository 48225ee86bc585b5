import { describe, expect, it } from "vitest";
import {
  addressOf,
  describeFaults,
  describeMapping,
  describePages,
  describeWrite,
  faultsOf,
} from "../../../playground/views/memory-words.ts";
import type { KernelEvent, LastWrite } from "../../../runtime/index.ts";
import { exec, exit } from "./step-for-tests.ts";

const fault = (pid: number, page: number, cause: "fork" | "zero" | "program" = "fork"): KernelEvent => ({
  kind: "fault",
  pid,
  page,
  cause,
});

describe("faultsOf", () => {
  it.each([
    ["no step", undefined, []],
    ["two pages", [fault(2, 3), fault(2, 4)], [3, 4]],
    ["memory that exec has dropped", [fault(2, 3), exec(2, "ls"), fault(2, 9)], [9]],
    ["a process that has ended", [fault(2, 3), fault(3, 5), exit(2, 0)], [5]],
  ])("of %s", (_, events, pages) => {
    expect(faultsOf(events).map(({ page }) => page)).toEqual(pages);
  });
});

describe("describeFaults", () => {
  it.each([
    [[fault(3, 1)], "Process 3 copied 1 page on write"],
    [[fault(3, 1, "zero"), fault(3, 2, "program")], "Process 3 wrote 2 pages for the first time"],
    [[fault(3, 1), fault(3, 2, "zero")], "Process 3 copied 1 page on write, and wrote 1 for the first time"],
    [[fault(3, 1), fault(2, 2)], "Process 3 copied 1 page on write; Process 2 copied 1 page on write"],
  ])("%#", (events, text) => {
    expect(describeFaults(faultsOf(events))).toBe(text);
  });
});

describe("describePages", () => {
  it.each([
    [1, "1 page, 4 KiB"],
    [255, "255 pages, 1020 KiB"],
    [2560, "2,560 pages, 10.0 MiB"],
  ])("%i: %s", (pages, text) => {
    expect(describePages(pages)).toBe(text);
  });
});

describe("addressOf", () => {
  it("is hexadecimal", () => {
    expect([addressOf(63), addressOf(63, 0xfa8)]).toEqual(["0x3f000", "0x3ffa8"]);
  });
});

describe("describeMapping", () => {
  const mapping = {
    from: 1,
    to: 3,
    shared: true,
    protection: { read: true, write: true, execute: false },
    file: undefined,
  };
  it.each([
    [mapping, "Mapped shared: memory of no file, to read and write"],
    [
      { ...mapping, shared: false, file: { inode: 7, name: "/tmp/x", page: 2 } },
      "Mapped private: page 2 of /tmp/x, to read and write",
    ],
    [
      { ...mapping, protection: { read: false, write: false, execute: false } },
      "Mapped shared: memory of no file, not to be used",
    ],
  ])("%#", (what, text) => {
    expect(describeMapping(what)).toBe(text);
  });
});

describe("describeWrite", () => {
  const written = { kind: "written", step: 3, pid: 2, before: 7, by: "program", call: undefined, stack: [] } as const;
  it.each([
    [{ kind: "untouched" }, "Nobody has written this byte: it is as it was when the run began."],
    [{ kind: "loaded", step: 3, pid: 2 }, "It came with the program that process 2 began to run."],
    [written, "Process 2 wrote it. It was 0x07 before."],
    [{ ...written, call: "fork()" }, "Process 2 wrote it, before its fork(). It was 0x07 before."],
    [
      { ...written, by: "kernel", call: "fd_read(3)" },
      "The kernel wrote it for process 2, in fd_read(3). It was 0x07 before.",
    ],
    [{ ...written, by: "kernel", pid: undefined }, "The kernel wrote it for the host. It was 0x07 before."],
  ] as const)("%j", (write, text) => {
    expect(describeWrite({ ...write, inherited: [], value: 1 } as LastWrite)).toBe(text);
  });
});
