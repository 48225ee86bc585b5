import { expect, test } from "vitest";
import { KeylessText } from "../../../playground/program/keyless-text.ts";

/** What is sent while this happens: `+x` is text that comes into the field, `later` what was put off. */
function sent(...happens: string[]): string {
  const putOff: (() => void)[] = [];
  const keyless = new KeylessText((what) => putOff.push(what));
  return happens
    .map((what) => {
      if (what.startsWith("+")) return keyless.textOf({ inputType: "insertText", data: what.slice(1) }) ?? "";
      if (what === "later") for (const due of putOff.splice(0)) due();
      else keyless.hear(what as "keydown");
      return "";
    })
    .join("|")
    .replace(/^\|+|\|+$/g, "");
}

test.each<[string, string[], string]>([
  ["text that comes by itself", ["+grüße"], "grüße"],
  ["Enter is what a terminal's key sends", ["+one\ntwo\r\n"], "one\rtwo\r"],
  ["what a key types is sent by the terminal", ["keydown", "+a", "+a", "keyup"], ""],
  ["text after a key", ["keydown", "+a", "keyup", "+b"], "b"],
  ["a key that was let go elsewhere", ["keydown", "blur", "+b"], "b"],
  ["what is composed is sent by the terminal", ["compositionstart", "+a", "compositionend", "+b", "later"], ""],
  ["text after a composition", ["compositionstart", "compositionend", "later", "+b"], "b"],
])("%s", (_, happens, expected) => {
  expect(sent(...happens)).toBe(expected);
});

test.each(["insertCompositionText", "insertFromPaste", "deleteContentBackward", "insertLineBreak"])(
  "%s is not of a key, and not sent here",
  (inputType) => {
    expect(new KeylessText(() => {}).textOf({ inputType, data: "x" })).toBeUndefined();
  },
);
