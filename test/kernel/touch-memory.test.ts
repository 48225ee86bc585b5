import { describe, expect, it } from "vitest";
import type { Access } from "../../runtime/image/access.ts";
import { READ, WRITE } from "../../runtime/kernel/footprint.ts";
import type { Kernel } from "../../runtime/kernel/kernel.ts";
import { touchRange, touchShared, touchWordAt } from "../../runtime/kernel/touch-memory.ts";
import { ANONYMOUS, Mapper, PRIVATE, REGION, RW, SHARED } from "./mappings/mapper.ts";
import { NotedFootprint } from "./noted-footprint.ts";

/** A process with a page of shared memory at the address, and one of its own behind it. */
function mapper() {
  const made = new Mapper();
  const { rig } = made;
  const address = rig.call("mmap", 0, 4096, RW, SHARED | ANONYMOUS, -1, 0n);
  rig.call("mmap", 0, 4096, RW, PRIVATE | ANONYMOUS, -1, 0n);
  return { rig, address, object: made.mappings.list[0]?.object?.id ?? 0 };
}

describe("a turn touches of shared memory", () => {
  const at = (from: number, size: number) => ({ from, to: from + size });
  const none = { reads: undefined, writes: undefined, atomic: false };

  it.each<[what: string, stops: boolean, about: (address: number) => Access | undefined, touched: string[]]>([
    ["all objects, where it does not stop before accesses", false, () => undefined, ["writes shared N"]],
    ["nothing, where it stops before the first access", true, () => undefined, []],
    [
      "what it was stopped before reading",
      true,
      (address) => ({ ...none, reads: at(address + 8, 4) }),
      ["reads shared N", "reads line 1 of N"],
    ],
    [
      "what it was stopped before writing",
      true,
      (address) => ({ ...none, writes: at(address + 14, 4) }),
      ["reads shared N", "writes line 1 of N", "writes line 2 of N"],
    ],
    [
      "both, of an atomic",
      true,
      (address) => ({ reads: at(address, 4), writes: at(address, 4), atomic: true }),
      ["reads shared N", "reads line 0 of N", "writes line 0 of N"],
    ],
    ["nothing of its own memory", true, () => ({ ...none, writes: at(64, 4) }), []],
  ])("%s", (_, stops, about, touched) => {
    const { rig, address, object } = mapper();
    const kernel = { surroundings: { stopsAtAccesses: () => stops } } as unknown as Kernel;
    rig.process.about = about(address);
    const footprint = new NotedFootprint();
    touchShared(footprint, kernel, rig.process);
    expect(footprint.told().touched).toEqual(touched.map((line) => line.replace("N", String(object))));
  });
});

describe("a range that a call uses", () => {
  it.each<[what: string, from: number, size: number, touched: string[]]>([
    ["is touched in lines", 0, 9, ["reads shared N", "writes line 0 of N", "writes line 1 of N"]],
    ["is touched as all of the object, where it is long", 0, 4096, ["writes shared N"]],
    ["is nobody else's in memory of its own", 4096, 8, []],
  ])("%s", (_, from, size, touched) => {
    const { rig, address, object } = mapper();
    const footprint = new NotedFootprint();
    touchRange(footprint, rig.process, address + from, address + from + size, WRITE);
    expect(footprint.told().touched).toEqual(touched.map((line) => line.replace("N", String(object))));
  });

  it("is nothing of a process that has ended", () => {
    const { rig, address } = mapper();
    rig.process.image = undefined;
    const footprint = new NotedFootprint();
    touchRange(footprint, rig.process, address, address + 4, READ);
    touchWordAt(footprint, rig.process, address);
    expect(footprint.isEmpty).toBe(true);
  });
});

it("a word is known by its place in the object, wherever it is mapped", () => {
  const { rig, address, object } = mapper();
  const footprint = new NotedFootprint();
  touchWordAt(footprint, rig.process, address + 12);
  expect([footprint.told().touched, address >= REGION]).toEqual([[`writes word 12 of ${object}`], true]);
});
