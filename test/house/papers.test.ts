import { expect, test } from "vitest";
import { check } from "../../scripts/house/papers.mjs";
import { tree } from "./fixture.ts";

// Put together here, so that this file keeps the rule that it tests.
const under = (...names: string[]) => `/${names.join("/")}`;
const url = (host: string) => `https:/${under(host, "npm")}`;

test.each([
  ["README.md", under("work", "main")],
  ["README.md", under("home", "ann", "prong")],
  ["runtime/a.ts", under("Users", "ann", "prong")],
  ["runtime/a.ts", under("root", ".cache")],
  ["package.json", under("tmp", "prong")],
  ["scripts/a.mjs", under("tmp", "prong")],
  [".ci/run", under("tmp", "prong")],
])("%s may not name a path like %s", (file, path) => {
  expect(check(tree({ [file]: `one\ntwo "${path}" three\n` }))).toEqual([
    expect.stringContaining(`${file}:2 names ${path}, a path of one machine`),
  ]);
});

test.each([
  ["README.md", "npx prong run --dir .::/data"],
  ["README.md", `see ${url("nodejs.org")} and http:/${under("localhost:5173")}`],
  ["README.md", "a guest's HOME is /home/user, its root is /"],
  ["test/a.test.ts", "/home/me/a.c is compiled as seen from /home/me"],
  ["test/a.test.ts", `open("${under("tmp", "file")}")`],
  ["assembly/guests/a.c", `open("${under("tmp", "file")}", O_CREAT)`],
  ["runtime/a.ts", 'import "../work/home/root/a.ts";'],
])("%s may say %s", (file, text) => {
  expect(check(tree({ [file]: text }))).toEqual([]);
});

test.each(["10.1.2.3", "192.168.0.9", "npm.example.internal", "artifactory.example.com"])("%s is private", (host) => {
  expect(check(tree({ "CONTRIBUTING.md": url(host) }))).toEqual([
    expect.stringContaining(`names ${host}, a private host`),
  ]);
});

test("a lock file names no registry but npm's own", () => {
  const lock = (host: string) => tree({ "package-lock.json": `{ "resolved": "${url(host)}" }` });
  expect(check(lock("registry.npmjs.org"))).toEqual([]);
  expect(check(lock("mirror.example.com"))).toEqual([expect.stringContaining("names the registry")]);
  expect(check(tree({ ".npmrc": `registry=${url("mirror.example.com")}` }))).toHaveLength(1);
});
