import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { NodeHostFiles } from "../../../runtime/node/host-files.ts";
import { Mapper, PRIVATE, READ, SHARED } from "../mappings/mapper.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-mapped-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file that can be mapped, and what it holds in the end. */
const KINDS: readonly [string, () => { mapper: Mapper; path: string; contents: () => string }][] = [
  [
    "in memory",
    () => {
      const mapper = new Mapper();
      const path = "/tmp/file";
      mapper.rig.write(mapper.rig.create(path), "content");
      return { mapper, path, contents: () => mapper.rig.contents(path) };
    },
  ],
  [
    "of the host",
    () => {
      writeFileSync(join(folder, "file"), "content");
      const mapper = new Mapper({ mounts: [{ at: "/host", files: new NodeHostFiles(folder) }] });
      return { mapper, path: "/host/file", contents: () => readFileSync(join(folder, "file"), "utf8") };
    },
  ],
];

it.each(KINDS)("a file %s and its mappings see each other, whoever opened it", (_kind, make) => {
  const { mapper, path, contents } = make();
  const { rig } = mapper;
  const readOnly = rig.open(path) as number;
  const first = mapper.mapped(4096, SHARED, { fd: readOnly, protection: READ });
  const fd = rig.open(path, { write: true }) as number;
  const second = mapper.mapped(4096, SHARED, { fd });
  const copy = mapper.mapped(4096, PRIVATE, { fd });
  rig.call("fd_close", readOnly);
  rig.call("fd_close", fd);
  expect([first, second, copy].map((at) => rig.text(at, 8))).toEqual(["content\0", "content\0", "content\0"]);

  mapper.bytes()[second] = 67;
  mapper.run(rig.process, () => {});
  mapper.run(rig.process, () => {});
  expect([contents(), rig.text(first, 7), rig.text(copy, 7)]).toEqual(["Content", "Content", "content"]);

  const writer = rig.open(path, { write: true }) as number;
  rig.write(writer, "KON");
  expect([contents(), rig.text(first, 7), rig.text(second, 7)]).toEqual(["KONtent", "KONtent", "KONtent"]);
  rig.call("fd_filestat_set_size", writer, 3n);
  expect([contents(), rig.text(first, 5)]).toEqual(["KON", "KON\0\0"]);
  rig.call("fd_filestat_set_size", writer, 5n);
  expect(rig.text(first, 5)).toBe("KON\0\0");
  const truncating = rig.open(path, { write: true, oflags: 8 }) as number;
  expect([contents(), rig.text(first, 3)]).toEqual(["", "\0\0\0"]);
  rig.write(truncating, "new");
  expect(rig.text(second, 4)).toBe("new\0");
  expect(rig.say("msync", second, 4096, 4)).toBe(0);
});

it("a file of the host that nobody maps any more is read anew by who maps it next", () => {
  writeFileSync(join(folder, "file"), "one");
  const mapper = new Mapper({ mounts: [{ at: "/host", files: new NodeHostFiles(folder) }] });
  const fd = mapper.rig.open("/host/file") as number;
  const at = mapper.mapped(4096, SHARED, { fd, protection: READ });
  writeFileSync(join(folder, "file"), "two");
  expect(mapper.rig.text(at, 3)).toBe("one"); // as the paper says: what others of the host write is not seen
  mapper.rig.call("munmap", at, 4096);
  expect(mapper.rig.text(mapper.mapped(4096, SHARED, { fd, protection: READ }), 3)).toBe("two");
});
