import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findSyscall } from "../../../runtime/abi/syscall-table.ts";
import { compileGuest, guestNames, ROOT } from "./compile-guest.ts";

/** They show what the AssemblyScript SDK does in its own way. */
const WITHOUT_TWIN = ["daemon.ts", "fork-with.ts", "signals.ts"];
const twins = (name: string) => name.endsWith(".ts") && !WITHOUT_TWIN.includes(name);

const names = [...(await guestNames()), ...(await guestNames("hostile"))];

describe("every guest", () => {
  it.each(names)(
    "%s compiles without a warning and asks only for calls that exist",
    async (name) => {
      const flags = name.endsWith(".c") ? ["-Wall", "-Wextra", "-Wno-unused-parameter"] : [];
      const { wasm, warnings } = await compileGuest(name, name.includes("recursion") ? [] : flags);
      expect(warnings).toBe(name.includes("recursion") ? warnings : "");

      const module = await WebAssembly.compile(new Uint8Array(wasm));
      const unknown = WebAssembly.Module.imports(module).filter(
        ({ module, name }) => findSyscall(module, name) === undefined,
      );
      expect(unknown).toEqual([]);
      const exports = WebAssembly.Module.exports(module).map((one) => one.name);
      expect(exports).toContain("memory");
      expect(exports).toContain("_start");
    },
    120_000,
  );

  it.each(names.filter(twins))("%s is the twin of a C guest", (name) => {
    expect(names).toContain(name.replace(/\.ts$/, ".c"));
  });

  it("that ends has the host's output recorded", async () => {
    const ending = names.filter(
      (name) => name.endsWith(".c") && !name.startsWith("hostile") && name !== "wrong-fork.c",
    );
    for (const name of ending) await access(join(ROOT, "test/guests/expected", `${basename(name, ".c")}.txt`));
  });
});
