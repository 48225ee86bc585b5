/** Looks at the first bytes of a file that should be a program, and names what it is instead. */
import { GuestRefusal } from "./refusal.ts";

const COMPILE = "compile it to WebAssembly first, for C with `prong build` or any compiler for wasm32-wasip1";

/** Signatures of other formats. */
const MAGICS: readonly (readonly [bytes: string, what: string, remedy: string])[] = [
  ["7f454c46", "an ELF program or library, compiled for another machine", COMPILE],
  ["cffaedfe", "a Mach-O program, compiled for macOS", COMPILE],
  ["cefaedfe", "a Mach-O program, compiled for macOS", COMPILE],
  ["feedfacf", "a Mach-O program, compiled for macOS", COMPILE],
  ["feedface", "a Mach-O program, compiled for macOS", COMPILE],
  ["cafebabe", "a universal Mach-O program or a Java class", COMPILE],
  ["4d5a", "a Windows program (PE)", COMPILE],
  ["4243c0de", "LLVM bitcode", COMPILE],
  ["213c617263683e0a", "an archive of object files", "link it into a program"],
  ["1f8b", "compressed with gzip", "unpack it with gunzip"],
  ["28b52ffd", "compressed with zstd", "unpack it with unzstd"],
  ["fd377a585a00", "compressed with xz", "unpack it with unxz"],
  ["504b0304", "a zip archive", "unpack it"],
  [
    "2321",
    "a script that starts with #!",
    "run it from a guest's `exec`, or run the program that its first line names",
  ],
];

export function checkFormat(bytes: Uint8Array, name: string): void {
  const head = hex(bytes.subarray(0, 8));
  if (head === "0061736d01000000") return;
  if (bytes.length === 0) throw new GuestRefusal(name, "empty", "the file is empty", "build it again");
  if (head.startsWith("0061736d")) throw refuseVersion(bytes, head, name);
  if (bytes.length < 4 && "0061736d".startsWith(head)) {
    throw new GuestRefusal(
      name,
      "malformed",
      "it is cut off inside the WebAssembly header",
      "get or build the file again",
    );
  }
  for (const [magic, what, remedy] of MAGICS) {
    if (head.startsWith(magic)) throw new GuestRefusal(name, "not-wasm", `it is not WebAssembly but ${what}`, remedy);
  }
  const [what, remedy] = describeText(bytes) ?? ["of an unknown format", COMPILE];
  throw new GuestRefusal(name, "not-wasm", `it is not WebAssembly but ${what}`, remedy);
}

/** A core module has version 1, layer 0; a component has a version above 10 and layer 1. */
function refuseVersion(bytes: Uint8Array, head: string, name: string): GuestRefusal {
  if (bytes.length < 8) {
    return new GuestRefusal(
      name,
      "malformed",
      "it is cut off inside the WebAssembly header",
      "get or build the file again",
    );
  }
  if (head.endsWith("0100") && bytes[6] === 1) {
    return new GuestRefusal(
      name,
      "component",
      "it is a WebAssembly component, not a core module",
      "compile for wasm32-wasip1 instead of wasip2, or take the core module out with `wasm-tools component unbundle`",
    );
  }
  const version = new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(4, true);
  return new GuestRefusal(
    name,
    "unknown-version",
    `it has version ${version} of the WebAssembly format, and only version 1 is known`,
    "build it with a current compiler",
  );
}

/** What a text is, and what to do with it; undefined when the bytes are not a text. */
function describeText(bytes: Uint8Array): readonly [what: string, remedy: string] | undefined {
  const start = bytes.subarray(0, 1024);
  if (start.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return undefined;
  const text = new TextDecoder().decode(start).replace(/^\uFEFF/, "");
  if (/^\s*(;;.*\s+|\(;[\s\S]*?;\)\s*)*\(module\b/.test(text)) return ["WebAssembly text", "assemble it with wat2wasm"];
  if (/^\s*#\s*(include|define|if|pragma)\b|^\s*int main\b/m.test(text))
    return ["C source", "run the source with `prong run`, or compile it with `prong build`"];
  if (/^\s*(import|export)\b/m.test(text))
    return ["TypeScript or AssemblyScript source", "run the source with `prong run`, or compile it with `prong build`"];
  if (/^\s*</.test(text)) return ["a web page or XML", "check the address that the file came from"];
  return ["a text", COMPILE];
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
