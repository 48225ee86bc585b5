import { expect, it } from "vitest";
import { loadAddon, PACKAGE, preloadPath } from "../../../runtime/backend/native/addon.ts";
import { describeNative } from "./native.ts";

describeNative("the addon", () => {
  const host = loadAddon();
  const numbers = new BigInt64Array(8);

  it.each([
    ["a result is a number", () => host.getpid(), process.pid],
    ["an error is minus the host's errno", () => host.close(9999), -9],
    [
      "an array that is too short is refused, and nothing is written past it",
      () => host.pipe2(new BigInt64Array(1), 0),
      -22,
    ],
    ["what is no array has no room", () => host.pipe2(undefined as unknown as BigInt64Array, 0), -22],
    ["a string ends where its bytes do", () => host.execve(new TextEncoder().encode("/nowhere"), [], []), -2],
    ["no pieces are no bytes", () => host.write(1, []), 0],
  ])("%s", (_, call, answer) => {
    expect(call()).toBe(answer);
  });

  it("moves bytes in pieces", () => {
    expect(host.pipe2(numbers, 0)).toBe(0);
    const [reader, writer] = [Number(numbers[0]), Number(numbers[1])];
    const pieces = [new Uint8Array(2), new Uint8Array(0), new Uint8Array(4)];
    expect(host.write(writer, [new TextEncoder().encode("fo"), new TextEncoder().encode("rk")])).toBe(4);
    expect(host.read(reader, pieces)).toBe(4);
    expect(Buffer.concat(pieces).toString()).toBe("fork\0\0");
    for (const fd of [reader, writer]) host.close(fd);
  });

  it("lies beside what is put before the C library", () => {
    expect(preloadPath().startsWith(PACKAGE)).toBe(true);
  });
});
