import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { RELEASE, storeUtsname } from "../../runtime/kernel/utsname.ts";
import { makeKernel } from "./world-for-tests.ts";

it("the release is the package's version", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(RELEASE).toBe(version);
});

it("six names are stored, each in 65 bytes", () => {
  const { kernel, bytes } = makeKernel();
  bytes.fill(0xff);
  storeUtsname(kernel.memory, 1);
  const names = [0, 1, 2, 3, 4, 5].map((i) => new TextDecoder().decode(bytes.slice(1 + 65 * i, 66 + 65 * i)));
  expect(names.map((name) => name.replace(/\0+$/, ""))).toEqual([
    "Prong",
    "prong",
    RELEASE,
    "fork(2) for WebAssembly",
    "wasm32",
    "(none)",
  ]);
  expect([bytes[0], bytes[391]]).toEqual([0xff, 0xff]);
});
