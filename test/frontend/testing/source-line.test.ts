import { expect, test } from "vitest";
import { sourceLine } from "../../../runtime/frontend/testing/source-line.ts";

test.each([
  ["assembly/guests/outcomes/counter.c:13", "for (int i = 0; i < times; i++) ++*counter;"],
  ["assembly/guests/outcomes/counter.c:1300", ""],
  ["assembly/guests/outcomes/no-such.c:13", ""],
  ["counter.c", ""],
])("of %s it is %j", (place, text) => {
  expect(sourceLine(place)).toBe(text);
});
