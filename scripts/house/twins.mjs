/** Every file of runtime that has logic has a twin among the tests: `runtime/kernel/pipe.ts`, `test/kernel/pipe.test.ts`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { listFiles, parse } from "./source.mjs";
import { WITHOUT_TWIN } from "./without-twin.mjs";

export const title = "every file with logic has its test";

/**
 * @param {string} root
 * @param {Readonly<Record<string, string>>} withoutTwin A file to the test that covers it, or to the reason it needs none.
 * @returns {string[]}
 */
export function check(root, withoutTwin = WITHOUT_TWIN) {
  const files = listFiles(root, /^runtime\/.*(?<!\.d)\.ts$/);
  const missing = files.filter((path) => !(path in withoutTwin) && !existsSync(join(root, twinOf(path))));
  return [
    ...missing
      .filter((path) => hasLogic(root, path))
      .map(
        (path) =>
          `${path} exports a function or class but has no ${twinOf(path)}: write it, ` +
          "or name the test that covers it in scripts/house/without-twin.mjs.",
      ),
    ...Object.entries(withoutTwin).flatMap(([path, covered]) => staleRow(root, path, covered)),
  ];
}

/** The test of a file of runtime. */
function twinOf(path) {
  return path.replace(/^runtime\//, "test/").replace(/\.ts$/, ".test.ts");
}

function staleRow(root, path, covered) {
  const where = `scripts/house/without-twin.mjs: ${path}`;
  if (!existsSync(join(root, path))) return [`${where} does not exist: remove the row.`];
  if (existsSync(join(root, twinOf(path)))) return [`${where} has ${twinOf(path)}: remove the row.`];
  if (covered.startsWith("test/") && !existsSync(join(root, covered))) {
    return [`${where} is said to be covered by ${covered}, which does not exist: name one that does.`];
  }
  return [];
}

const FUNCTIONS = new Set([
  "FunctionDeclaration",
  "ClassDeclaration",
  "ArrowFunctionExpression",
  "FunctionExpression",
  "ClassExpression",
]);

/** Does the file export a function or a class of its own? */
function hasLogic(root, path) {
  const { body } = parse(root, path).program;
  const logic = new Set(body.flatMap((node) => declaredLogic(node.declaration ?? node)));
  return body.some((node) => {
    if (node.type === "ExportDefaultDeclaration") return declaredLogic(node.declaration).length > 0;
    if (node.type !== "ExportNamedDeclaration" || node.source) return false;
    const exported = node.specifiers.map(({ local }) => local.name);
    return declaredLogic(node.declaration).length > 0 || exported.some((name) => logic.has(name));
  });
}

/** The names of the functions and classes that a declaration makes. */
function declaredLogic(node) {
  if (FUNCTIONS.has(node?.type)) return [node.id?.name ?? "default"];
  if (node?.type !== "VariableDeclaration") return [];
  return node.declarations.filter(({ init }) => FUNCTIONS.has(init?.type)).map(({ id }) => id.name);
}
