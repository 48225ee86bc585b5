/*
 * A value is moved into a child, and the parent keeps its own. `forkWith` calls a function that has no way back: the child ends
 * where the function does, whether it returns, exits or throws, and never goes on in the code below.
 */
import { close, forkWith, getpid, print, Signal, STDERR, waitpid } from "prong";

class Basket {
  owner: string;
  apples: i32[] = [];

  constructor(owner: string) {
    this.owner = owner;
  }
}

const basket = new Basket("the parent");
basket.apples.push(3);
const parent = getpid();

const returns = forkWith(basket, (mine: Basket) => {
  mine.owner = "the child";
  for (let i = 0; i < 1000; i++) mine.apples.push(i);
  print(`the basket of ${mine.owner} has ${mine.apples.length} apples`);
});
const end = waitpid(returns);
print(`a child whose function returns has exited with ${end.exitCode}`);

const throws = forkWith(basket.apples, (apples: i32[]) => {
  close(STDERR); // nobody is to read its last words
  while (apples.length > 0) apples.pop();
  apples.pop(); // there is none: it throws
  print("never printed");
});
print(`a child whose function throws has ended by SIGABRT: ${waitpid(throws).signal == Signal.SIGABRT ? "yes" : "no"}`);

print(`only the parent comes here: ${getpid() == parent ? "yes" : "no"}`);
print(`the basket of ${basket.owner} still has ${basket.apples.length} apple`);
