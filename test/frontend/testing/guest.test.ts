import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { checkGuest, Guest, guest } from "../../../runtime/frontend/testing/guest.ts";

test.each([
  ["a.c", "a.c"],
  ["./folder/../a.c", "a.c"],
  [join(process.cwd(), "folder/a.c"), "folder/a.c"],
  [pathToFileURL(join(process.cwd(), "a.c")), "a.c"],
  ["/elsewhere/a.c", "/elsewhere/a.c"],
])("the guest of %s is called %s on a command line", (program, path) => {
  expect(guest(program).path).toBe(path);
});

test("a guest of a guest has its options, but for those that are given", () => {
  const one = guest("a.c", { args: ["1"], seed: 7 });
  expect(guest(one, { args: ["2"] })).toMatchObject({ path: "a.c", options: { args: ["2"], seed: 7 } });
  expect(one.options.args).toEqual(["1"]);
});

test("no guest is made of anything but a path, a URL or a guest", () => {
  expect(() => guest(7 as never)).toThrow("Cannot make a guest of number: expected a path, a URL or another guest");
});

test.each([
  [undefined, "undefined"],
  ["a.c", "a.c"],
  [{}, "[object Object]"],
])("%s is no guest", (value, name) => {
  expect(() => checkGuest(value)).toThrow(`Cannot search ${name}: expected a guest, as guest("program.c")`);
});

test("a guest is one", () => {
  expect(() => checkGuest(new Guest("a.c", "a.c", {}))).not.toThrow();
});
