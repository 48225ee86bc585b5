import { describe, expect, it } from "vitest";
import { FAULT, GuestMemory } from "../../../runtime/kernel/guest-memory.ts";
import { readStrings, storeSizes, storeStrings } from "../../../runtime/kernel/syscalls/strings.ts";

function memory(): GuestMemory {
  const made = new GuestMemory();
  made.attach(new ArrayBuffer(256), 256);
  return made;
}

/** From 240 on every address is that of an empty string. */
function endless(room: GuestMemory): GuestMemory {
  for (let at = 240; at < 256; at += 4) room.setU32(at, 8);
  return room;
}

describe("strings in a guest's memory", () => {
  it("are stored one after the other, and read again", () => {
    const room = memory();
    const words = ["ls", "", "größe"];
    expect(storeSizes(room, words, 0, 4)).toBe(0);
    expect([room.u32(0), room.u32(4)]).toEqual([3, 12]);
    expect(storeStrings(room, words, 16, 64)).toBe(0);
    room.setU32(28, 0);
    expect(readStrings(room, 16, { left: 100 })).toEqual(words);
  });

  it("are none where there is no array (Linux)", () => {
    expect(readStrings(memory(), 0, { left: 0 })).toEqual([]);
  });

  it("are too many when their bytes are, each with its NUL and its address", () => {
    const room = memory();
    storeStrings(room, ["abc"], 16, 64);
    expect(readStrings(room, 16, { left: 7 })).toBeUndefined();
    expect(readStrings(room, 16, { left: 8 })).toEqual(["abc"]);
  });

  it.each([
    ["an array that has no end", (room: GuestMemory) => readStrings(endless(room), 240, { left: 100 })],
    ["a buffer that is too near the end", (room: GuestMemory) => storeStrings(room, ["abc"], 0, 254)],
    ["a place for the sizes that is none", (room: GuestMemory) => storeSizes(room, [], 0, 253)],
  ])("%s is a fault", (_, act) => {
    expect(() => act(memory())).toThrow(FAULT as unknown as Error);
  });
});
