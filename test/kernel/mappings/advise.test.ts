import { describe, expect, it } from "vitest";
import { ANONYMOUS, Mapper, PRIVATE, READ, SHARED, WHOLE } from "./mapper.ts";

const [DONTNEED, FREE, DONTFORK, DOFORK, WIPEONFORK, KEEPONFORK] = [4, 8, 10, 11, 18, 19];

describe("madvise of", () => {
  const mapper = new Mapper();
  const own = mapper.mapped(WHOLE);
  const shared = mapper.mapped(WHOLE, SHARED | ANONYMOUS);
  const last = mapper.mapped(WHOLE);
  it.each<[string, string | number, number, number, number]>([
    ["an address inside a page", "EINVAL", own + 1, 4096, 0],
    ["advice that there is not", "EINVAL", own, 4096, 77],
    ["nothing", 0, own, 0, DONTNEED],
    ["memory of which a part is not mapped", "ENOMEM", last, 2 * WHOLE, 0],
    ["memory that is not there at all", "ENOMEM", 1 << 21, 4096, 0],
    ["what only helps", 0, own, WHOLE, 3],
    ["shared memory, to be wiped", "EINVAL", shared, 4096, WIPEONFORK],
    ["shared memory, to be freed", "EINVAL", shared, 4096, FREE],
    ["shared memory, to be dropped", 0, shared, 4096, DONTFORK],
    ["the program's own memory", 0, 0x20000, 4096, WIPEONFORK],
  ])("%s: %s", (_what, answer, address, length, advice) => {
    expect(mapper.rig.say("madvise", address, length, advice)).toBe(answer);
  });
});

it("DOFORK undoes DONTFORK, KEEPONFORK undoes WIPEONFORK, and neither the other", () => {
  const mapper = new Mapper();
  const at = mapper.mapped(4096);
  const seen = [DONTFORK, KEEPONFORK, DOFORK, WIPEONFORK, DOFORK, KEEPONFORK].map((advice) => {
    mapper.rig.call("madvise", at, 4096, advice);
    return mapper.mappings.find(at / 4096)?.atFork;
  });
  expect(seen).toEqual(["drop", "drop", "keep", "wipe", "wipe", "keep"]);
});

it("what is not needed is zeros again, or the file's, but not where it is shared or locked", () => {
  const mapper = new Mapper();
  const { rig } = mapper;
  const fd = rig.create("/tmp/file");
  rig.write(fd, "file");
  const places = [
    mapper.mapped(4096),
    mapper.mapped(4096, PRIVATE, { fd, protection: READ | 2 }),
    mapper.mapped(4096, SHARED | ANONYMOUS),
  ];
  mapper.run(rig.process, (bytes) => {
    for (const at of places) bytes.fill(33, at, at + 4);
  });
  for (const at of places) expect(rig.say("madvise", at, 4096, DONTNEED)).toBe(0);
  expect(places.map((at) => rig.text(at, 4))).toEqual(["\0\0\0\0", "file", "!!!!"]);
  rig.call("mlock", places[0] as number, 1);
  expect(rig.say("madvise", places[0] as number, 4096, DONTNEED)).toBe("EINVAL");
});
