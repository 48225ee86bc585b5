/* A fork at the bottom of a deep recursion, as deep-fork.c among the guests. */
import { args, exit, Fork, fork, print, wait } from "prong";

let made: Fork | null = null;
const kept = new StaticArray<i32>(8);

function descend(depth: i32): i64 {
  if (depth == 0) {
    made = fork();
    return 0;
  }
  kept[depth & 7] = depth;
  return descend(depth - 1) + depth;
}

const depth = args().length > 1 ? I32.parseInt(args()[1]) : 1000;
const right = descend(depth) == (<i64>depth * (depth + 1)) / 2;
if ((<Fork>made).isChild) {
  print(`the child climbed ${depth} frames and found them all: ${right ? "yes" : "no"}`);
  exit(0);
}
wait();
print(`the parent climbed ${depth} frames and found them all: ${right ? "yes" : "no"}`);
