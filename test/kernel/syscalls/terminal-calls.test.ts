import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as termios from "../../../runtime/abi/termios.ts";
import { BAD, RESULT, Rig } from "../rig.ts";

const { FIOCLEX, FIONBIO, FIONCLEX, FIONREAD, TCGETS, TCSETS, TIOCGPGRP, TIOCGSID, TIOCGWINSZ, TIOCSPGRP } = termios;
const rigOf = () => new Rig({ terminals: { stdin: true, stdout: true, stderr: true, raw: true } });

describe("ioctl", () => {
  it.each([
    ["a descriptor that is not open", 77, TCGETS, "EBADF"],
    ["a request that nobody knows", 0, 0x1234, "ENOTTY"],
    ["a negative request", 0, -1, "ENOTTY"],
  ])("refuses %s", (_, fd, request, errno) => {
    expect(rigOf().say("ioctl", fd, request, RESULT)).toBe(errno);
  });

  it.each([TCGETS, TCSETS, TIOCGWINSZ, TIOCGPGRP, TIOCSPGRP, TIOCGSID, FIONREAD, FIONBIO])(
    "answers EFAULT to request %i with an address that is none",
    (request) => {
      expect(rigOf().say("ioctl", 0, request, BAD)).toBe("EFAULT");
    },
  );

  it("knows some requests of any file", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    rig.write(into, "abc");
    expect([rig.say("ioctl", out, FIONREAD, RESULT), rig.u32()]).toEqual([0, 3]);
    rig.view.setUint32(RESULT, 1, true);
    rig.read(out);
    expect([rig.say("ioctl", out, FIONBIO, RESULT), rig.read(out)]).toEqual([0, "<EAGAIN>"]);
    expect([rig.say("ioctl", out, FIOCLEX, 0), rig.process.descriptors.get(out)?.flags]).toEqual([0, 1]);
    expect([rig.say("ioctl", out, FIONCLEX, 0), rig.process.descriptors.get(out)?.flags]).toEqual([0, 0]);
    expect(rig.say("ioctl", out, TCGETS, RESULT)).toBe("ENOTTY");
  });

  it("what if a guest asks for anything, with anything? It gets an answer, and typing goes on", () => {
    const requests = Object.entries(termios).flatMap(([name, value]) => (/^(TC|TIO|FIO)/.test(name) ? [value] : []));
    const call = fc.record({
      request: fc.oneof(fc.constantFrom(...requests), fc.integer()),
      argument: fc.oneof(fc.constantFrom(0, RESULT, BAD, -1), fc.integer()),
      typed: fc.string({ unit: "binary-ascii", maxLength: 20 }),
      fill: fc.nat(255),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
        const rig = rigOf();
        const stays = rig.fork();
        stays.group = stays.pid;
        for (const { request, argument, typed, fill } of calls) {
          rig.bytes.fill(fill, RESULT, RESULT + 64);
          if (rig.process.state.kind !== "runnable") break;
          rig.call("ioctl", 0, request, argument);
          rig.type(typed);
        }
        expect(rig.terminal.echoes.length).toBeLessThanOrEqual(4200);
        expect(rig.terminal.input.room).toBeGreaterThanOrEqual(-1);
      }),
      { numRuns: 200 },
    );
  });
});

describe("ttyname", () => {
  it("answers the name with which the terminal was opened", () => {
    const rig = rigOf();
    expect([rig.say("ttyname", 0, RESULT, 64), rig.text(RESULT, 10)]).toEqual([11, "/dev/pts/0"]);
    const fd = rig.open("/dev/tty") as number;
    expect([rig.say("ttyname", fd, RESULT, 9), rig.text(RESULT, 8)]).toEqual([9, "/dev/tty"]);
    expect([rig.say("ttyname", fd, RESULT, 8), rig.say("ttyname", 9, RESULT, 8)]).toEqual(["ERANGE", "EBADF"]);
    expect([rig.say("ttyname", 0, BAD, 64), new Rig().say("ttyname", 0, RESULT, 64)]).toEqual(["EFAULT", "ENOTTY"]);
  });
});
