/** No file of runtime imports itself by way of others. Circles in which some import is of types alone vanish: they pass. */
import { importsOf, listFiles, resolve } from "./source.mjs";

export const title = "no file imports itself by way of others";

/** @param {string} root @returns {string[]} */
export function check(root) {
  return circles(root, false).map(
    (circle) =>
      `${circle.join(" -> ")} is a circle: import only types on one side (\`import type\`), or move what both need to a third file.`,
  );
}

/** Circles that exist for the type checker only: allowed, worth knowing. @param {string} root @returns {string[]} */
export function notes(root) {
  const real = new Set(circles(root, false).map(String));
  const ofTypes = circles(root, true).filter((circle) => !real.has(String(circle)));
  return ofTypes.map((circle) => `${circle.join(" -> ")} is a circle of types`);
}

/** One circle for each file that closes one, from a walk in depth. */
function circles(root, withTypes) {
  const files = listFiles(root, /^(runtime|playground)\/.*\.tsx?$/);
  const edges = new Map(files.map((path) => [path, targets(root, path, withTypes)]));
  const found = [];
  const finished = new Set();
  const trail = [];
  const walk = (path) => {
    if (trail.includes(path)) return void found.push([...trail.slice(trail.indexOf(path)), path]);
    if (finished.has(path) || !edges.has(path)) return;
    trail.push(path);
    for (const next of edges.get(path)) walk(next);
    trail.pop();
    finished.add(path);
  };
  for (const path of files) walk(path);
  return found;
}

function targets(root, path, withTypes) {
  const imports = importsOf(root, path).filter(({ typeOnly }) => withTypes || !typeOnly);
  return [
    ...new Set(imports.map(({ specifier }) => resolve(path, specifier)).filter((target) => target !== undefined)),
  ];
}
