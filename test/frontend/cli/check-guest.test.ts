import { describe, expect, it } from "vitest";
import { checkGuest } from "../../../runtime/frontend/cli/check-guest.ts";
import { instrument } from "../../../runtime/instrument/pipeline.ts";
import { program } from "../../guest/wat.ts";

describe("checkGuest()", () => {
  it("answers the guest", () => {
    const guest = checkGuest(program("nop"), "a.wasm");
    expect([guest.name, guest.memory.initialPages]).toEqual(["a.wasm", 1]);
  });

  it.each([
    ["what is no program", new Uint8Array(9), "not-wasm"],
    ["what is not valid", program("i32.const 1"), "invalid"],
    ["what was instrumented already", instrument(checkGuest(program("nop"), "")).bytes, "already-instrumented"],
  ])("refuses %s", (_, bytes, reason) => {
    expect(() => checkGuest(bytes, "a.wasm")).toThrow(expect.objectContaining({ reason }));
  });
});
