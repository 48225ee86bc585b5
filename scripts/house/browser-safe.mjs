/**
 * Only the files listed here may import a module of Node; all the rest of runtime runs in a browser tab too.
 * `tsconfig.browser.json` checks their types without Node's and keeps the same list.
 */
import { isBuiltin } from "node:module";
import { importsOf, listFiles } from "./source.mjs";

export const title = "browser-safe files import nothing of Node";

const NODE_ONLY =
  /^runtime\/((native|node|testing|vitest)\.ts$|node\/|backend\/native\/|frontend\/(cli|native|testing|vitest)\/|frontend\/compile\/node-[^/]*\.ts$)/;

/** May this file use Node? @param {string} path */
export function isNodeOnly(path) {
  return NODE_ONLY.test(path);
}

/** @param {string} root @returns {string[]} */
export function check(root) {
  const browserSafe = listFiles(root, /^(runtime|playground)\/.*(?<!\.config)\.tsx?$/).filter(
    (path) => !isNodeOnly(path),
  );
  return browserSafe.flatMap((path) =>
    importsOf(root, path)
      .filter(({ specifier }) => isBuiltin(specifier))
      .map(
        ({ specifier, line }) =>
          `${path}:${line} imports "${specifier}", but it must run in a browser tab: take what it gives as an argument, ` +
          "and pass it in from runtime/node/ or runtime/frontend/cli/.",
      ),
  );
}
