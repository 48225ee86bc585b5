import { expect, it } from "vitest";
import { sdkFlags } from "../../../runtime/frontend/compile/sdk-flags.ts";

it("sdkFlags() can be given to any clang", () => {
  expect(sdkFlags("/sdk").join(" ")).toBe(
    "--target=wasm32-wasip1 -isystem /sdk/include -D_WASI_EMULATED_PROCESS_CLOCKS -matomics -D_Thread_local= -D__thread= -Dthread_local= /sdk/src/all.c " +
      "-lwasi-emulated-process-clocks -lwasi-emulated-signal -Wl,-z,stack-size=262144,--stack-first",
  );
});
