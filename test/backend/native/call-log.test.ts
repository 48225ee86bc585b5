import { expect, it } from "vitest";
import { readCallLog } from "../../../runtime/backend/native/call-log.ts";

it("a line that was not written to its end is left out: its process was killed", () => {
  const line = { pid: 7, name: "fork", text: "fork()", answer: 8 };
  expect(readCallLog(`${JSON.stringify(line)}\n{"pid":8,"na`)).toEqual([line]);
  expect(readCallLog("")).toEqual([]);
});
