import { expect, it } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { hasRoom } from "../../runtime/kernel/memory-budget.ts";
import { isScarce, spend } from "../../runtime/kernel/scarcity.ts";
import { Rig } from "./rig.ts";
import { makeKernel } from "./world-for-tests.ts";

it("nothing is scarce while all that was ever taken is a quarter of what there is", () => {
  const { world } = new Rig().kernel;
  const start = world.spent;
  expect([start < 0.01, isScarce(world)]).toEqual([true, false]);
  spend(world, 25, 100);
  expect(isScarce(world)).toBe(true);
  world.spent = start;
  spend(world, -25, 100); // what is given back does not count
  expect(world.spent).toBe(start);
});

it.each<[what: string, limits: ConstructorParameters<typeof Rig>[0], act: (rig: Rig) => unknown]>([
  ["open files", { limits: { openFiles: 100 } }, (rig) => rig.pipe()],
  ["names of files", { limits: { storage: 100_000 } }, (rig) => rig.create("/tmp/x")],
])("%s count", (_, options, act) => {
  const rig = new Rig(options);
  const { world } = rig.kernel;
  const start = world.spent;
  act(rig);
  expect(world.spent).toBeGreaterThan(start);
});

it("so do pages that a fork asks for, also where there are not so many", () => {
  const { world } = makeKernel({ memory: 1000 * PAGE_SIZE });
  expect([hasRoom(world, 100), isScarce(world), hasRoom(world, 2000), isScarce(world)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});
