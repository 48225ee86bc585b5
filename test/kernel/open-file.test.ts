import { Fd } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { makePipe } from "../../runtime/kernel/files/pipe.ts";
import { DEFAULT_LIMITS } from "../../runtime/kernel/limits.ts";
import { asWaitable, OpenFile } from "../../runtime/kernel/open-file.ts";
import { World } from "../../runtime/kernel/world.ts";

describe("OpenFile", () => {
  it("closes its Fd when the last descriptor lets go", () => {
    const world = new World(DEFAULT_LIMITS);
    const { reader, writer } = makePipe(world);
    const file = new OpenFile(world, writer, 0, "pipe 1 (write end)");
    file.retain().retain();
    file.release();
    expect(reader.hungUp()).toBe(false);
    file.release();
    expect(reader.hungUp()).toBe(true);
  });
});

describe("asWaitable", () => {
  it("knows what may have to wait", () => {
    const { reader } = makePipe(new World(DEFAULT_LIMITS));
    expect(asWaitable(reader)).toBe(reader);
    expect(asWaitable(new (class extends Fd {})())).toBeUndefined();
  });
});
