import { expect, test } from "vitest";
import { TextStreams } from "../../runtime/frontend/text-streams.ts";

test("what is written is kept, each stream for itself", () => {
  const streams = new TextStreams();
  streams.write("stdout", new TextEncoder().encode("one "));
  streams.write("stderr", new TextEncoder().encode("oops"));
  streams.write("stdout", new TextEncoder().encode("two"));
  expect([streams.stdout, streams.stderr]).toEqual(["one two", "oops"]);
});

test("a letter that comes in two pieces is one letter", () => {
  const streams = new TextStreams();
  for (const byte of new TextEncoder().encode("é")) streams.write("stdout", new Uint8Array([byte]));
  expect(streams.stdout).toBe("é");
});
