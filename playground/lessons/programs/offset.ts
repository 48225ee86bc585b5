// One file, opened once, before the fork.
import { exit, fork, print, wait } from "prong";
import { open, O_CREAT, O_RDWR } from "prong";
import { lseek, read, SEEK_SET, writeText } from "prong";

function readFour(who: string): void {
  const letters = new Uint8Array(4);
  read(file, letters);
  print(who + ": " + String.UTF8.decode(letters.buffer));
}

const file = open("/tmp/words", O_RDWR | O_CREAT);
writeText(file, "rockrollrest");
lseek(file, 0, SEEK_SET); // back to the beginning

if (fork().isChild) {
  readFour("child");
  exit(0);
}

wait();
readFour("parent");
