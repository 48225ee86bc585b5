import { expect, it } from "vitest";
import { describeNative } from "../../../backend/native/native.ts";
import { guest, source } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("hello-fork.wasm", await guest("hello-fork.c"));
await desk.writeKnown("who-is-first.wasm", await guest("outcomes/who-is-first.c"));
await desk.writeKnown("echo.wasm", await source("echo-arguments.c"));

describeNative("prong compare", () => {
  it('says "same", and exits with 0', () => {
    const ran = desk.prong(["compare", "hello-fork.wasm"]);
    expect(ran).toEqual({ exitCode: 0, stdout: "same\n", stderr: "" });
  });

  it("gives both the same arguments", () => {
    const { same, emulator, host } = JSON.parse(desk.prong(["compare", "--json", "echo.wasm", "a b", "c"]).stdout);
    expect(same).toBe(true);
    expect(host).toEqual(emulator);
    expect(host.stdout).toContain("a b");
  });

  it("finds each of many runs among the outcomes", () => {
    const { exitCode, stdout } = desk.prong(["compare", "--runs", "3", "who-is-first.wasm"]);
    expect(stdout).toMatch(/^same: 3 runs on the host showed [12] of the 2 outcomes that the emulator finds$/m);
    expect(exitCode).toBe(0);
  });
});

it("says which of its options it does not understand", () => {
  const { exitCode, stderr } = desk.prong(["compare", "--runs", "none", "hello-fork.wasm"]);
  expect(stderr).toContain("Expected a whole number from 1 on.");
  expect(exitCode).toBe(2);
});
