/*
 * Descriptors are copied by fork; the open files they name are not. Parent and child read on from one common offset, as
 * long as they use the descriptor from before the fork. The same program as shared-offset.c.
 */
import { exit, fork, lseek, O_CREAT, O_RDONLY, O_RDWR, O_TRUNC, open, print, read, SEEK_CUR, SEEK_SET, unlink, wait, writeText } from "prong";

const path = "/tmp/prong-shared-offset";

function readThree(who: string, fd: i32): void {
  const letters = new Uint8Array(3);
  const count = read(fd, letters);
  print(`${who} reads ${count} letters: ${String.UTF8.decode(letters.buffer)}`);
}

const fd = open(path, O_RDWR | O_CREAT | O_TRUNC);
writeText(fd, "abcdefghijkl");
lseek(fd, 0, SEEK_SET);

if (fork().isChild) {
  readThree("the child", fd);
  readThree("the child, from a file of its own,", open(path, O_RDONLY));
  lseek(fd, 9, SEEK_SET);
  exit(0);
}
wait();
print(`the child left the offset at ${lseek(fd, 0, SEEK_CUR)}`);
readThree("the parent", fd);
unlink(path);
