/** A source file fits in the head: 300 lines, or one line at its top that says why not. */
import { listFiles, readText } from "./source.mjs";

export const title = "no file is over 300 lines without a reason";

const MOST = 300;
const REASON = /^\s*(\/\/|\/\*+|\*)?\s*Over 300 lines: because \S/m;
const GENERATED = /^\s*(\/\/|\/\*+|\*)?\s*Generated (from|by) /m;

/** @param {string} root @returns {string[]} */
export function check(root) {
  return listFiles(root, /\.(tsx?|mts|mjs|js|c|h|cc|css)$/).flatMap((path) => {
    const lines = readText(root, path).trimEnd().split("\n");
    const top = lines.slice(0, 5).join("\n");
    if (lines.length <= MOST || REASON.test(top) || GENERATED.test(top)) return [];
    return [
      `${path} has ${lines.length} lines, over ${MOST}: split it, or begin it with "// Over 300 lines: because ...".`,
    ];
  });
}
