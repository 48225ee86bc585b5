/** Takes files out of a tar archive. Only what `@yowasp/clang` packs is read: plain headers with names of up to 100 bytes. */

const BLOCK = 512;
const DIRECTORY = "5".charCodeAt(0);

/**
 * The same archive with these files only, and all folders.
 * @param {Uint8Array} tar
 * @param {(path: string) => boolean} isKept
 */
export function keepInTar(tar, isKept) {
  const kept = [];
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(tar, at + 124, 12), 8);
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (tar[at + 156] === DIRECTORY || isKept(text(tar, at, 100))) kept.push(tar.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, new Uint8Array(2 * BLOCK)]);
}

function text(bytes, at, most) {
  const end = bytes.indexOf(0, at);
  return Buffer.from(bytes.subarray(at, end < 0 || end > at + most ? at + most : end)).toString();
}
