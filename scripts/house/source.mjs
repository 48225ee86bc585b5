/** What the house rules know of source files: where they are, what they import, what names they use. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync } from "oxc-parser";

const NOT_OURS = new Set(["node_modules", "dist", "build", "coverage", ".git", ".cache"]);

/**
 * The files of the project, relative to `root`, in order: those that git has or would take, or all where there is no git.
 * @param {string} root
 * @param {RegExp} [wanted]
 * @returns {string[]}
 */
export function listFiles(root, wanted = /(?:)/) {
  const files = existsSync(join(root, ".git")) ? filesOfGit(root) : walk(root, "");
  return files.filter((path) => wanted.test(path)).sort();
}

function filesOfGit(root) {
  const command = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const names = execFileSync("git", command, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }).split("\0");
  return [...new Set(names)].filter((name) => statSync(join(root, name), { throwIfNoEntry: false })?.isFile());
}

function walk(root, folder) {
  return readdirSync(join(root, folder)).flatMap((entry) => {
    if (NOT_OURS.has(entry)) return [];
    const path = posix.join(folder, entry);
    return statSync(join(root, path)).isDirectory() ? walk(root, path) : [path];
  });
}

/** @param {string} root @param {string} path @returns {string} */
export function readText(root, path) {
  return readFileSync(join(root, path), "utf8");
}

/** A file's syntax tree, with `lineAt(offset)`. */
export function parse(root, path) {
  const text = readText(root, path);
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`Cannot parse ${path}: ${errors[0].message}. Run \`npx tsc --noEmit\`.`);
  return { program, lineAt: (offset) => text.slice(0, offset).split("\n").length };
}

/** Calls `see(node, parent, key)` for every node below `node`. */
export function visit(node, see, parent = undefined, key = "") {
  if (node === null || typeof node !== "object") return;
  if (Array.isArray(node)) return node.forEach((child) => void visit(child, see, parent, key));
  if (typeof node.type === "string") see(node, parent, key);
  for (const [name, child] of Object.entries(node)) visit(child, see, node, name);
}

/**
 * What a file imports: `{specifier, line, typeOnly}` an import, an `export from`, an `import()` or an `import("x").T`.
 * @param {string} root @param {string} path
 * @returns {{ specifier: string, line: number, typeOnly: boolean }[]}
 */
export function importsOf(root, path) {
  const { program, lineAt } = parse(root, path);
  const found = [];
  visit(program, (node) => {
    const isImport = /^(Import|ExportAll|ExportNamed)Declaration$|^ImportExpression$|^TSImportType$/.test(node.type);
    if (!isImport || typeof node.source?.value !== "string") return;
    const typeOnly = node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type";
    found.push({ specifier: node.source.value, line: lineAt(node.start), typeOnly });
  });
  return found;
}

/** The file that a relative specifier of `path` names, relative to the root; undefined for a package. */
export function resolve(path, specifier) {
  return specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
}
