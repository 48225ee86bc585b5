/**
 * Imports point left:
 *
 *     abi <- guest <- instrument <- image <- kernel <- scheduler <- backend <- frontend <- playground
 *
 * A folder may import itself and what is to its left, types too. `runtime/node` (the host's files, the disk) sits beside
 * `backend`, whose part that needs Node anyway (`backend/native`) may import it. `runtime/index.ts`, `compile.ts`, `native.ts`,
 * `node.ts`, `testing.ts` and `vitest.ts` gather all the rest, and only the playground reads the first two. What builds it (`*.config.ts`) is
 * part of no page. In the playground it goes on:
 *
 *     run, state <- views <- timeline <- lessons <- program <- share <- actions <- panels <- its own files
 */
import { isNodeOnly } from "./browser-safe.mjs";
import { importsOf, listFiles, resolve } from "./source.mjs";

export const title = "imports point left";

const ORDER = ["abi", "guest", "instrument", "image", "kernel", "scheduler", "backend", "frontend", "playground"];
const PAGE = ["run", "state", "views", "timeline", "lessons", "program", "share", "actions", "panels"];
/** What the page knows is in `state`, in the words of `run`, which writes it. */
const GROUND = PAGE.indexOf("state");
const MAY_IMPORT = new Map(ORDER.map((folder, rank) => [folder, new Set(ORDER.slice(0, rank + 1))]));
MAY_IMPORT.set("node", new Set([...ORDER.slice(0, ORDER.indexOf("kernel") + 1), "node"]));
MAY_IMPORT.get("frontend").add("node");
MAY_IMPORT.get("playground").add("index.ts").add("compile.ts");
MAY_IMPORT.set("index.ts", new Set(ORDER.slice(0, -1)));
MAY_IMPORT.set("compile.ts", MAY_IMPORT.get("index.ts"));
MAY_IMPORT.set("node.ts", new Set([...ORDER.slice(0, -1), "node", "index.ts"]));
MAY_IMPORT.set("native.ts", MAY_IMPORT.get("node.ts"));
MAY_IMPORT.set("testing.ts", MAY_IMPORT.get("node.ts"));
MAY_IMPORT.set("vitest.ts", new Set([...MAY_IMPORT.get("node.ts"), "testing.ts"]));

/** @param {string} root @returns {string[]} */
export function check(root) {
  return listFiles(root, /^(runtime|playground)\/.*(?<!\.config)\.tsx?$/).flatMap((path) => {
    const here = placeOf(path);
    const allowed = MAY_IMPORT.get(here);
    if (allowed === undefined) return [`${path} is in no folder of the house: put it in one of ${ORDER.join(", ")}.`];
    return importsOf(root, path).flatMap(({ specifier, line }) => {
      const target = resolve(path, specifier);
      if (target === undefined) return [];
      const where = `${path}:${line} imports ${target}`;
      const there = placeOf(target);
      if (here === "playground" && there === here && floorOf(target) > Math.max(GROUND, floorOf(path)))
        return [`${where}, but in the playground imports point left, too (${PAGE.join(", ")}): ${remedy(there)}`];
      if (!allowed.has(there) && !(there === "node" && isNodeOnly(path)))
        return [`${where}, but ${here} may import only ${[...allowed].join(", ")}: ${remedy(there)}`];
      const staysInTab = ["index.ts", "compile.ts", "playground"].includes(here);
      if (staysInTab && isNodeOnly(target))
        return [`${where}, which needs Node: export it from runtime/node.ts instead.`];
      return [];
    });
  });
}

/** The folder of the house that a file is in. */
function placeOf(path) {
  const [top, folder] = path.split("/");
  return top === "runtime" ? folder : top;
}

/** Of the playground: its folder's rank; its own files are above all of them. */
function floorOf(path) {
  const [, folder] = path.split("/");
  const rank = PAGE.indexOf(folder);
  return rank === -1 ? PAGE.length : rank;
}

function remedy(there) {
  if (there.endsWith(".ts")) return "import from the file that defines it.";
  return "move what both need to the left, or pass it in as an argument.";
}
