/** Who waits for what can never come. */
import { block, type Code, cProgram } from "../c-program.ts";
import type { Draw } from "../draw.ts";
import type { Topic } from "../topic.ts";
import { print, UNBUFFERED } from "./statements.ts";

export const missingClose: Topic = {
  name: "the ends of a pipe",
  level: 3,
  draw(draw) {
    const [a, b] = draw.labels();
    const [own, other] = [draw.once(), !draw.once(3)];
    const copy = block("while (read(fds[0], &c, 1) == 1)", 'printf("%c", c);');
    const bytes = draw.pick(["12", "1", "123"]);
    const write = `write(fds[1], "${bytes}", ${bytes.length});`;
    const childReads = draw.once();
    const waits = !draw.once(3);
    const child = childReads ? [own && "close(fds[1]);", copy, print(a)] : [write];
    const parent: Code = childReads
      ? [write, other && "close(fds[1]);", waits && "wait(NULL);", print(b)]
      : [draw.once() && "wait(NULL);", own && "close(fds[1]);", copy, print(b)];
    return {
      source: cProgram(["int fds[2];", "char c;", "pipe(fds);", block("if (fork() == 0)", child, "exit(0);"), parent]),
      kinds: ["deadlock", "outputs"],
      lesson:
        "A pipe ends when nobody can write to it any more: not even the process that reads, which was given the other end, too.",
    };
  },
};

export const crossed: Topic = {
  name: "two pipes",
  level: 3,
  draw(draw) {
    const [a, b] = draw.labels();
    const talk = (draw: Draw, from: string, to: string, label: string): string[] => {
      const [read, write] = [`read(${from}[0], &c, 1);`, `write(${to}[1], "x", 1);`];
      return draw.pick([
        [read, print(label), write],
        [write, read, print(label)],
        [read, write, print(label)],
        [print(label), read, write],
        [print(label), write, read],
      ]);
    };
    return {
      source: cProgram([
        "int there[2], back[2];",
        "char c;",
        UNBUFFERED,
        "pipe(there);",
        "pipe(back);",
        block("if (fork() == 0)", talk(draw, "there", "back", a), "exit(0);"),
        draw.once(4)
          ? ["wait(NULL);", talk(draw, "back", "there", b)]
          : [talk(draw, "back", "there", b), "wait(NULL);"],
      ]),
      kinds: ["deadlock", "outputs"],
      lesson: "Where each waits for what the other would do next, nobody goes on. One of them must begin.",
    };
  },
};

export const locks: Topic = {
  name: "two locks",
  level: 3,
  draw(draw) {
    const [a, b] = draw.labels();
    const isPrinting = draw.once(3);
    const isApart = draw.once(4);
    const [first, second] = draw.shuffle(["left", "right"]) as [string, string];
    const isSame = draw.once(3);
    const use = (label: string, one: string, other: string): Code => {
      const between = isPrinting && print(label);
      return isApart
        ? [`take(${one});`, `put(${one});`, `take(${other});`, between, `put(${other});`]
        : [`take(${one});`, `take(${other});`, between, `put(${one});`, `put(${other});`];
    };
    return {
      source: cProgram(
        [
          "make(left);",
          "make(right);",
          block("if (fork() == 0)", use(a, first, second), "exit(0);"),
          isSame ? use(b, first, second) : use(b, second, first),
          draw.once() && "wait(NULL);",
        ],
        ["static int left[2], right[2]; /* locks: pipes with a byte in them */"],
        [
          "static void take(int lock[2]) { char c; read(lock[0], &c, 1); }",
          'static void put(int lock[2]) { write(lock[1], "x", 1); }',
          "static void make(int lock[2]) { pipe(lock); put(lock); }",
        ],
      ),
      kinds: isPrinting ? ["deadlock", "outputs"] : ["deadlock"],
      lesson:
        "Who holds one lock and waits for another may wait for somebody who holds that one and waits for the first. All must take " +
        "them in the same order, or hold one at a time.",
    };
  },
};
