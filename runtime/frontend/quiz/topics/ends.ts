/** How processes end, and who is told. */
import { block, type Code, cProgram } from "../c-program.ts";
import type { Topic } from "../topic.ts";
import { print, printNumber, UNBUFFERED } from "./statements.ts";

const STATUS = "WEXITSTATUS(status)";

export const status: Topic = {
  name: "exit status",
  level: 1,
  draw(draw) {
    const x = draw.between(2, 9);
    const by = draw.between(2, 5);
    const [expression, value] = draw.pick<[string, number]>([
      [`x + ${by}`, x + by],
      [`x * ${by}`, x * by],
      ["++x", x + 1],
      [`x -= ${x - 1}`, 1],
      ["x++", x],
    ]);
    const printed = draw.pick([
      [STATUS, "x"],
      ["x", STATUS],
      [STATUS, `x + ${STATUS}`],
    ]);
    const [first, second] = printed[1] === `x + ${STATUS}` ? [value, x + value] : [x, value];
    return {
      source: cProgram([
        `int x = ${x};`,
        "int status;",
        block("if (fork() == 0)", draw.pick([`exit(${expression});`, `return ${expression};`])),
        "wait(&status);",
        printed.map(printNumber),
      ]),
      kinds: ["outputs"],
      lesson: "All that a parent learns of its child's numbers is the exit status. The child's variables are copies.",
      guesses: [
        `${value} ${value}`,
        `${x} ${x}`,
        `${second} ${first}`,
        `${first} ${second}`,
        `0 ${x}`,
        `${value} ${x + 1}`,
        `${x + 1} ${value}`,
        `${value} ${value + value}`,
        `${x} ${x + x}`,
      ],
    };
  },
};

export const statuses: Topic = {
  name: "the statuses of two children",
  level: 2,
  draw(draw) {
    const [one, other] = [draw.between(1, 4), draw.between(5, 9)];
    const large = draw.once(4) ? 256 : 0;
    const ends = draw.once() ? [one + large, other] : [other + large, one];
    const waiting = draw.pick<Code>([
      ["waitpid(q, &status, 0);", printNumber(STATUS), "waitpid(p, &status, 0);", printNumber(STATUS)],
      ["waitpid(p, &status, 0);", "waitpid(q, &status, 0);", printNumber(STATUS)],
      ["wait(&status);", printNumber(STATUS)],
      block("while (wait(&status) > 0)", printNumber(STATUS)),
      [block("while (wait(&status) > 0)", `sum += ${STATUS};`), printNumber("sum")],
    ]);
    const text = JSON.stringify(waiting);
    const isNamed = text.includes("waitpid");
    const fork = (name: string, code: number): Code =>
      isNamed
        ? [`pid_t ${name} = fork();`, block(`if (${name} == 0)`, `exit(${code});`)]
        : block("if (fork() == 0)", `exit(${code});`);
    return {
      source: cProgram([
        text.includes("sum") ? "int status, sum = 0;" : "int status;",
        fork("p", ends[0] as number),
        fork("q", ends[1] as number),
        waiting,
      ]),
      kinds: ["outputs"],
      lesson:
        "wait takes whichever child has ended, waitpid the one that is named, in whatever order they ended. Of an exit code, 8 bits arrive.",
      guesses: [
        `${ends[0]} ${ends[1]}`,
        `${ends[1]} ${ends[0]}`,
        `${ends[0]}`,
        `${ends[1]}`,
        `${one + other}`,
        `${one + other + large}`,
        `${one} ${one}`,
        `${other} ${other}`,
      ],
    };
  },
};

export const sums: Topic = {
  name: "statuses of statuses",
  level: 3,
  draw(draw) {
    const [a, b, c] = [draw.between(1, 3), draw.between(2, 5), draw.between(1, 4)];
    const [childWaits, doubled] = [!draw.once(3), draw.once(3)];
    const [grandchild, child] = [a, (childWaits ? a : 0) + b];
    const factor = doubled ? 2 : 1;
    return {
      source: cProgram([
        "int status = 0;",
        block(
          "if (fork() == 0)",
          block("if (fork() == 0)", `exit(${a});`),
          childWaits && "wait(&status);",
          `exit(${STATUS} + ${b});`,
        ),
        "wait(&status);",
        printNumber(doubled ? `2 * ${STATUS}` : STATUS),
        draw.once() && ["status = 0;", "wait(&status);", printNumber(`${STATUS} + ${c}`)],
      ]),
      kinds: ["outputs"],
      lesson:
        "A status comes from one's own child only. Where there is none to wait for, wait returns at once and stores nothing.",
      guesses: [grandchild, grandchild + b, b, child + grandchild, 0].flatMap((sum) => [
        `${sum * factor}`,
        `${sum * factor} ${c}`,
        `${sum * factor} ${grandchild + c}`,
      ]),
    };
  },
};

const PROBES = ["kill(pid, 0)", "wait(NULL) == pid", "waitpid(pid, NULL, WNOHANG) == pid"];
const [ALIVE, WAITED, TRIED] = PROBES as [string, string, string];
const PROBING = [
  [ALIVE, WAITED, ALIVE],
  [ALIVE, WAITED, WAITED],
  [WAITED, ALIVE, WAITED],
  [ALIVE, TRIED, WAITED],
  [TRIED, WAITED],
  [TRIED, WAITED, ALIVE],
  [WAITED, TRIED, ALIVE],
  [ALIVE, TRIED],
];

export const zombies: Topic = {
  name: "zombies",
  level: 2,
  draw(draw) {
    const probes = draw.pick(PROBING);
    return {
      source: cProgram([
        "pid_t pid = fork();",
        block("if (pid == 0)", draw.pick(["exit(0);", "_exit(0);", "return 0;"])),
        probes.includes(ALIVE) && "/* kill with signal 0 only looks: 0 if there is such a process, -1 if not */",
        probes.map(printNumber),
      ]),
      kinds: ["outputs"],
      lesson:
        "A child that has ended is a zombie, and still there, until its parent has waited for it: once. WNOHANG waits for nothing, and takes it only if it has ended.",
      guesses: [
        [0, 1, 0],
        [0, 1, -1],
        [-1, 1, -1],
        [0, 0, -1],
        [0, 1, 1],
        [1, 0, 0],
        [1, 0, 1],
        [1, 1, -1],
        [1, -1, 1],
        [0, 0, 0],
        [0, 0, 1],
        [1, -1, 0],
        [1, 0, -1],
        [-1, 1, 0],
      ].map((numbers) => numbers.slice(0, probes.length).join(" ")),
    };
  },
};

export const kills: Topic = {
  name: "kill",
  level: 3,
  draw(draw) {
    const [a, b, c, d] = draw.labels();
    const signal = draw.pick(["SIGKILL", "SIGTERM"]);
    const [first, second] = draw.pick([
      [print(c), false],
      [false, print(c)],
      [false, false],
    ] as const);
    return {
      source: cProgram([
        !draw.once(3) && UNBUFFERED,
        "pid_t pid = fork();",
        block("if (pid == 0)", print(a), draw.once() && print(b), "exit(0);"),
        first,
        `kill(pid, ${signal});`,
        "wait(NULL);",
        second,
        draw.once() && print(d),
      ]),
      kinds: ["outputs"],
      lesson:
        "A signal can come before anything that the child does, or after all of it; who is killed writes no buffer. kill does not wait.",
    };
  },
};
