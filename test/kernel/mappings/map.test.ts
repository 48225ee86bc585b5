import { describe, expect, it } from "vitest";
import { RLIMIT_AS } from "../../../runtime/abi/resource.ts";
import {
  ANONYMOUS,
  FIXED,
  Mapper,
  NOREPLACE,
  PRIVATE,
  READ,
  REGION,
  REGION_END,
  RW,
  SHARED,
  WHOLE,
  WRITE,
} from "./mapper.ts";

describe("mmap refuses", () => {
  const mapper = new Mapper();
  const { rig } = mapper;
  const file = rig.create("/tmp/file");
  rig.write(file, "content");
  const readOnly = rig.open("/tmp/file") as number;
  const writeOnly = rig.open("/tmp/file", { read: false, write: true }) as number;
  const [pipe] = rig.pipe();
  const directory = rig.open("/tmp") as number;
  const taken = mapper.mapped(WHOLE);

  it.each<[string, string, ...Parameters<Mapper["map"]>]>([
    ["no length", "EINVAL", 0],
    ["neither shared nor private", "EINVAL", 1, ANONYMOUS],
    ["both for anonymous memory, which asks to be validated", "EINVAL", 1, SHARED | PRIVATE | ANONYMOUS],
    ["more than there are addresses", "ENOMEM", -1],
    ["huge pages", "ENOMEM", 1, PRIVATE | ANONYMOUS | 0x40000],
    ["a closed descriptor", "EBADF", 1, PRIVATE, { fd: 99 }],
    ["an odd offset, before it looks at the descriptor", "EINVAL", 1, PRIVATE, { fd: 99, offset: 1n }],
    ["an odd offset", "EINVAL", 1, PRIVATE, { fd: file, offset: 100n }],
    ["an offset before the file", "EOVERFLOW", 1, PRIVATE, { fd: file, offset: -4096n }],
    ["an offset behind all files", "EOVERFLOW", 8192, PRIVATE, { fd: file, offset: 2n ** 63n - 4096n }],
    ["to share stores to what is open to be read", "EACCES", 1, SHARED, { fd: readOnly }],
    ["what is not open to be read", "EACCES", 1, PRIVATE, { fd: writeOnly, protection: WRITE }],
    ["a pipe", "ENODEV", 1, PRIVATE, { fd: pipe, protection: READ }],
    ["a directory", "ENODEV", 1, PRIVATE, { fd: directory, protection: READ }],
    ["a fixed address inside a page", "EINVAL", 1, PRIVATE | ANONYMOUS | FIXED, { address: REGION + 1 }],
    ["a fixed address in the first 64 KiB", "EPERM", 1, PRIVATE | ANONYMOUS | FIXED, { address: 4096 }],
    ["to go over 4 GiB", "ENOMEM", 8192, PRIVATE | ANONYMOUS | FIXED, { address: -4096 }],
    ["to replace what must not be", "EEXIST", 1, PRIVATE | ANONYMOUS | NOREPLACE, { address: taken }],
    ["more than there is room for in the region", "ENOSPC", REGION_END - REGION],
    ["a fixed address behind the memory", "ENOSPC", 1, PRIVATE | ANONYMOUS | FIXED, { address: 1 << 20 }],
  ])("%s: %s", (_what, errno, ...request) => {
    expect(mapper.map(...request)).toBe(errno);
  });

  it("more of a private file than the world has memory for", () => {
    const poor = new Mapper({ limits: { memory: 1 << 20 } });
    const fd = poor.rig.create("/tmp/large");
    expect(poor.map(WHOLE, PRIVATE, { fd })).toBe("ENOMEM");
    expect(poor.map(WHOLE)).toBe(REGION);
  });
});

describe("mmap chooses", () => {
  it("the first free range at the beginning of a Wasm page, then the next, then what was given back", () => {
    const mapper = new Mapper();
    expect([mapper.map(1), mapper.map(WHOLE + 1), mapper.map(5)]).toEqual([REGION, REGION + WHOLE, REGION + 3 * WHOLE]);
    expect(mapper.rig.call("munmap", REGION + WHOLE, 2 * WHOLE)).toBe(0);
    expect([mapper.map(3 * WHOLE), mapper.map(2 * WHOLE)]).toEqual([REGION + 4 * WHOLE, REGION + WHOLE]);
  });

  it("what the caller hints at, if that is free", () => {
    const mapper = new Mapper();
    const address = REGION + 3 * WHOLE + 4096;
    expect(mapper.map(4096, PRIVATE | ANONYMOUS, { address })).toBe(address);
    expect(mapper.map(4096, PRIVATE | ANONYMOUS, { address })).toBe(REGION);
    expect(mapper.map(4096, PRIVATE | ANONYMOUS, { address: 4096 })).toBe(REGION + WHOLE);
  });

  it("a fixed address, and zeros take the place of what was there", () => {
    const mapper = new Mapper();
    mapper.mapped(4 * WHOLE);
    mapper.bytes().fill(7, REGION, REGION + 4 * WHOLE);
    const address = REGION + 8192;
    expect(mapper.map(4096, PRIVATE | ANONYMOUS | FIXED, { address })).toBe(address);
    expect([address - 1, address, address + 4095, address + 4096].map((at) => mapper.bytes()[at])).toEqual([
      7, 0, 0, 7,
    ]);
  });
});

describe("munmap", () => {
  it.each<[string, number, number, string | number]>([
    ["no length", REGION, 0, "EINVAL"],
    ["an address inside a page", REGION + 1, 4096, "EINVAL"],
    ["a range over 4 GiB", -4096, 8192, "EINVAL"],
    ["what is not mapped", REGION, 4096, 0],
    ["the program's own memory, which it leaves alone", 0x20000, 4096, 0],
  ])("of %s", (_what, address, length, answer) => {
    const mapper = new Mapper();
    mapper.bytes()[0x20000] = 5;
    expect(mapper.rig.say("munmap", address, length)).toBe(answer);
    expect(mapper.bytes()[0x20000]).toBe(5);
  });

  it("takes a piece out of the middle, which reads as zeros", () => {
    const mapper = new Mapper();
    mapper.mapped(3 * 4096);
    mapper.bytes().fill(1, REGION, REGION + 3 * 4096);
    mapper.rig.call("munmap", REGION + 4096, 1);
    expect(mapper.mappings.list.map(({ from, to }) => [from, to])).toEqual([
      [REGION / 4096, REGION / 4096 + 1],
      [REGION / 4096 + 2, REGION / 4096 + 3],
    ]);
    expect([4095, 4096, 8191, 8192].map((at) => mapper.bytes()[REGION + at])).toEqual([1, 0, 0, 1]);
  });

  it("gives back a shared object's memory when its last piece is unmapped", () => {
    const mapper = new Mapper();
    const { world } = mapper.rig;
    mapper.mapped(2 * 4096, SHARED | ANONYMOUS);
    const before = world.pagesUsed;
    mapper.run(mapper.rig.process, (bytes) => bytes.fill(1, REGION, REGION + 8192));
    expect(world.pagesUsed - before).toBe(2);
    mapper.rig.call("munmap", REGION, 4096);
    expect(world.pagesUsed - before).toBe(3); // a page of the process's own took the place of one
    mapper.rig.call("munmap", REGION + 4096, 4096);
    expect(world.pagesUsed - before).toBe(2);
  });
});

describe("a region", () => {
  it.each<[string, number, number]>([
    ["the first 64 KiB", 0, 4096],
    ["what is not at a page", REGION + 1, 4096],
    ["what is behind the memory", REGION_END, 4096],
    ["what is one already", REGION, 4096],
  ])("is not %s", (_what, address, length) => {
    expect(new Mapper().rig.say("mmap_region", address, length)).toBe("EINVAL");
  });
});

describe("a mapped file", () => {
  it("shows the file's content and zeros behind, privately or not", () => {
    const mapper = new Mapper();
    const fd = mapper.rig.create("/tmp/file");
    mapper.rig.write(fd, "content");
    for (const flags of [SHARED, PRIVATE]) {
      const address = mapper.mapped(8192, flags, { fd });
      expect(mapper.rig.text(address, 9)).toBe("content\0\0");
    }
  });

  it("is still there when it has neither names nor descriptors", () => {
    const mapper = new Mapper();
    const fd = mapper.rig.create("/tmp/file");
    mapper.rig.write(fd, "content");
    const address = mapper.mapped(4096, SHARED, { fd });
    const stored = mapper.rig.world.bytesStored;
    mapper.rig.call("fd_close", fd);
    mapper.rig.call("path_unlink_file", -2, "/tmp/file");
    expect(mapper.rig.text(address, 7)).toBe("content");
    mapper.rig.call("munmap", address, 4096);
    expect(stored - mapper.rig.world.bytesStored).toBe(512 + 7);
  });

  it("may be /dev/zero: that is anonymous memory", () => {
    const mapper = new Mapper();
    const fd = mapper.rig.open("/dev/zero", { write: true }) as number;
    const address = mapper.mapped(4096, SHARED, { fd, protection: RW });
    expect(mapper.mappings.find(address / 4096)?.object?.backing).toBeUndefined();
  });
});

it("RLIMIT_AS counts what is mapped, and no more what was", () => {
  const mapper = new Mapper();
  const { process } = mapper.rig;
  const at = mapper.mapped(4 * WHOLE);
  const most = BigInt(REGION + 5 * WHOLE);
  process.limits = process.limits.with(RLIMIT_AS, { soft: most, hard: most });
  expect(mapper.map(2 * WHOLE)).toBe("ENOMEM");
  expect(mapper.map(WHOLE)).not.toBe("ENOMEM");
  expect(mapper.map(WHOLE)).toBe("ENOMEM");
  mapper.rig.call("munmap", at, WHOLE);
  expect(mapper.map(WHOLE)).not.toBe("ENOMEM");
  expect(mapper.map(WHOLE, PRIVATE | ANONYMOUS | FIXED, { address: at })).toBe(at); // in the place of the last
});
