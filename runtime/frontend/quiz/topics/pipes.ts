/** What comes through pipes, and the order that waiting for it makes. */
import { block, type Code, cProgram, define } from "../c-program.ts";
import type { Topic } from "../topic.ts";
import { print, printNumber, UNBUFFERED } from "./statements.ts";

const READ = "read(fds[0], &c, 1);";
const WRITE = 'write(fds[1], "x", 1);';

export const tokens: Topic = {
  name: "pipes that order things",
  level: 2,
  draw(draw) {
    const [a, b, c, d] = draw.labels();
    const reader = draw.pick([
      [READ, print(a)],
      [print(a), READ, print(b)],
      [READ, print(a), print(b)],
    ]);
    const writer = draw.pick([
      [WRITE, print(c)],
      [print(c), WRITE],
      [print(c), WRITE, print(d)],
    ]);
    const [child, parent] = draw.shuffle([reader, writer]) as [string[], string[]];
    return {
      source: cProgram([
        "int fds[2];",
        "char c;",
        draw.once(4) ? false : UNBUFFERED,
        "pipe(fds);",
        block("if (fork() == 0)", child, "exit(0);"),
        parent,
        draw.once() && "wait(NULL);",
      ]),
      kinds: ["outputs", "order", "order"],
      lesson:
        "A read from an empty pipe waits until somebody has written: what stands behind it comes after what stands before the write.",
    };
  },
};

export const relay: Topic = {
  name: "a number through a pipe",
  level: 2,
  draw(draw) {
    const x = draw.between(2, 5);
    const by = draw.between(2, 4);
    const sent = x * by;
    const changesAfter = draw.once();
    const printed = draw.once() ? "x" : "y";
    const after = draw.once() ? "x++;" : false;
    return {
      source: cProgram([
        `int x = ${x}, y, fds[2];`,
        "pipe(fds);",
        block(
          "if (fork() == 0)",
          `x *= ${by};`,
          "write(fds[1], &x, sizeof x);",
          changesAfter && ["x = 0;", printNumber("x")],
          "exit(0);",
        ),
        after,
        "read(fds[0], &y, sizeof y);",
        draw.once() && "wait(NULL);",
        printed === "x" ? [printNumber("x"), printNumber("y")] : printNumber("x + y"),
      ]),
      kinds: ["outputs"],
      lesson:
        "Only what is written to the pipe comes across. x is a variable of each process, and read waits for the number.",
      guesses: (printed === "x"
        ? [
            [sent, sent],
            [x, 0],
            [x, sent],
            [x + 1, sent],
            [sent + 1, sent],
            [0, sent],
            [x, x],
          ]
        : [[sent + sent], [x + sent], [x + sent + 1], [sent], [x], [x + x]]
      ).flatMap((numbers) => [
        numbers.join(" "),
        ...(changesAfter ? [`0 ${numbers.join(" ")}`, `${numbers.join(" ")} 0`] : []),
      ]),
    };
  },
};

export const readers: Topic = {
  name: "two readers of one pipe",
  level: 3,
  draw(draw) {
    const [a, b] = draw.labels();
    const letters = draw.pick(["12", "12", "1"]);
    const waitsBetween = draw.once(3);
    const early = draw.once();
    const write: Code = `write(fds[1], "${letters}", ${letters.length});`;
    const fork = (name: string) => block("if (fork() == 0)", `take('${name}');`);
    return {
      source: cProgram(
        [
          "pipe(fds);",
          early && write,
          fork(a),
          early && waitsBetween && "wait(NULL);",
          fork(b),
          !early && write,
          "wait(NULL);",
        ],
        ["static int fds[2];"],
        define("static void take(char name)", "char c;", READ, 'printf("%c%c ", name, c);', "exit(0);"),
      ),
      kinds: ["outputs", "outputs", "deadlock"],
      lesson:
        "Each byte of a pipe is read once, by whoever comes first. A reader that finds none waits as long as anybody can still write.",
    };
  },
};
