import { expect, it } from "vitest";
import { Mapper, REGION, SHARED, WHOLE } from "./mapper.ts";

const [ASYNC, INVALIDATE, SYNC] = [1, 2, 4];

it.each<[string, string | number, number, number, number]>([
  ["an address inside a page", "EINVAL", REGION + 1, 4096, SYNC],
  ["flags that there are not", "EINVAL", REGION, 4096, 8],
  ["both at once", "EINVAL", REGION, 4096, SYNC | ASYNC],
  ["what is not mapped", "ENOMEM", REGION, 2 * WHOLE, SYNC],
  ["what is locked, to be read anew", "EBUSY", REGION, 4096, INVALIDATE],
  ["nothing", 0, REGION, 0, ASYNC],
  ["a mapping", 0, REGION, WHOLE, SYNC],
])("msync of %s: %s", (_what, answer, address, length, flags) => {
  const mapper = new Mapper();
  mapper.mapped(WHOLE, SHARED, { fd: mapper.rig.create("/tmp/file") });
  mapper.rig.call("mlock", REGION, 4096);
  expect(mapper.rig.say("msync", address, length, flags)).toBe(answer);
});

it("puts what was stored into the file", () => {
  const mapper = new Mapper();
  const fd = mapper.rig.create("/tmp/file");
  mapper.rig.write(fd, "content");
  const at = mapper.mapped(4096, SHARED, { fd });
  mapper.bytes().fill(88, at, at + 3);
  mapper.rig.call("msync", at, 4096, SYNC);
  expect(mapper.mappings.find(at / 4096)?.object?.page(0).bytes[2]).toBe(88);
});
