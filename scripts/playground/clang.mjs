/**
 * Has Vite bring the C compiler into the playground: `@yowasp/clang` is 105 MB as it is, of which a page needs less. Of its tar only
 * what C programs include and link is kept (no C++, no other processors), and each file is packed with gzip here, as not every host
 * packs what it serves; `playground/program/clang-files.ts` unpacks them.
 *
 * `virtual:clang-files` says where the files are, and `virtual:compiler-sizes` how much there is to fetch.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { keepInTar } from "./tar.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CLANG = join(ROOT, "node_modules/@yowasp/clang/gen");
const ASSEMBLYSCRIPT = [
  "assemblyscript/dist/asc.js",
  "assemblyscript/dist/assemblyscript.js",
  "assemblyscript/node_modules/binaryen/index.js",
];
/** What is packed is kept here: it takes 20 seconds. */
const CACHE = join(ROOT, ".cache/playground");

const FILES = ["llvm.core.wasm", "llvm.core2.wasm", "llvm.core3.wasm", "llvm.core4.wasm", "llvm-resources.tar"];

/** What C programs for WASI need of the compiler's tar. */
const HEADERS =
  /^include\/(wasm32-wasip1\/.*|(__)?(std|float|stdarg|stddef)\w*\.h|(inttypes|iso646|limits|tgmath|unwind|varargs)\.h)$/;
const ARCHIVES =
  /^lib\/(wasm32-wasip1\/(crt1-command\.o|lib(?!c\+\+|c-printscan)[\w-]+\.a)|wasm32-unknown-wasip1\/libclang_rt\.builtins\.a)$/;

/** What is changed in the compiler's own code: how it fetches, what it asks for, and what only Node would come to. */
const CHANGES = [
  [
    /var fetch2;\nif [\s\S]*?\nvar fetch_default = fetch2;/,
    () => `import { fetchClangFile as fetch_default } from ${FETCH};`,
  ],
  ...FILES.map((name) => [`new URL("./${name}", import.meta.url)`, () => JSON.stringify(name)]),
  [/ {2}async function fetchCompile\(url\) {[\s\S]*?\n {2}}\n/, () => ""],
  [/ {2}if \(!getCoreModule\) getCoreModule = .*\n/, () => ""],
];
const FETCH = JSON.stringify(join(ROOT, "playground/program/clang-files.ts"));

const VIRTUAL = "virtual:clang-files";
const SIZES = "virtual:compiler-sizes";

/** @returns {import("vite").Plugin} */
export function clang() {
  let isBuild = false;
  return {
    name: "clang",
    enforce: "pre",
    config: () => ({ optimizeDeps: { exclude: ["@yowasp/clang"] } }),
    configResolved({ command }) {
      isBuild = command === "build";
    },
    resolveId: (id) => ([VIRTUAL, SIZES].includes(id) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${SIZES}`) return sizes();
      if (id !== `\0${VIRTUAL}`) return undefined;
      const rows = FILES.map((name) => {
        const { packed } = pack(name);
        const url = isBuild
          ? `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: "asset", name: `${name}.pack`, source: packed })}`
          : `new URL("/@clang/${name}", location.href).href`;
        return `${JSON.stringify(name)}: { url: ${url}, size: ${packed.length} },`;
      });
      return `export const CLANG_FILES = {\n${rows.join("\n")}\n};`;
    },
    transform(code, id) {
      if (!/@yowasp[\\/]clang[\\/]gen[\\/]bundle\.js/.test(id)) return undefined;
      const changed = CHANGES.reduce((text, [pattern, replacement]) => {
        const next = text.replace(pattern, replacement);
        if (next !== text) return next;
        throw new Error(
          `Cannot bundle @yowasp/clang: it has no ${pattern} any more, change scripts/playground/clang.mjs`,
        );
      }, code);
      return { code: changed, map: null };
    },
    configureServer(server) {
      server.middlewares.use("/@clang/", (request, response, next) => {
        const name = FILES.find((file) => request.url?.startsWith(`/${file}`));
        if (name === undefined) return next();
        response.setHeader("content-type", "application/octet-stream");
        response.end(pack(name).packed);
      });
    },
  };
}

function sizes() {
  const clang = FILES.map(pack);
  const assemblyScript = ASSEMBLYSCRIPT.map((path) => readFileSync(join(ROOT, "node_modules", path)));
  const total = (lengths) => lengths.reduce((sum, length) => sum + length, 0);
  const found = {
    c: {
      packed: total(clang.map(({ packed }) => packed.length)),
      unpacked: total(clang.map(({ unpacked }) => unpacked)),
    },
    assemblyscript: {
      packed: total(assemblyScript.map((bytes) => gzipSync(bytes).length)),
      unpacked: total(assemblyScript.map(({ length }) => length)),
    },
  };
  return `export const COMPILER_SIZES = ${JSON.stringify(found)};`;
}

/** A file of the compiler, with gzip: what is sent, and how long it was. */
function pack(name) {
  const whole = readFileSync(join(CLANG, name));
  const bytes = name.endsWith(".tar") ? keepInTar(whole, (path) => HEADERS.test(path) || ARCHIVES.test(path)) : whole;
  const kept = join(CACHE, `${name}-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.gz`);
  if (!existsSync(kept)) {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(kept, gzipSync(bytes, { level: 9 }));
  }
  return { packed: readFileSync(kept), unpacked: bytes.length };
}
