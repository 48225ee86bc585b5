import { describe, expect, it } from "vitest";
import { SYSCALL_TABLE, wasmParameters } from "../../../../runtime/abi/syscall-table.ts";
import { NATIVE_HANDLERS } from "../../../../runtime/backend/native/calls/handlers.ts";

describe("the native backend", () => {
  it("answers every row of the table", () => {
    const missing = SYSCALL_TABLE.filter(({ name }) => !(name in NATIVE_HANDLERS)).map(({ name }) => name);
    expect(missing).toEqual([]);
  });

  it("answers nothing else", () => {
    const names = new Set(SYSCALL_TABLE.map(({ name }) => name));
    expect(Object.keys(NATIVE_HANDLERS).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(SYSCALL_TABLE.map((row) => [row.name, row] as const))("%s takes no more than its row has", (name, row) => {
    expect(NATIVE_HANDLERS[name]?.length).toBeLessThanOrEqual(1 + wasmParameters(row).length); // and the process before
  });
});
