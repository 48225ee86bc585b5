import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LAST_BYTE, type RecordLock, RecordLocks } from "../../../runtime/kernel/files/record-locks.ts";

const lock = (owner: number, exclusive: boolean, first: number, last: number): RecordLock => ({
  owner,
  by: owner,
  exclusive,
  first: BigInt(first),
  last: BigInt(last),
});

/** "2w10-29 3r40-49" */
function show(locks: RecordLocks): string {
  return locks
    .list()
    .map(({ owner, exclusive, first, last }) => `${owner}${exclusive ? "w" : "r"}${first}-${last}`)
    .join(" ");
}

describe("RecordLocks", () => {
  it("cuts a lock in two where its owner asks for another kind in the middle", () => {
    const locks = new RecordLocks();
    locks.set(lock(2, true, 10, 29));
    locks.set(lock(2, false, 15, 19));
    expect(show(locks)).toBe("2w10-14 2r15-19 2w20-29");
  });

  it("joins what touches or overlaps, of one owner and one kind", () => {
    const locks = new RecordLocks();
    locks.set(lock(2, true, 0, 9));
    locks.set(lock(2, true, 20, 29));
    locks.set(lock(3, false, 40, 49));
    locks.set(lock(2, true, 10, 19));
    expect(show(locks)).toBe("2w0-29 3r40-49");
  });

  it("lets readers share, and finds the first lock of somebody else that is in the way", () => {
    const locks = new RecordLocks();
    locks.set(lock(2, false, 0, 9));
    locks.set(lock(3, false, 5, 14));
    expect(locks.conflict(lock(4, false, 0, 100))).toBeUndefined();
    expect(locks.conflict(lock(4, true, 9, 100))).toMatchObject({ owner: 2 });
    expect(locks.conflict(lock(2, true, 0, 100))).toMatchObject({ owner: 3 });
    expect(locks.conflict(lock(4, true, 15, 100))).toBeUndefined();
  });

  it("gives up all that an owner has, to the last byte that there can be", () => {
    const locks = new RecordLocks();
    locks.set({ ...lock(2, true, 5, 5), last: LAST_BYTE });
    expect([locks.clear(3), locks.clear(2), locks.isEmpty]).toEqual([false, true, true]);
  });

  it("is what an array of bytes with owners says, whatever is asked for in whatever order", () => {
    const SIZE = 16;
    const step = fc.record({
      owner: fc.integer({ min: 2, max: 4 }),
      kind: fc.constantFrom("r", "w", "-"),
      first: fc.integer({ min: 0, max: SIZE - 1 }),
      length: fc.integer({ min: 1, max: SIZE }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const locks = new RecordLocks();
        const bytes = Array.from({ length: SIZE }, () => new Map<number, string>());
        for (const { owner, kind, first, length } of steps) {
          const last = Math.min(SIZE, first + length) - 1;
          const range = bytes.slice(first, last + 1);
          const wanted = lock(owner, kind === "w", first, last);
          const blocked =
            kind !== "-" &&
            range.some((byte) => [...byte].some(([other, had]) => other !== owner && (had === "w" || kind === "w")));
          if (kind === "-") locks.clear(owner, wanted.first, wanted.last);
          else {
            expect(locks.conflict(wanted) !== undefined).toBe(blocked);
            if (!blocked) locks.set(wanted);
          }
          if (blocked) continue;
          for (const byte of range) {
            if (kind === "-") byte.delete(owner);
            else byte.set(owner, kind);
          }
        }
        expect(expand(locks, SIZE)).toEqual(bytes.map(asText));
        expectJoined(locks);
      }),
      { numRuns: 500 },
    );
  });
});

const asText = (byte: Map<number, string>) =>
  [...byte]
    .map(([owner, kind]) => `${owner}${kind}`)
    .sort()
    .join(" ");

/** What each byte is locked by. */
function expand(locks: RecordLocks, size: number): string[] {
  return Array.from({ length: size }, (_, at) =>
    locks
      .list()
      .filter(({ first, last }) => first <= at && last >= at)
      .map(({ owner, exclusive }) => `${owner}${exclusive ? "w" : "r"}`)
      .sort()
      .join(" "),
  );
}

/** In order, and no two of one owner that could be one. */
function expectJoined(locks: RecordLocks): void {
  const list = locks.list();
  for (let i = 1; i < list.length; i++) {
    expect((list[i] as RecordLock).first >= (list[i - 1] as RecordLock).first).toBe(true);
  }
  for (const one of list) {
    for (const other of list) {
      if (one === other || one.owner !== other.owner) continue;
      expect(one.last < other.first || other.last < one.first).toBe(true);
      if (one.exclusive === other.exclusive) expect(one.last + 1n === other.first).toBe(false);
    }
  }
}
