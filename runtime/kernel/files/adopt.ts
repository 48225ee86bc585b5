/**
 * Files that a user made with browser_wasi_shim's own classes, made ours: a tree of `File`s and `Directory`s becomes one
 * of `MemoryFile`s and `MemoryDirectory`s with the same content. The user's tree stays as it is; a world owns its files.
 * They may all be run: the shim's classes have nothing that says which are programs.
 */
import { Directory, File, type Inode } from "@bjorn3/browser_wasi_shim";
import type { World } from "../world.ts";
import { MemoryDirectory } from "./memory-directory.ts";
import { MemoryFile } from "./memory-file.ts";
import type { FileNode } from "./node.ts";
import { owned } from "./permissions.ts";

export function adopt(world: World, inode: Inode): FileNode {
  if (isOurs(inode)) return inode;
  if (inode instanceof File)
    return new MemoryFile(world, inode.data, inode.readonly, owned(inode.readonly ? 0o555 : 0o755));
  if (inode instanceof Directory) {
    const directory = new MemoryDirectory(world);
    for (const [name, child] of inode.contents) directory.attach(name, adopt(world, child));
    return directory;
  }
  throw new TypeError(
    `Cannot mount a ${inode.constructor.name}: expected a File or a Directory of @bjorn3/browser_wasi_shim`,
  );
}

function isOurs(inode: Inode): inode is FileNode {
  return "kind" in inode && "device" in inode;
}
