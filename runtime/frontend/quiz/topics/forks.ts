/** How many processes there are, and who is whose child. */
import { block, branch, type Code, cProgram } from "../c-program.ts";
import type { Draw } from "../draw.ts";
import type { Topic } from "../topic.ts";
import { print, printNumber, UNBUFFERED, WAIT_FOR_ALL } from "./statements.ts";

const inChild = (draw: Draw) => draw.pick(["fork() == 0", "fork() == 0", "!fork()"]);
const inParent = (draw: Draw) => draw.pick(["fork() > 0", "fork() != 0", "fork()"]);

/** Few processes at once: the orders of many are too many to be tried. */
const ROWS: readonly ((draw: Draw, leaf: readonly string[]) => Code)[] = [
  () => ["fork();", "fork();"],
  (draw) => block(`if (${inChild(draw)})`, "fork();"),
  (draw) => block(`if (${inParent(draw)})`, "fork();"),
  (draw) => ["pid_t pid = fork();", block(`if (pid ${draw.pick(["== 0", "> 0"])})`, "fork();")],
  (draw, leaf) => draw.shuffle<Code>([block(`if (${inChild(draw)})`, ...leaf), "fork();"]),
  (draw, leaf) => [block(`if (${inChild(draw)})`, ...leaf), block(`if (${inChild(draw)})`, "fork();")],
  (draw, leaf) => [block(`if (${inChild(draw)})`, ...leaf), block(`if (${inParent(draw)})`, "fork();")],
  (draw, leaf) => [block(`if (${inChild(draw)})`, "fork();", ...leaf), "fork();"],
  (draw) => [block(`if (${inChild(draw)})`, "fork();", "fork();")],
  (draw) => ["fork();", "wait(NULL);", block(`if (${draw.pick([inChild, inParent])(draw)})`, "fork();")],
  () => ["fork();", "wait(NULL);", "fork();", "wait(NULL);", "fork();"],
  (draw) => {
    const [one, other] = draw.pick(["== 0", "> 0"].flatMap((is) => ["== 0", "> 0"].map((was) => [is, was])));
    return ["pid_t p = fork();", "pid_t q = fork();", block(`if (p ${one} && q ${other})`, "fork();")];
  },
];

export const rows: Topic = {
  name: "forks in a row",
  level: 1,
  draw(draw) {
    const [a, b] = draw.labels();
    const leaf = draw.once() ? ["exit(0);"] : [print(b), "exit(0);"];
    const body = draw.pick(ROWS)(draw, leaf);
    return {
      source: cProgram([body, print(a), draw.once() && WAIT_FOR_ALL]),
      kinds: ["processes", "printed", "tree"],
      lesson:
        "Each process that comes to a fork makes one more, and both go on behind it: the child from there, not from the start.",
    };
  },
};

const CONDITIONS = [
  "fork() && fork()",
  "fork() || fork()",
  "fork() && !fork()",
  "!fork() && fork()",
  "!fork() || fork()",
  "fork() && fork() && fork()",
  "fork() || fork() || fork()",
  "fork() && (fork() || fork())",
  "fork() || (fork() && fork())",
  "(fork() && fork()) || fork()",
  "(fork() || fork()) && fork()",
];

export const conditions: Topic = {
  name: "fork in conditions",
  level: 2,
  draw(draw) {
    const [a, b] = draw.labels();
    const condition = draw.pick(CONDITIONS);
    const small = condition.split("fork").length <= 3;
    const body = draw.pick<Code>([
      branch(condition, [print(a)], [print(b)]),
      [block(`if (${condition})`, print(a)), print(b)],
      [block(`if (!(${condition}))`, print(a)), print(b)],
      small ? [block(`if (${condition})`, "fork();"), print(a)] : branch(condition, [print(b)], [print(a)]),
    ]);
    return {
      source: cProgram([body, draw.once() && WAIT_FOR_ALL]),
      kinds: ["processes", "printed", "printed", "tree", "outputs"],
      lesson:
        "fork is 0, so false, in the child, and true in the parent. && goes on only in who has true so far, and || only in " +
        "who has false so far: what stands behind them is not called by everybody.",
    };
  },
};

export const loops: Topic = {
  name: "fork in loops",
  level: 2,
  draw(draw) {
    const [a] = draw.labels();
    const rounds = draw.between(2, 3);
    const printed = draw.pick([print(a), printNumber("i")]);
    const [body, most]: [Code, number] = draw.pick<[Code, number]>([
      ["fork();", 2],
      [["fork();", "wait(NULL);"], rounds],
      [block(`if (${inChild(draw)})`, "break;"), rounds],
      [block(`if (${inParent(draw)})`, "break;"), rounds],
      [block(`if (${inParent(draw)})`, "wait(NULL);", "break;"), rounds],
      [block(`if (${inChild(draw)})`, printNumber("i"), "exit(0);"), rounds],
      [block(`if (${inChild(draw)})`, "i++;"), rounds],
    ]);
    const loop = draw.once(4)
      ? ["int i = 0;", block(`while (i < ${most} && ${inChild(draw)})`, "i++;")]
      : ["int i;", block(`for (i = 0; i < ${most}; i++)`, body)];
    return {
      source: cProgram([loop, printed, draw.once() && WAIT_FOR_ALL]),
      kinds: ["processes", "printed", "tree", "outputs"],
      lesson:
        "A child is in the loop as well, in the same round, with a copy of the counter: unless it leaves the loop, it goes " +
        "through the rounds that are left.",
    };
  },
};

export const loopPrints: Topic = {
  name: "printing and forking in a loop",
  level: 3,
  draw(draw) {
    const [a, b] = draw.labels();
    const lines = draw.pick([
      ["fork();", print(a)],
      [print(a), "fork();"],
      ["fork();", print(a), "fflush(stdout);"],
      [print(a), "fork();", print(b)],
      ["fork();", "wait(NULL);", print(a)],
      [print(a), "fork();", "wait(NULL);"],
      [print(a), ...block("if (fork() == 0)", "break;")],
      [...block("if (fork() == 0)", print(a)), ...["wait(NULL);"]],
    ]);
    return {
      source: cProgram([
        !lines.includes("fflush(stdout);") && draw.once(3) && UNBUFFERED,
        block("for (int i = 0; i < 2; i++)", ...lines),
        draw.once() && WAIT_FOR_ALL,
      ]),
      kinds: ["printed", "outputs"],
      lesson:
        "What printf has not yet written is memory, and fork copies memory: each copy is written, when it is flushed or its " +
        "process exits.",
    };
  },
};
