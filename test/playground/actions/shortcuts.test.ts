/** Which keys of the page do something, by what has the focus. */
/// <reference path="../../../playground/virtual.d.ts" />
import { afterEach, expect, it, vi } from "vitest";
import { findShortcut } from "../../../playground/actions/shortcuts.ts";
import { dialog } from "../../../playground/state/layout.ts";

vi.mock("../../../playground/program/run-project.ts", () => ({ runProject: vi.fn(async () => {}) }));

afterEach(() => {
  dialog.value = undefined;
});

/** An element that is, or is in, what these selectors name. */
function element(parts: { is?: string; type?: string; height?: number } = {}) {
  const { is = "body", type, height = 0 } = parts;
  const matches = (selectors: string) => selectors.split(/,\s*/).includes(is);
  return {
    type,
    scrollHeight: height,
    clientHeight: 100,
    matches,
    closest: (selectors: string) => (matches(selectors) ? {} : null),
  };
}

function press(key: string, target: object = element(), more: Partial<KeyboardEvent> = {}) {
  const none = { defaultPrevented: false, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
  return findShortcut({ ...none, key, target, ...more } as unknown as KeyboardEvent)?.says;
}

const text = element({ is: "textarea" });
const button = element({ is: "button" });
const answer = element({ is: "input", type: "radio" });
const long = element({ is: "[tabindex]:focus-visible", height: 900 });
const short = element({ is: "[tabindex]:focus-visible", height: 100 });

it.each<[key: string, on: string, target: object, says: string | undefined]>([
  ["ArrowRight", "the page", element(), "One step on"],
  [" ", "the page", element(), "Play, or pause"],
  ["f", "the page", element(), "To the next fork"],
  ["q", "the page", element(), undefined],
  ["f", "a field", text, undefined],
  [" ", "a button", button, undefined],
  ["ArrowRight", "a button", button, "One step on"],
  ["ArrowRight", "an answer", answer, undefined],
  ["ArrowUp", "an answer", answer, undefined],
  ["End", "an answer", answer, "To the end"],
  ["End", "a long text that was gone to by keys", long, undefined],
  ["Home", "a long text that was gone to by keys", long, undefined],
  [" ", "a long text that was gone to by keys", long, undefined],
  ["ArrowRight", "a long text that was gone to by keys", long, "One step on"],
  ["End", "a text that need not be scrolled", short, "To the end"],
])("%j on %s", (key, _, target, says) => {
  expect(press(key, target)).toBe(says);
});

it("Control with Enter runs the program from a field, too; nothing does anything in a dialog", () => {
  expect(press("Enter", text, { ctrlKey: true })).toBe("Run the program from its start");
  expect(press("ArrowRight", element(), { shiftKey: true })).toBe("Ten steps on");
  dialog.value = "help";
  expect(press("ArrowRight")).toBeUndefined();
});
