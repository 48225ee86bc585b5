/** What a process is about to do to shared memory is known between turns, and is part of the world. */
import { expect, it } from "vitest";
import { sharedRanges } from "../../runtime/image/shared-ranges.ts";
import type { Machine } from "../../runtime/scheduler/machine.ts";
import { source, Watched } from "./run-guest.ts";

const about = await source("about.c", ["-O2", "-mbulk-memory"]);

/** `2 reads 0+4`: a process, and bytes of the shared object; twice, where it copies within. */
function aboutOf({ kernel }: Machine): string[] {
  return [...kernel.world.processes.values()].flatMap(({ pid, about, image }) => {
    if (about === undefined || image === undefined) return [];
    const parts = (["reads", "writes"] as const).flatMap((does) => {
      const range = about[does];
      if (range === undefined) return [];
      return sharedRanges(image.space, range).map(({ from, to }) => `${does} ${from}+${to - from}`);
    });
    return [`${pid} ${parts.join(" ")}`];
  });
}

/** What is seen between the turns that are left, without what stays as it was. */
function follow(machine: Machine): string[] {
  const seen: string[] = [];
  for (let outcome = machine.step(); outcome === undefined; outcome = machine.step()) seen.push(...aboutOf(machine));
  return seen;
}

const WANTED = ["3 writes 2+2", "2 reads 0+4", "2 reads 100+100", "2 writes 200+300", "2 reads 0+300 writes 10+300"];

it("each access is told once, before it is made", async () => {
  const { system } = await Watched.create(about, { preempt: "memory" });
  expect(follow(system.machine)).toEqual(WANTED);
});

it("it is part of marks and snapshots", async () => {
  const { system } = await Watched.create(about, { preempt: "memory" });
  while (aboutOf(system.machine)[0] !== WANTED[1]) system.machine.step();
  const [mark, snapshot] = [system.machine.mark(), system.snapshot()];
  const rest = WANTED.slice(2);
  expect(follow(system.machine)).toEqual(rest);
  system.machine.rewind(mark);
  expect([aboutOf(system.machine), follow(system.machine)]).toEqual([[WANTED[1]], rest]);
  system.restore(snapshot);
  expect([aboutOf(system.machine), follow(system.machine)]).toEqual([[WANTED[1]], rest]);
});
