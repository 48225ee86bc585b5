import { defineConfig } from "vite";
import { clang } from "../scripts/playground/clang.mjs";
import { offline } from "../scripts/playground/offline.mjs";

/** Relative addresses, so that the page works from any folder of any host. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [clang(), offline()],
  // What workers import is looked for, too: found later, it would have the page reload.
  optimizeDeps: { entries: ["index.html", "run/worker.ts", "program/compile-worker.ts"] },
  // The runtime asks Node for a faster hash and a baseline compiler where there is one; in a page there is none.
  build: { target: "es2022", rollupOptions: { external: ["node:module"] } },
  worker: { format: "es", plugins: () => [clang()], rollupOptions: { external: ["node:module"] } },
});
