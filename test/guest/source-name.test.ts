import { expect, it } from "vitest";
import { sourceName } from "../../runtime/guest/source-name.ts";

it.each([
  ["__original_main", "main"],
  ["__main_argc_argv", "main"],
  ["__main_void", "main"],
  ["main", "main"],
  ["__main", "__main"],
  ["assembly/index/main", "assembly/index/main"],
  ["", ""],
])("a function that is called %j in the module is called %j in its source", (name, expected) => {
  expect(sourceName(name)).toBe(expected);
});
