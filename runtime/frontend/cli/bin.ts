#!/usr/bin/env node
/** What `prong` starts: loads the command line, which is one bundled file, as it was compiled before. */
import { join } from "node:path";
import { DiskCache } from "../../node/disk-cache.ts";
import { loadCompiled } from "./code-cache.ts";

const command = loadCompiled<typeof import("./command.ts")>(join(import.meta.dirname, "command.cjs"), new DiskCache());
const { main, clangPackage, assemblyScriptPackage } = command.exports;
clangPackage.load = () => import("@yowasp/clang"); // here, as what is loaded so cannot import
assemblyScriptPackage.load = () => import("assemblyscript/asc");

const args = process.argv.slice(2);
void main(args).then((exitCode) => {
  process.exitCode = exitCode;
  if (args[0] === "run") command.keep(); // others call too little of it: what they leave out would never be kept
});
