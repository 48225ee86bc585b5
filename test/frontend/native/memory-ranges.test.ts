import { describe, expect, it } from "vitest";
import { memoryRanges } from "../../../runtime/frontend/native/memory-ranges.ts";

describe("the ranges of memory that children get", () => {
  it("lie around the kernel's own pages and a device's", () => {
    const maps = [
      "00001000-00002000 rw-p 00000000 00:00 0 ",
      "00003000-00004000 r-xp 00000000 fe:00 1          /usr/bin/node",
      "00005000-00006000 rw-s 00000000 00:05 2          /dev/card0",
      "7ff000000000-7ff000004000 r--p 00000000 00:00 0          [vvar]",
      "7ff000004000-7ff000006000 r-xp 00000000 00:00 0          [vdso]",
      "7ffee53b9000-7ffee53da000 rw-p 00000000 00:00 0          [stack]",
      "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0          [vsyscall]",
    ];
    expect(Array.from(memoryRanges(maps.join("\n")), (at) => at.toString(16))).toEqual([
      ...["0", "5000", "6000", "7ff000000000", "7ff000004000", "7ff000004000", "7ff000006000", "fffffffff000"],
    ]);
  });
});
