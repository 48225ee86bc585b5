/** What a child has a copy of: variables, and what was printed and not yet written. */
import { block, type Code, cProgram, define } from "../c-program.ts";
import type { Draw } from "../draw.ts";
import type { Topic } from "../topic.ts";
import { print, printNumber, UNBUFFERED } from "./statements.ts";

/** A change of a variable, and what it makes of a number. */
function change(draw: Draw, name: string): [statement: string, apply: (x: number) => number] {
  const by = draw.between(2, 4);
  const itself = name.startsWith("*") ? `(${name})` : name;
  return draw.pick<[string, (x: number) => number]>([
    [`${itself}++;`, (x) => x + 1],
    [`${name} += ${by};`, (x) => x + by],
    [`${name} -= ${by};`, (x) => x - by],
    [`${name} *= ${by};`, (x) => x * by],
    [`${itself}--;`, (x) => x - 1],
  ]);
}

/** What two processes print one after the other, as a person may think of it. */
const guess = (...numbers: readonly number[]) => numbers.map((number) => `${number} `).join("");

export const copies: Topic = {
  name: "copies of a variable",
  level: 1,
  draw(draw) {
    const x = draw.between(2, 9);
    const [inChild, ofChild] = change(draw, "x");
    const [inParent, ofParent] = change(draw, "x");
    const childEnds = !draw.once(3);
    const isChanged = !childEnds || draw.once();
    const then = (value: number) => (isChanged ? ofParent(value) : value);
    return {
      source: cProgram([
        `int x = ${x};`,
        childEnds
          ? block("if (fork() == 0)", inChild, printNumber("x"), draw.pick(["exit(0);", "return 0;"]))
          : block("if (fork() == 0)", inChild),
        (childEnds ? !draw.once(4) : draw.once()) && "wait(NULL);",
        isChanged && inParent,
        printNumber("x"),
      ]),
      kinds: ["outputs"],
      lesson: "A child has a copy of all variables, as they were at the fork. What one changes the other never sees.",
      guesses: [
        guess(ofChild(x), then(ofChild(x))),
        guess(then(ofChild(x)), then(ofChild(x))),
        guess(then(x), then(then(ofChild(x)))),
        guess(then(x), ofChild(then(x))),
        guess(then(x), then(x)),
        guess(then(x)),
        guess(then(x), ofChild(x)),
        guess(ofChild(x), then(x)),
      ],
    };
  },
};

export const pointers: Topic = {
  name: "pointers",
  level: 2,
  draw(draw) {
    const [x, y] = [draw.between(2, 5), draw.between(6, 9)];
    const isAllocated = draw.once();
    const [first, changed] = change(draw, "*p");
    const before = draw.once() ? first : false;
    const start = before === false ? x : changed(x);
    const grandchild = draw.once(3);
    return {
      source: cProgram([
        isAllocated ? "int *p = malloc(sizeof *p);" : ["int x;", "int *p = &x;"],
        `*p = ${x};`,
        before,
        block(
          "if (fork() == 0)",
          `*p = ${y};`,
          grandchild && block("if (fork() == 0)", "(*p)++;"),
          grandchild && "wait(NULL);",
          printNumber("*p"),
          "exit(0);",
        ),
        "wait(NULL);",
        printNumber("*p"),
        isAllocated && "free(p);",
      ]),
      kinds: ["outputs"],
      lesson:
        "An address means a place in the memory of the process that uses it. After a fork the same address is another place in the child.",
      guesses: grandchild
        ? [
            guess(y + 1, y + 1, y + 1),
            guess(y + 1, y + 1, start),
            guess(y, y + 1, start),
            guess(y + 1, start),
            guess(y, y, start),
          ]
        : [guess(y, y), guess(start, start), guess(y), guess(start, y), guess(y, x)],
    };
  },
};

export const buffers: Topic = {
  name: "buffers, exit and _exit",
  level: 2,
  draw(draw) {
    const [a, b, c] = draw.labels();
    const end = draw.pick<Code>(["_exit(0);", "_exit(0);", "exit(0);", "return 0;", false]);
    const atParentsEnd = draw.once(5) && "_exit(0);";
    return {
      source: cProgram([
        print(a),
        draw.once(3) && "fflush(stdout);",
        block("if (fork() == 0)", print(b), end === "_exit(0);" && draw.once(4) && "fflush(stdout);", end),
        draw.once() && "wait(NULL);",
        print(c),
        atParentsEnd,
      ]),
      kinds: ["outputs", "outputs", "printed"],
      lesson:
        "What printf has not yet written is in the memory of the process: fork copies it, exit and the return from main write it, _exit does not.",
    };
  },
};

export const atExit: Topic = {
  name: "atexit",
  level: 3,
  draw(draw) {
    const [a, b, c, d] = draw.labels();
    const before: Code = ["atexit(bye);"];
    const fork = (...then: Code[]) =>
      block("if (fork() == 0)", print(a), ...then, draw.pick(["exit(0);", "_exit(0);", "return 0;"]));
    return {
      source: cProgram(
        [
          draw.once() && UNBUFFERED,
          draw.once(4) ? [print(c), before] : before,
          fork(draw.once(3) && block("if (fork() == 0)", draw.pick(["exit(0);", "_exit(0);"]))),
          draw.once(3) ? false : "wait(NULL);",
          print(b),
          draw.once(4) && "_exit(0);",
        ],
        define("static void bye(void)", print(d)),
      ),
      kinds: ["outputs", "outputs", "printed"],
      lesson:
        "A child has its parent's atexit handlers, too. exit and the return from main call them and write what is in buffers; _exit does neither.",
    };
  },
};
