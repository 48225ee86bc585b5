import { expect, it } from "vitest";
import { run, source } from "./run-guest.ts";
it("x", async () => {
  const p = await source("calls.c");
  console.log(p.length);
  for (const s of ["getcwd", "getcwd", "run { getcwd }", "run { run { getcwd } } ; run { getcwd }", "exec { getcwd }", "pipe NONBLOCK ; fill w 4096", "vfork { getcwd }"]) {
    const t = performance.now();
    for (let i=0;i<20;i++) { const seen = await run(p, { args: [s, "/tmp"] }); }
    console.log(s, (performance.now() - t)/20);
  }
});
