import { describe, expect, it } from "vitest";
import { gatherIncludes, withoutWaysUp } from "../../../runtime/frontend/compile/includes.ts";

const host = new Map(
  Object.entries({
    "/p/a.h": '#include "deep/b.h"',
    "/p/deep/b.h": '#  include "../c.h"',
    "/p/c.h": '#include "a.h"',
    "/inc/lib.h": "",
    "/p/data.bin": "bytes",
  }),
);
const readFile = async (path: string) => host.get(path);
const gather = async (text: string, folders: string[] = []) => [
  ...(await gatherIncludes(new Map([["/p/main.c", text]]), folders, readFile)).keys(),
];

describe("gatherIncludes()", () => {
  it("follows quoted includes from header to header, and ends in a circle", async () => {
    expect(await gather('#include "a.h"\n')).toEqual(["/p/a.h", "/p/deep/b.h", "/p/c.h"]);
  });

  it("looks for angled includes in the given folders only", async () => {
    expect(await gather("#include <lib.h>\n#include <stdio.h>")).toEqual([]);
    expect(await gather("#include <lib.h>\n#include <stdio.h>", ["/inc"])).toEqual(["/inc/lib.h"]);
  });

  it("finds what is asked about and what is embedded", async () => {
    expect(await gather('#if __has_include("c.h")\n#endif\nchar x[] = {\n#embed "data.bin"\n};')).toEqual([
      "/p/data.bin",
      "/p/c.h",
      "/p/a.h",
      "/p/deep/b.h",
    ]);
  });

  it("leaves to the compiler what is nowhere", async () => {
    expect(await gather('#include "none.h"')).toEqual([]);
  });
});

describe("withoutWaysUp()", () => {
  const known = (text: string) => withoutWaysUp("/p/deep/b.c", text, ["/inc/sub"], host);

  it("writes a quoted include that goes up from the root", () => {
    expect(known('#include "../c.h"\n')).toBe('#include "@host/p/c.h"\n');
    expect(known('#  include "../lib.h"\n')).toBe('#  include "@host/inc/lib.h"\n');
  });

  it("leaves others as they are, and what is nowhere", () => {
    for (const line of ['#include "b.h"', "#include <../c.h>", '#include "../none.h"']) expect(known(line)).toBe(line);
  });
});
