/**
 * Makes one file of the command line and what it always needs: Node takes longer to find a hundred modules than to run a
 * small guest. The compilers stay outside; they are loaded when they are needed.
 */
import { chmodSync } from "node:fs";
import { rolldown } from "rolldown";

// As deep as the module it is made of, so that paths relative to it lead to the same files.
const file = "dist/frontend/cli/prong.js";

const bundle = await rolldown({
  input: "dist/frontend/cli/bin.js",
  platform: "node",
  external: ["@yowasp/clang", "assemblyscript/asc"],
});
await bundle.write({
  file,
  format: "esm",
  codeSplitting: false,
  minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
});
await bundle.close();
chmodSync(file, 0o755);
