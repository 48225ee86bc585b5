/** Who comes first, and who waits for whom. */
import { block, branch, type Code, cProgram } from "../c-program.ts";
import type { Topic } from "../topic.ts";
import { print, UNBUFFERED, WAIT_FOR_ALL } from "./statements.ts";

const ANY_ORDER =
  "After a fork nobody knows who runs first: only wait, or something else that is waited for, makes an order.";

export const whoPrints: Topic = {
  name: "parent and child print",
  level: 1,
  draw(draw) {
    const [a, b, c, d] = draw.labels();
    const child = draw.pick([[print(a)], [print(a)], [print(a), "exit(0);"]]);
    const parent = draw.pick([[print(b)], ["wait(NULL);", print(b)], [print(b), "wait(NULL);"]]);
    const split: Code = draw.once()
      ? branch("fork() == 0", child, parent)
      : ["pid_t pid = fork();", draw.once() ? branch("pid == 0", child, parent) : branch("pid > 0", parent, child)];
    return {
      source: cProgram([draw.once(3) || UNBUFFERED, draw.once(4) && print(d), split, print(c)].map(orNothing)),
      kinds: ["outputs"],
      lesson: `Both go on behind the fork, and behind the if, too. ${ANY_ORDER}`,
    };
  },
};

/** `once() || x` is true where x is not wanted. */
const orNothing = (code: Code | true): Code => (code === true ? false : code);

export const waits: Topic = {
  name: "wait",
  level: 1,
  draw(draw) {
    const [a, b, c, d] = draw.labels();
    const isEnded = !draw.once(3);
    const wait = draw.pick<Code>(["wait(NULL);", "wait(NULL);", false]);
    return {
      source: cProgram([
        UNBUFFERED,
        block("if (fork() == 0)", print(a), draw.once(3) && print(d), isEnded && draw.pick(["exit(0);", "return 0;"])),
        draw.once() && print(b),
        wait,
        print(c),
      ]),
      kinds: ["outputs", "outputs", "order"],
      lesson:
        "wait returns when a child has ended, and at once, with an error, in a process that has none. Until then, and " +
        "without it, parent and child take any order.",
    };
  },
};

export const twoChildren: Topic = {
  name: "two children",
  level: 2,
  draw(draw) {
    const [a, b, c, d] = draw.labels();
    const ends = ["exit(0);"];
    const waiting = draw.pick<Code>([
      ["waitpid(p, NULL, 0);", print(c)],
      ["waitpid(q, NULL, 0);", print(c)],
      ["wait(NULL);", print(c)],
      ["wait(NULL);", "wait(NULL);", print(c)],
      ["waitpid(p, NULL, 0);", print(c), "waitpid(q, NULL, 0);", print(d)],
      ["waitpid(q, NULL, 0);", print(c), "waitpid(p, NULL, 0);"],
    ]);
    const between = draw.once(3) && "waitpid(p, NULL, 0);";
    return {
      source: cProgram([
        draw.once(4) ? false : UNBUFFERED,
        "pid_t p = fork();",
        block("if (p == 0)", print(a), ...ends),
        between,
        "pid_t q = fork();",
        block("if (q == 0)", print(b), ...ends),
        waiting,
      ]),
      kinds: ["outputs", "order"],
      lesson: "waitpid waits for one child, wait for whoever ends first. Children do not wait for each other.",
    };
  },
};

export const grandchildren: Topic = {
  name: "grandchildren",
  level: 2,
  draw(draw) {
    const [a, b, c] = draw.labels();
    const waits = [draw.once(), !draw.once(3)];
    return {
      source: cProgram([
        UNBUFFERED,
        block(
          "if (fork() == 0)",
          block("if (fork() == 0)", print(a), "exit(0);"),
          waits[0] === true && "wait(NULL);",
          print(b),
          "exit(0);",
        ),
        waits[1] === true && draw.pick(["wait(NULL);", WAIT_FOR_ALL]),
        print(c),
      ]),
      kinds: ["outputs", "order"],
      lesson: "A process can wait for its children only: not for theirs, not even when these are left as orphans.",
    };
  },
};
