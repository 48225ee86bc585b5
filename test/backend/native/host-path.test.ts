import { expect, it } from "vitest";
import { FIRST } from "../../../runtime/backend/native/descriptors.ts";
import { hostPath } from "../../../runtime/backend/native/host-path.ts";

it.each([
  ["/dev/stdin", `/dev/fd/${FIRST}`],
  ["/dev/stderr", `/dev/fd/${FIRST + 2}`],
  ["/dev/fd/5", `/dev/fd/${FIRST + 5}`],
  ["/proc/self/fd/5", `/proc/self/fd/${FIRST + 5}`],
  ["/proc/77/fd/5/name", `/proc/77/fd/${FIRST + 5}/name`],
  ["/proc/78/fd/5", "/proc/78/fd/5"],
  ["/dev/fd/", "/dev/fd/"],
  ["/dev/fd/5x", "/dev/fd/5x"],
  ["/dev/standard", "/dev/standard"],
  ["/dev/null", "/dev/null"],
  ["/develop", "/develop"],
  ["dev/fd/5", "dev/fd/5"],
  ["", ""],
])("%j of process 77 is %j", (path, expected) => {
  const bytes = hostPath(77, new TextEncoder().encode(path));
  expect(new TextDecoder().decode(bytes)).toBe(expected);
});

it("bytes that are no text stay as they are", () => {
  const path = new Uint8Array([0x2f, 0xff, 0x2f]);
  expect(hostPath(77, path)).toBe(path);
});
