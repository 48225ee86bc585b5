import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as termios from "../../runtime/abi/termios.ts";
import { ROOT } from "../frontend/compile/compile-guest.ts";

/** `#define NAME number`, in octal, hexadecimal or decimal. */
function defines(header: string): Map<string, number> {
  const text = readFileSync(join(ROOT, "assembly/sdk-c/include", header), "utf8");
  const found = new Map<string, number>();
  for (const [, name = "", value = ""] of text.matchAll(/^#define (\w+) (0x[\dA-Fa-f]+|\d+)$/gm)) {
    found.set(name, /^0\d/.test(value) ? Number.parseInt(value, 8) : Number(value));
  }
  return found;
}

describe("the C headers have the numbers of the kernel", () => {
  const headers = new Map([...defines("termios.h"), ...defines("sys/ioctl.h")]);
  const ours = Object.entries(termios).filter(([name]) => !name.endsWith("_SIZE"));

  it.each(ours)("%s is %i", (name, value) => {
    expect(headers.get(name)).toBe(value);
  });
});
