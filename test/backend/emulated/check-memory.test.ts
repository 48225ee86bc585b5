import { expect, it } from "vitest";
import { checkMemory } from "../../../runtime/backend/emulated/check-memory.ts";
import { KernelPanic } from "../../../runtime/kernel/panic.ts";
import type { Process } from "../../../runtime/kernel/process.ts";
import { makePlace, makeSpace } from "./small-places.ts";

const process = { pid: 7, program: "/bin/sieve" } as Process;

function makeResident() {
  const made = makePlace();
  made.place.moveIn(makeSpace());
  return made;
}

it("says nothing where memory is what the page table says", () => {
  const { place, guest, written } = makeResident();
  guest.store(5000, 1);
  written();
  checkMemory(place.memory, process, "wrote");
});

it("says who did what, where, and what it should be", () => {
  const { place, bytes } = makeResident();
  bytes()[5000] = 9;
  const check = () => checkMemory(place.memory, process, "wrote without a mark");
  expect(check).toThrow(KernelPanic);
  expect(check).toThrow(
    "process 7 (/bin/sieve) wrote without a mark: at 0x1388, in page 1, its page table says 0, and its memory 9",
  );
});

it("says it of what lies behind the guest's memory, too", () => {
  const { place, bytes } = makeResident();
  bytes()[2 * 65536 + 1] = 3;
  expect(() => checkMemory(place.memory, process, "moved in")).toThrow(
    /at 0x20001, in page 32, .* says 0, .* memory 3/,
  );
});
