/*
 * The smallest fork: one call, two returns. The child's memory is its own: what it does to `greeting` the parent never
 * sees. The same program as hello-fork.c, and the same output.
 */
import { exit, fork, print, waitpid } from "prong";

let greeting = "hello from before the fork";
print(greeting);

const child = fork();
if (child.isChild) {
  greeting = "hello from the child";
  print(greeting);
  exit(7);
}

const ended = waitpid(child.pid);
print(`the parent still says: ${greeting}`);
print(`the child I waited for is the one I made: ${ended.pid == child.pid ? "yes" : "no"}`);
print(`it exited with ${ended.exitCode}`);
