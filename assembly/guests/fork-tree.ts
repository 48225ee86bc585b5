/*
 * n forks in a row, by everyone: 2^n processes. How many forks lie between a process and the first one, counted over the
 * whole tree, gives a row of Pascal's triangle. The same program as fork-tree.c.
 */
import { args, close, exit, fork, pipe, print, read, wait, write } from "prong";

const forks = args().length > 1 ? I32.parseInt(args()[1]) : 4;
const report = pipe();
const depth = new Uint8Array(1);

for (let i = 0; i < forks; i++) {
  if (fork().isChild) depth[0]++;
}

write(report.writeEnd, depth);
close(report.writeEnd);
while (wait().pid > 0) {}
if (depth[0] > 0) exit(0);

let total = 0;
const atDepth = new StaticArray<i32>(256);
while (read(report.readEnd, depth) == 1) {
  atDepth[depth[0]]++;
  total++;
}
print(`${forks} forks made ${total} processes`);
for (let i = 0; i <= forks; i++) print(`${atDepth[i]} of them ${i} forks from the first`);
