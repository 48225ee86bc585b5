import { expect, it } from "vitest";
import { Signal } from "../../../runtime/abi/signal.ts";
import { takeViolation } from "../../../runtime/kernel/mappings/protect.ts";
import { ANONYMOUS, Mapper, NONE, PRIVATE, READ, RW, SHARED, WHOLE } from "./mapper.ts";

const mapper = new Mapper();
const fd = mapper.rig.create("/tmp/file");
const readOnly = mapper.rig.open("/tmp/file") as number;
const at = mapper.mapped(2 * WHOLE);
const ofFile = mapper.mapped(4096, SHARED, { fd: readOnly, protection: READ });
const copyOfFile = mapper.mapped(4096, PRIVATE, { fd: readOnly, protection: READ });

it.each<[string, string | number, number, number, number]>([
  ["an address inside a page", "EINVAL", at + 1, 4096, READ],
  ["protection that there is not", "EINVAL", at, 4096, 64],
  ["nothing", 0, at, 0, READ],
  ["a range of which a part is not mapped", "ENOMEM", copyOfFile, 2 * WHOLE, READ],
  ["what is behind the memory", "ENOMEM", 1 << 20, 4096, READ],
  ["a shared file that is open to be read, to be written", "EACCES", ofFile, 4096, RW],
  ["a private one, to be written", 0, copyOfFile, 4096, RW],
  ["a mapping", 0, at, 4096, NONE],
  ["the program's own memory", 0, 0x20000, 4096, READ],
])("mprotect of %s: %s", (_what, answer, address, length, protection) => {
  expect(mapper.rig.say("mprotect", address, length, protection)).toBe(answer);
});

it("a store to what may only be read is told once, with where and why, and is no more when that may be written", () => {
  const mapper = new Mapper();
  const { process } = mapper.rig;
  const at = mapper.mapped(8192, PRIVATE | ANONYMOUS);
  mapper.rig.call("mprotect", at + 4096, 4096, READ);
  mapper.run(process, (bytes) => bytes.fill(1, at, at + 4097));
  const page = (at + 4096).toString(16);
  expect(takeViolation(process)).toEqual({
    signal: Signal.SIGSEGV,
    why: `it has stored to memory that is read-only, at 0x${page} to 0x${page.replace(/000$/, "fff")}`,
  });
  expect(takeViolation(process)).toBeUndefined();
  mapper.rig.call("mprotect", at + 4096, 4096, RW);
  mapper.run(process, (bytes) => bytes.fill(2, at, at + 8192));
  expect(takeViolation(process)).toBeUndefined();
});

it("a store behind the end of a file is SIGBUS", () => {
  const at = mapper.mapped(4096, SHARED, { fd });
  mapper.run(mapper.rig.process, (bytes) => bytes.fill(1, at, at + 1));
  expect(takeViolation(mapper.rig.process)?.signal).toBe(Signal.SIGBUS);
});
