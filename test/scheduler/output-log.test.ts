import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { OutputLog, type StreamName } from "../../runtime/scheduler/output-log.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A log of some writes: `"out: a"`, `"err: b"`. */
function logOf(...writes: readonly string[]): OutputLog {
  const log = new OutputLog();
  for (const write of writes) log.write(`std${write.slice(0, 3) as "out" | "err"}`, bytes(write.slice(5)));
  return log;
}

const texts = (log: OutputLog) => [log.text("stdout"), log.text("stderr")];
const hashes = (log: OutputLog) => log.last?.hashes;

describe("the text of a stream", () => {
  it("is nothing before the first write", () => {
    expect([...texts(new OutputLog()), new OutputLog().last]).toEqual(["", "", undefined]);
  });

  it("is all that was written to it, in order, without the other's", () => {
    const log = logOf("out: one\n", "err: wrong\n", "out: two", "out: ", "out:  three\n");
    expect(texts(log)).toEqual(["one\ntwo three\n", "wrong\n"]);
  });

  it("has a character that two writes share as one, even if the other stream is written to between them", () => {
    const [first, second] = [bytes("é漢").subarray(0, 3), bytes("é漢").subarray(3)];
    const log = new OutputLog();
    log.write("stdout", first);
    log.write("stderr", second);
    log.write("stdout", second);
    expect(texts(log)).toEqual(["é漢", "\ufffd\ufffd"]);
  });

  it("says where a character was begun and not ended", () => {
    const log = new OutputLog();
    log.write("stdout", Uint8Array.of(0x61, 0xc3));
    expect(log.text("stdout")).toBe("a\ufffd");
  });
});

describe("going back", () => {
  it("unsays what was written since, and other words may follow", () => {
    const log = logOf("out: a", "err: x");
    const moment = log.last;
    log.write("stdout", bytes("b"));
    log.write("stderr", bytes("y"));
    expect(texts(log)).toEqual(["ab", "xy"]);
    log.last = moment;
    expect(texts(log)).toEqual(["a", "x"]);
    log.write("stdout", bytes("c"));
    expect(texts(log)).toEqual(["ac", "x"]);
    expect(hashes(log)).toEqual(hashes(logOf("out: ac", "err: x")));
  });

  it("leads to any moment, forward too, any number of times", () => {
    const log = logOf("out: a");
    const early = log.last;
    log.write("stdout", bytes("b"));
    const late = log.last;
    const seen = [early, late, undefined, late, early].map((moment) => {
      log.last = moment;
      return log.text("stdout");
    });
    expect(seen).toEqual(["a", "ab", "", "ab", "a"]);
  });
});

describe("the hashes are equal of", () => {
  it.each<[string, string[], string[]]>([
    ["the same writes", ["out: ab", "err: c"], ["out: ab", "err: c"]],
    ["the same bytes in other pieces", ["out: hello"], ["out: he", "out: ll", "out: o"]],
    ["one more write of nothing", ["out: a"], ["out: a", "out: ", "err: "]],
    ["the same for each stream, in another order", ["out: a", "err: b"], ["err: b", "out: a"]],
  ])("%s", (_what, one, other) => {
    expect(hashes(logOf(...one))).toEqual(hashes(logOf(...other)));
  });

  it("any bytes, however they are cut", () => {
    const stream = fc.constantFrom<StreamName>("stdout", "stderr");
    const written = fc.array(fc.tuple(stream, fc.uint8Array({ maxLength: 8 })), { minLength: 1 });
    fc.assert(
      fc.property(written, (writes) => {
        const [pieces, single] = [new OutputLog(), new OutputLog()];
        for (const [name, piece] of writes) {
          pieces.write(name, piece);
          for (const byte of piece) single.write(name, Uint8Array.of(byte));
        }
        single.write("stdout", new Uint8Array());
        expect(hashes(pieces)).toEqual(hashes(single));
        expect(texts(pieces)).toEqual(texts(single));
      }),
    );
  });
});

describe("the hashes differ of", () => {
  it.each<[string, string[], string[]]>([
    ["another byte", ["out: ab"], ["out: ac"]],
    ["another order", ["out: ab"], ["out: ba"]],
    ["a byte more", ["out: a"], ["out: aa"]],
    ["a zero byte more", ["out: a"], ["out: a\0"]],
    ["a zero byte and nothing", ["out: \0"], ["out: "]],
    ["the same bytes to the other stream", ["out: a"], ["err: a"]],
  ])("%s", (_what, one, other) => {
    expect(hashes(logOf(...one))).not.toEqual(hashes(logOf(...other)));
  });
});

test("each write knows the hashes of its moment: the other stream's stays as it was", () => {
  const log = logOf("out: a");
  const before = log.last?.hashes;
  log.write("stderr", bytes("b"));
  expect(log.last?.before?.hashes).toEqual(before);
  expect(log.last?.hashes.stdout).toBe(before?.stdout);
  expect(log.last?.hashes.stderr).not.toBe(before?.stderr);
});

describe("notes", () => {
  const noted = (...notes: readonly string[]) => {
    const log = logOf("out: a");
    for (const note of notes) log.note(note);
    return log;
  };

  it("make logs differ, in whatever order and however often they come, and are no text", () => {
    expect(noted("x", "y", "x").key).toBe(noted("y", "x").key);
    expect(new Set([noted(), noted("x"), noted("y"), noted("x", "y")].map(({ key }) => key)).size).toBe(4);
    expect([noted("y", "x").notes, noted().notes]).toEqual([["x", "y"], undefined]);
    expect(texts(noted("x"))).toEqual(["a", ""]);
  });

  it("stay when something is written, and are unsaid by going back", () => {
    const log = noted("x");
    const moment = log.last;
    log.note("y");
    log.write("stdout", bytes("b"));
    expect([log.notes, log.text("stdout")]).toEqual([["x", "y"], "ab"]);
    log.last = moment;
    expect([log.notes, log.text("stdout")]).toEqual([["x"], "a"]);
  });
});
