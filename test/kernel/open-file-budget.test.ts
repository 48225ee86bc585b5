import { expect, it } from "vitest";
import { Rig } from "./rig.ts";

it("ENFILE is answered when all processes together have too many files open", () => {
  const rig = new Rig({ limits: { openFiles: 8 } }); // four are open: the standard streams and the root
  expect([rig.open("/tmp"), rig.open("/tmp")]).toEqual([4, 5]);
  rig.pipe();
  expect([rig.open("/tmp"), rig.say("pipe2", 0x80000, 0)]).toEqual(["ENFILE", "ENFILE"]);
  expect(rig.call("dup", 4)).toBe(8); // no new open file
});

it("what is closed may be opened again, and a forked child shares what its parent has open", () => {
  const rig = new Rig({ limits: { openFiles: 6 } });
  rig.fork();
  for (let i = 0; i < 100; i++) rig.call("fd_close", rig.open("/tmp") as number);
  expect([rig.open("/tmp"), rig.open("/tmp"), rig.open("/tmp")]).toEqual([4, 5, "ENFILE"]);
  rig.call("fd_close", 4);
  expect([rig.open("/tmp"), rig.open("/tmp")]).toEqual([4, "ENFILE"]);
});
