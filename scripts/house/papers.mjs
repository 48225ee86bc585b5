/** What is committed speaks of the project alone: no path of someone's machine, no private host. */
import { listFiles, readText } from "./source.mjs";

export const title = "no path or host of one machine is written down";

const BINARY = /\.(wasm|png|jpg|gif|ico|svg|woff2?|gz|zip|node)$/;

/** Paths of a host. */
const MACHINE_PATH = /(?<![\w.~:*)\]}$-])\/(?:work\/|root\/[.\w]|Users\/\w)[\w./-]*|\b[A-Z]:\\Users\\\w+/;

/** Homes are made up in tests, and guests have a `/home/user`. */
const HOME = /(?<![\w.~:*)\]}$-])\/home\/(?!user\b|guest\b)\w[\w./-]*/;

/** Where a host's temporary folder must be asked for. Elsewhere `/tmp` is the guest's. */
const RUNS_ON_HOST = /^(scripts|\.ci|bench)\/|^[^/]*\.(json|ts|mjs)$/;
const TEMPORARY = /(?<![\w.~:*)\]}$-])\/tmp\/[\w./-]*/;

const URL_HOST = /https?:\/\/(?:[^\s/@"'`<>)]*@)?([\w.-]+)/g;
const PRIVATE_HOST =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)|\.(?:internal|corp|lan|local)$|artifactory|nexus|verdaccio|jfrog|codeartifact/;

/** @param {string} root @returns {string[]} */
export function check(root) {
  const files = listFiles(root).filter((path) => !BINARY.test(path));
  return files.flatMap((path) =>
    readText(root, path)
      .split("\n")
      .flatMap((line, index) => problemsOf(path, line).map((problem) => `${path}:${index + 1} ${problem}`)),
  );
}

function problemsOf(path, line) {
  const problems = [];
  const patterns = [
    MACHINE_PATH,
    ...(path.startsWith("test/") ? [] : [HOME]),
    ...(RUNS_ON_HOST.test(path) ? [TEMPORARY] : []),
  ];
  const machinePath = patterns.map((pattern) => pattern.exec(line)).find((match) => match !== null);
  if (machinePath !== undefined) {
    problems.push(
      `names ${machinePath[0]}, a path of one machine: make it relative, or ask for it (tmpdir(), mktemp).`,
    );
  }
  for (const [, host] of line.matchAll(URL_HOST)) {
    if (PRIVATE_HOST.test(host)) problems.push(`names ${host}, a private host: leave it out.`);
  }
  const isLock = /(^|\/)(package-lock\.json|\.npmrc)$/.test(path);
  const registry = isLock ? /(?:"resolved":\s*"|registry\s*=\s*)(https?:\/\/[^/"\s]+)/.exec(line) : null;
  if (registry !== null && registry[1] !== "https://registry.npmjs.org") {
    problems.push(`names the registry ${registry[1]}: remove it and run \`npm i\` (.npmrc keeps such lines out).`);
  }
  return problems;
}
