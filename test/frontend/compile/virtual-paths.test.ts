import { describe, expect, it } from "vitest";
import { absolutePath, folderOf, virtualPath, withUserPaths } from "../../../runtime/frontend/compile/virtual-paths.ts";

describe("virtual paths", () => {
  it.each([
    ["a.c", "/home/me/a.c"],
    ["./sub/../a.c", "/home/me/a.c"],
    ["../a.c", "/home/a.c"],
    ["/abs//a.c", "/abs/a.c"],
  ])("%s is %s from /home/me", (path, absolute) => {
    expect(absolutePath("/home/me", path)).toBe(absolute);
  });

  it("come back as the user wrote them: short below the current directory, absolute elsewhere", () => {
    const inside = virtualPath("/home/me/sub/a.c");
    const outside = virtualPath("/usr/a.c");
    expect(withUserPaths("/home/me", `${inside}:1: error, see ${outside}:2`)).toBe("sub/a.c:1: error, see /usr/a.c:2");
    expect(withUserPaths("/", `${virtualPath("/main.c")}:1`)).toBe("main.c:1");
  });

  it("know the folder of a file at the root", () => {
    expect(folderOf("/a.c")).toBe("/");
    expect(folderOf("/b/a.c")).toBe("/b");
  });
});
