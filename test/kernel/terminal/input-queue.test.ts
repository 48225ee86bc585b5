import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { END_OF_FILE, INPUT_MAX, InputQueue } from "../../../runtime/kernel/terminal/input-queue.ts";

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function typed(line: string): InputQueue {
  const queue = new InputQueue();
  for (const character of line) {
    if (character === "\n") queue.putEnd(10);
    else if (character === "$") queue.putEnd(END_OF_FILE);
    else queue.put(character.charCodeAt(0));
  }
  return queue;
}

describe("InputQueue", () => {
  it("gives one line at a time, and of a long one a part", () => {
    const queue = typed("one\ntwo\nthr");
    expect([queue.takeLine(2), queue.takeLine(9), queue.takeLine(9), queue.takeLine(9)].map(text)).toEqual([
      "on",
      "e\n",
      "two\n",
      "",
    ]);
    expect([queue.finished, queue.unfinished]).toEqual([0, 3]);
  });

  it("gives what is before an end of file, and nothing for it alone", () => {
    const queue = typed("ab$$cd\n");
    expect([queue.finished, queue.available]).toEqual([7, 5]);
    expect([queue.takeLine(9), queue.takeLine(9), queue.takeLine(9)].map(text)).toEqual(["ab", "", "cd\n"]);
  });

  it("gives an end of file later, where the line before it was just as long as asked for", () => {
    const queue = typed("ab$");
    expect([queue.takeLine(2), queue.takeLine(2)].map(text)).toEqual(["ab", ""]);
  });

  it("takes back, forgets, and looks back", () => {
    const queue = typed("abc");
    expect([queue.fromEnd(0), queue.fromEnd(2)]).toEqual([0x63, 0x61]);
    queue.eraseLast(2);
    queue.putEnd(10);
    expect(text(queue.takeLine(9))).toBe("a\n");
    queue.put(1);
    queue.flush();
    expect([queue.finished, queue.unfinished, queue.room]).toEqual([0, 0, INPUT_MAX - 1]);
  });

  it("makes one line of what is there when lines begin to matter", () => {
    const queue = typed("a\nb");
    queue.forgetLines();
    queue.put(0x63);
    queue.putEnd(10);
    expect([queue.takeLine(99), queue.takeLine(99)].map(text)).toEqual(["a\nb", "c\n"]);
  });

  it("what if it goes round and round? It is a queue of lines all the same", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{0,1500}$/), { maxLength: 30 }), (lines) => {
        const queue = new InputQueue();
        for (const line of lines) {
          for (const byte of new TextEncoder().encode(line)) queue.put(byte);
          queue.putEnd(10);
          expect(text(queue.takeLine(INPUT_MAX))).toBe(`${line}\n`);
        }
        expect(queue.room).toBe(INPUT_MAX - 1);
      }),
      { numRuns: 30 },
    );
  });
});
