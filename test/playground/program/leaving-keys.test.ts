import { expect, test } from "vitest";
import { LeavingKeys } from "../../../playground/program/leaving-keys.ts";

function fates(...keys: string[]): string[] {
  const leaving = new LeavingKeys();
  return keys.map((key) => leaving.press({ key, ctrlKey: false, altKey: false, metaKey: false }));
}

test.each([
  [
    ["a", "Tab", "Enter"],
    ["program", "program", "program"],
  ],
  [
    ["Escape", "Tab"],
    ["waits", "leaves"],
  ],
  [
    ["Escape", "Shift", "Tab"],
    ["waits", "program", "leaves"],
  ],
  [
    ["Escape", "a", "Tab"],
    ["waits", "escape-first", "program"],
  ],
  [
    ["Escape", "Escape", "Tab"],
    ["waits", "escape-first", "program"],
  ],
])("%j: %j", (keys, expected) => {
  expect(fates(...keys)).toEqual(expected);
});

test("a terminal that is left and come back to has forgotten the Escape", () => {
  const leaving = new LeavingKeys();
  const press = (key: string) => leaving.press({ key, ctrlKey: false, altKey: false, metaKey: false });
  press("Escape");
  leaving.forget();
  expect(press("Tab")).toBe("program");
});
