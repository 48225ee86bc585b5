/*
 * The prime sieve as a chain of processes (Hoare 1978, McIlroy). Each process takes the first number it reads for a
 * prime, and passes on to the next process those of the rest that the prime does not divide. The same program as sieve.c.
 */
import { args, close, exit, fork, pipe, print, readNumber, wait, writeNumber } from "prong";

const limit = args().length > 1 ? I32.parseInt(args()[1]) : 50;
const number = new StaticArray<i32>(1);
let input = -1;

/** Forks the next process of the chain; answers the end of the pipe to write to here, and reads the other end there. */
function nextProcess(): i32 {
  const next = pipe();
  if (fork().isParent) {
    close(next.readEnd);
    return next.writeEnd;
  }
  close(next.writeEnd);
  if (input >= 0) close(input);
  input = next.readEnd;
  return -1;
}

function finish(output: i32): void {
  close(output);
  wait();
  exit(0);
}

let output = nextProcess();
if (output >= 0) {
  for (let i = 2; i <= limit; i++) writeNumber(output, i);
  finish(output);
}
while (readNumber(input, number)) {
  const prime = number[0];
  print(prime.toString());
  output = nextProcess();
  if (output < 0) continue;
  while (readNumber(input, number)) {
    if (number[0] % prime != 0) writeNumber(output, number[0]);
  }
  finish(output);
}
