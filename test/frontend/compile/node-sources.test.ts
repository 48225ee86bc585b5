import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  folderCache,
  loadSdk,
  readHostFile,
  readSources,
  SDK_C_FOLDER,
  SDK_FOLDER,
} from "../../../runtime/frontend/compile/node-sources.ts";

const folder = await mkdtemp(join(tmpdir(), "prong-"));
afterAll(() => rm(folder, { recursive: true }));

describe("sources of the host", () => {
  it("are read by name; one that is missing is named", async () => {
    await writeFile(join(folder, "a.c"), "int a;");
    expect(await readSources([join(folder, "a.c")])).toEqual([{ path: join(folder, "a.c"), text: "int a;" }]);
    await expect(readSources(["none.c"])).rejects.toThrow("Cannot read none.c: there is no such file");
  });

  it("are bytes where they are not text", async () => {
    await writeFile(join(folder, "data"), new Uint8Array([0xff, 0xfe]));
    expect(await readHostFile(join(folder, "data"))).toEqual(new Uint8Array([0xff, 0xfe]));
    expect(await readHostFile(join(folder, "none"))).toBeUndefined();
  });
});

describe("folderCache()", () => {
  it("keeps bytes in files, in a folder that it makes", async () => {
    const cache = folderCache(join(folder, "new", "cache"));
    expect(await cache.get("k")).toBeUndefined();
    await cache.set("k", new Uint8Array([1, 2, 3]));
    expect(await folderCache(join(folder, "new", "cache")).get("k")).toEqual(new Uint8Array([1, 2, 3]));
  });

  it("knows what the package was built with, but writes its own", async () => {
    const [own, built] = [join(folder, "own"), join(folder, "built")];
    await folderCache(built).set("k", new Uint8Array([1]));
    const cache = folderCache(own, built);
    expect(await cache.get("k")).toEqual(new Uint8Array([1]));
    await cache.set("k", new Uint8Array([2]));
    expect(await cache.get("k")).toEqual(new Uint8Array([2]));
    expect(await folderCache(built).get("k")).toEqual(new Uint8Array([1]));
  });
});

describe("the SDKs that come along", () => {
  it("have the files that the compilers start from", async () => {
    expect(Object.keys(await loadSdk(SDK_C_FOLDER))).toEqual(
      expect.arrayContaining(["include/unistd.h", "include/sys/wait.h", "src/all.c"]),
    );
    expect(Object.keys(await loadSdk(SDK_FOLDER))).toContain("prong.ts");
  });
});
