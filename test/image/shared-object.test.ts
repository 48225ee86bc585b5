import { describe, expect, it } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { SHARED_ZERO_PAGE } from "../../runtime/image/page.ts";
import { type Backing, SharedObject } from "../../runtime/image/shared-object.ts";

const bytesOf = (value: number) => new Uint8Array(PAGE_SIZE).fill(value);

function changesSince(object: SharedObject, position: number, first = 0, end = 100): number[] {
  const changed: number[] = [];
  object.eachChange(position, first, end, (index) => changed.push(index));
  return changed;
}

describe("an anonymous object", () => {
  it("is zeros until it is stored to, and counts what was", () => {
    const object = new SharedObject({ count: 0, objects: 0 });
    object.reach(4);
    expect([object.page(2), object.used, object.has(1_000_000)]).toEqual([SHARED_ZERO_PAGE, 0, true]);
    const page = object.store(2, bytesOf(5));
    object.store(2, bytesOf(6));
    expect([object.page(2).bytes[0], page.bytes[0], object.used]).toEqual([6, 5, 1]);
  });

  it("tells what has changed since a position, and everything to who has not looked for long", () => {
    const changes = { count: 0, objects: 0 };
    const object = new SharedObject(changes);
    object.reach(8);
    const start = object.position;
    object.store(1, bytesOf(1));
    const later = object.position;
    object.store(5, bytesOf(1));
    expect([changesSince(object, start), changesSince(object, later), changesSince(object, start, 2, 5)]).toEqual([
      [1, 5],
      [5],
      [],
    ]);
    expect([changes.count, changesSince(object, object.position)]).toEqual([2, []]);
    for (let i = 0; i < 2000; i++) object.store(7, bytesOf(2));
    expect(changesSince(object, later, 0, 8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("an object of a file", () => {
  function makeFile(size: number) {
    const file = { bytes: new Uint8Array(size).fill(9), gone: 0 };
    const backing: Backing = {
      ino: 1n,
      name: "/tmp/file",
      get size() {
        return file.bytes.length;
      },
      readAt: (offset, into) => into.set(file.bytes.subarray(offset, offset + into.length)),
      writeAt: (offset, bytes) => file.bytes.set(bytes, offset),
      sync: () => 0,
      objectGone: () => file.gone++,
    };
    return { file, object: new SharedObject({ count: 0, objects: 0 }, backing).retain() };
  }

  it("shows the file with zeros behind its end, and there is something up to the next 64 KiB", () => {
    const { object } = makeFile(5000);
    object.reach(20);
    expect([object.page(1).bytes[903], object.page(1).bytes[904]]).toEqual([9, 0]);
    expect([object.has(15), object.has(16)]).toEqual([true, false]);
  });

  it("writes what is stored to the file, as far as that goes", () => {
    const { file, object } = makeFile(5000);
    object.reach(2);
    object.store(1, bytesOf(3));
    expect([file.bytes.length, file.bytes[4999], object.page(1).bytes[4000]]).toEqual([5000, 3, 3]);
  });

  it("follows the file when that is written, cut or stretched", () => {
    const { file, object } = makeFile(5000);
    object.reach(3);
    const position = object.position;
    file.bytes[4500] = 1;
    object.fileChanged(4500, 4501);
    expect([changesSince(object, position), object.page(1).bytes[404]]).toEqual([[1], 1]);
    file.bytes = file.bytes.slice(0, 100);
    object.fileChanged(100, 5000);
    expect([object.page(0).bytes[99], object.page(0).bytes[100], object.page(1)]).toEqual([9, 0, SHARED_ZERO_PAGE]);
    file.bytes = new Uint8Array(9000).fill(4);
    object.fileChanged(100, 9000);
    expect([object.page(1).bytes[0], object.page(2).bytes[807], object.page(2).bytes[808]]).toEqual([4, 4, 0]);
  });

  it("lets go of the file with its last mapping", () => {
    const { file, object } = makeFile(10);
    object.retain().release();
    expect(file.gone).toBe(0);
    object.release();
    expect(file.gone).toBe(1);
  });
});
