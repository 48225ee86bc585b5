/** What tests in a browser share: Chromium, a server of files that knows no special header, and bundles of what a page runs. */
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { describe } from "vitest";
import { CHROMIUM, IS_THERE } from "./chromium.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** `describe`, where there is a browser; elsewhere its name says why its tests are skipped. */
export function describeBrowser(name: string, tests: () => void): void {
  const why = IS_THERE ? "" : ` (skipped: there is no ${CHROMIUM}; install it or name one in PRONG_CHROMIUM)`;
  describe.skipIf(!IS_THERE)(`${name}${why}`, tests);
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/** Serves what `find` answers for a path, a file's name or bytes; and says where. */
export async function serve(
  find: (path: string) => string | Uint8Array | undefined,
): Promise<{ address: string; server: Server }> {
  const server = createServer(({ url = "/" }, response) => {
    const path = decodeURIComponent(url.replace(/[?#].*$/, ""));
    const found = find(path);
    const isFile = typeof found === "string" && existsSync(found);
    const content = isFile ? readFileSync(found) : typeof found === "string" ? undefined : found;
    const type =
      TYPES[extname(typeof found === "string" ? found : path)] ?? (path.endsWith("/") ? "text/html" : "text/plain");
    response.writeHead(content === undefined ? 404 : 200, { "content-type": type });
    response.end(content);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

/** One script of a page, and all that it imports, as one module in a folder. */
export async function bundleFor(folder: string, input: string, file: string): Promise<void> {
  const bundle = await rolldown({ input, platform: "browser", external: ["node:module"] });
  await bundle.write({ dir: folder, format: "esm", entryFileNames: file });
  await bundle.close();
}
