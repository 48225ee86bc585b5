import { describe, expect, it } from "vitest";
import { CSIZE, PARENB, TERMIOS_SIZE, VINTR, VMIN, VSUSP } from "../../../runtime/abi/termios.ts";
import { FAULT } from "../../../runtime/kernel/guest-memory.ts";
import { Termios } from "../../../runtime/kernel/terminal/termios.ts";
import { BAD, RESULT, Rig } from "../rig.ts";

describe("Termios", () => {
  it("comes back from memory as it went there", () => {
    const { memory } = new Rig().kernel;
    const there = new Termios();
    there.local = 0x12345678;
    there.characters[VMIN] = 200;
    there.store(memory, RESULT);
    const back = new Termios();
    back.load(memory, RESULT);
    expect(back).toEqual(there);
  });

  it("is of eight bits without parity, whatever is asked for", () => {
    const { memory } = new Rig().kernel;
    const attributes = new Termios();
    attributes.control = PARENB;
    attributes.store(memory, RESULT);
    attributes.load(memory, RESULT);
    expect(attributes.control & (CSIZE | PARENB)).toBe(CSIZE);
  });

  it("knows its control characters, and that NUL is none", () => {
    const attributes = new Termios();
    attributes.characters[VSUSP] = 0;
    expect([attributes.is(3, VINTR), attributes.is(26, VSUSP), attributes.is(0, VSUSP)]).toEqual([true, false, false]);
  });

  it("stores nothing at an address that is none", () => {
    const { memory } = new Rig().kernel;
    const caught = [() => new Termios().store(memory, BAD), () => new Termios().load(memory, BAD)].map((act) => {
      try {
        act();
        return undefined;
      } catch (error) {
        return error;
      }
    });
    expect([...caught, TERMIOS_SIZE]).toEqual([FAULT, FAULT, 60]);
  });
});
