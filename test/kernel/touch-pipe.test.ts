import { describe, expect, it } from "vitest";
import { makePipe } from "../../runtime/kernel/files/pipe.ts";
import { AWAIT } from "../../runtime/kernel/footprint.ts";
import { DEFAULT_LIMITS } from "../../runtime/kernel/limits.ts";
import { touchPipeEnd, touchPipeRead, touchPipeWrite } from "../../runtime/kernel/touch-pipe.ts";
import { World } from "../../runtime/kernel/world.ts";
import { NotedFootprint } from "./noted-footprint.ts";

/** A pipe in which so many bytes lie, of which three more were read before; without writers where `ended`. */
function pipe(fill: number, ended = false) {
  const ends = makePipe(new World(DEFAULT_LIMITS));
  ends.reader.node.put(new Uint8Array(fill + 3));
  ends.reader.node.take(3);
  if (ended) ends.writer.fd_close();
  return ends;
}

/** What was touched; the pipe is P. */
function told(footprint: NotedFootprint, { node }: { readonly node: { readonly ino: bigint } }): string[] {
  return footprint.told().touched.map((line) => line.replace(new RegExp(` ${node.ino}$`), " P"));
}

describe("a read touches", () => {
  it.each<[what: string, fill: number, ended: boolean, size: number, touched: string[]]>([
    [
      "the bytes that it takes, and no other",
      3,
      false,
      2,
      ["reads pipe P", "writes out of P", "awaits byte 3 of P", "reads byte 4 of P"],
    ],
    [
      "all of the pipe where it wants more than there is",
      1,
      false,
      2,
      ["writes pipe P", "writes out of P", "awaits byte 3 of P"],
    ],
    [
      "the last writer's end at the end",
      0,
      true,
      2,
      ["reads pipe P", "reads out of P", "reads byte 3 of P", "awaits writers of P"],
    ],
    [
      "the byte that is not there, where there is none",
      0,
      false,
      1,
      ["reads pipe P", "reads out of P", "reads byte 3 of P", "reads writers of P"],
    ],
    [
      "all of it where there are too many to tell apart",
      100,
      false,
      65,
      ["writes pipe P", "writes out of P", "awaits byte 3 of P"],
    ],
  ])("%s", (_, fill, ended, size, touched) => {
    const { reader } = pipe(fill, ended);
    const footprint = new NotedFootprint();
    footprint.beginCall();
    touchPipeRead(footprint, reader, size, AWAIT);
    expect(told(footprint, reader)).toEqual(touched);
  });
});

describe("a write touches", () => {
  it.each<[what: string, size: number, touched: string[]]>([
    [
      "the bytes that it writes, and that somebody can read",
      2,
      ["reads readers of P", "reads pipe P", "writes into P", "writes byte 4 of P", "writes byte 5 of P"],
    ],
    [
      "all of the pipe where there may not be room",
      70_000,
      ["reads readers of P", "writes pipe P", "writes into P", "writes byte 4 of P"],
    ],
  ])("%s", (_, size, touched) => {
    const { writer } = pipe(1);
    const footprint = new NotedFootprint();
    touchPipeWrite(footprint, writer, size);
    expect(told(footprint, writer)).toEqual(touched);
  });
});

it("closing an end counts it", () => {
  const { reader, writer } = pipe(0);
  const footprint = new NotedFootprint();
  touchPipeEnd(footprint, reader);
  touchPipeEnd(footprint, writer);
  expect(told(footprint, reader)).toEqual(["counts readers of P", "counts writers of P"]);
});
