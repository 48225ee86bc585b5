/**
 * Scripts for `sources/calls.c`, by chance: a few descriptors, names and processes, so that most calls find something and
 * the rest fail in every way there is. What depends on the order of events, or on decisions in which kernels may differ,
 * is left out by construction; each such place says why.
 */
import fc from "fast-check";

/** How deep processes nest. */
const DEPTH = 3;
/** Each write may take a page of a pipe of 16 (Linux counts pages): so many fit, whatever their sizes. */
const WRITES_MAX = 15;

const pick = (...values: (string | number)[]) => fc.constantFrom(...values).map(String);
const words = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.filter(Boolean).join(" "));
const say = (name: string, ...parts: fc.Arbitrary<string>[]) => words(fc.constant(name), ...parts);
const weighted = (...rows: [number, fc.Arbitrary<string>][]) =>
  fc.oneof(...rows.map(([weight, arbitrary]) => ({ weight, arbitrary })));
/** Each of the words, or not. */
const some = (...names: string[]) => fc.subarray(names).map((chosen) => chosen.join(" "));

const fd = weighted(
  [10, pick(3, 4, 5, 6)],
  [4, pick("r", "w", "f")],
  [3, pick(7, 8, 9)],
  [1, pick(0, 1, 2, -1, 99999999)],
);
/** Not -1 of a limit, nor a limit itself: hosts differ in how many descriptors there may be. */
const target = weighted([8, pick(3, 4, 5, 6, 7, 8, 9)], [1, pick(0, 1, 2, -1, 99999999)]);
const size = weighted([6, pick(0, 1, 2, 3, 10)], [2, pick(4095, 4096, 4097)], [1, pick(65535, 65536, 65537)]);
const offset = weighted([8, size], [1, pick(-1, -2, -10)]);
const name = weighted(
  [6, pick("a", "b", "d/a")],
  [3, pick("d", "e", "l", "m", "d/e", "e/a", "d/l")],
  [2, pick("l/a", "m/a", "../a", "d/../a", "a/b", "none/a")],
  [1, pick(".", "..", "a/", "d/", "l/", "d/.", "d/..", "a/.", "l/..")],
);
/**
 * Not DIRECTORY with CREAT, which kernels make different things of. Not EXCL without CREAT, nor TRUNC without a right to
 * write: POSIX leaves both open.
 */
const flags = fc.oneof(
  words(pick("WRONLY", "RDWR"), some("CREAT EXCL", "CREAT", "TRUNC", "APPEND", "NONBLOCK", "CLOEXEC", "NOFOLLOW")),
  words(pick("RDONLY", "RDWR"), some("CREAT", "APPEND", "CLOEXEC")),
  words(pick("RDONLY", "WRONLY"), some("DIRECTORY", "CLOEXEC", "NOFOLLOW")),
);
const signal = pick("none", "SIGKILL", "SIGTERM", "SIGUSR1", "SIGCHLD", "SIGURG", "SIGCONT", "beyond", "negative");
const deadly = pick("SIGKILL", "SIGTERM", "SIGUSR1");

const opening = weighted(
  [5, say("open", pick("a", "b", "d/a"), pick("RDWR", "WRONLY"), some("CREAT", "CREAT", "APPEND", "CLOEXEC", "TRUNC"))],
  [4, fc.constant("pipe")],
  [2, say("pipe", some("NONBLOCK", "CLOEXEC"))],
  [2, say("mkdir", pick("d", "e", "d/e"))],
  [1, say("symlink", pick("a", "d", "..", "l"), pick("l", "m", "d/l"))],
);

const onDescriptors = weighted(
  [8, say("read", fd, size)],
  [8, say("write", fd, size)],
  [3, say("pread", fd, size, offset)],
  [3, say("pwrite", fd, size, offset)],
  [5, say("lseek", fd, offset, pick("SET", "CUR", "END", "BAD"))],
  [4, say("close", fd)],
  [2, say("dup", fd)],
  [3, say("dup2", fd, target)],
  [3, say("dup3", fd, target, some("CLOEXEC"))],
  [2, say("dupfd", fd, pick(0, 3, 5, 9, -1, 99999999), some("CLOEXEC"))],
  [2, say("getfd", fd)],
  [2, say("setfd", fd, some("CLOEXEC"))],
  [2, say("getfl", fd)],
  [2, say("setfl", fd, some("APPEND", "NONBLOCK"))],
  [3, say("fstat", fd)],
  [2, say("ftruncate", fd, offset)],
  [4, say("poll", fd, some("IN", "OUT"))],
);

/** Not `access` for X_OK: who may run what is a matter of permissions, which Prong does not have. */
const onNames = weighted(
  [6, say("open", name, flags)],
  [3, say("stat", name)],
  [3, say("lstat", name)],
  [3, say("link", name, name)],
  [3, say("unlink", name)],
  [3, say("symlink", pick("a", "b", "d", "e", "l", "m", ".", "..", "d/a", "l/a", "a/", "none"), name)],
  [2, say("readlink", name, pick("", 1, 2))],
  [4, say("rename", name, name)],
  [3, say("mkdir", name)],
  [3, say("rmdir", name)],
  [1, say("access", name, pick("", "R", "W", "BAD"))],
  [3, say("chdir", name)],
  [1, fc.constant("getcwd")],
  [3, say("list", name)],
);

/** `any` child to be waited for without UNTIL would be a matter of time; BAD comes first of all. */
const onProcesses = weighted(
  [3, say("waitpid", pick("any", "child", "group", "self"))],
  [2, say("waitpid", pick("any", "child", "group"), fc.constant("NOHANG UNTIL"))],
  [1, say("waitpid", pick("any", "child"), fc.constant("BAD"))],
  [2, say("kill", pick("child", "child", "group"), signal)],
  [1, say("kill", fc.constant("self"), signal)],
);

/** Several statements that belong together, so that nobody waits for ever. */
const composed = weighted(
  [
    1,
    deadly.map(
      (name) => `pipe ; start { waiting-read r 1 } ; waitpid child NOHANG ; kill child ${name} ; waitpid child`,
    ),
  ],
  [
    1,
    deadly.map(
      (name) => `pipe ; start { waiting-write w 65537 } ; kill child ${name} ; waitpid child ; close r ; close w`,
    ),
  ],
  [
    1,
    size.map(
      (bytes) => `pipe ; start { close r ; waiting-write w ${bytes} ; exit 5 } ; close w ; drain r ; waitpid child`,
    ),
  ],
  [1, size.map((bytes) => `pipe ; close r ; run { write w ${bytes} } ; poll w OUT ; close w`)],
  // Of other sizes Linux, which counts pages, takes fewer bytes.
  [
    1,
    pick(4095, 4096, 65536, 65537).map((bytes) => `pipe NONBLOCK ; fill w ${bytes} ; poll w OUT ; drain r ; poll r IN`),
  ],
);

/** What a process does. A child of vfork runs in its parent's memory: POSIX lets it do little. */
function block(depth: number, maxLength: number, borrowed = false): fc.Arbitrary<string> {
  const simple = weighted([6, onDescriptors], [4, onNames], [1, say("exit", pick(0, 1, 7, 255, 256))]);
  const nested = (word: string) => block(depth - 1, 8, word === "vfork").map((text) => `${word} { ${text} }`);
  const statement = borrowed
    ? weighted([12, simple], ...(depth > 0 ? [[1, nested("exec")] as [number, fc.Arbitrary<string>]] : []))
    : weighted(
        [20, simple],
        [3, onProcesses],
        [2, composed],
        ...(depth > 0
          ? (["run", "run", "zombie", "vfork", "exec"].map((word) => [word === "exec" ? 1 : 2, nested(word)]) as [
              number,
              fc.Arbitrary<string>,
            ][])
          : []),
      );
  return fc.array(statement, { minLength: 1, maxLength }).map((statements) => statements.join(" ; "));
}

/** Writes past what a pipe surely holds become writes of nothing. */
function limitWrites(script: string): string {
  let writes = 0;
  return script.replace(/(?<!-)\bwrite (\S+) \d+/g, (text, fd) => (++writes > WRITES_MAX ? `write ${fd} 0` : text));
}

export const scripts: fc.Arbitrary<string> = fc
  .tuple(fc.array(opening, { minLength: 1, maxLength: 5 }), block(DEPTH, 14))
  .map(([openings, rest]) => limitWrites([...openings, rest].join(" ; ")));

/** A script with a statement on each line. */
export function layOut(script: string): string {
  let depth = 0;
  return script
    .split(/ ; | (?=\})|(?<=\{) /)
    .map((statement) => {
      if (statement === "}") depth--;
      const line = "  ".repeat(depth) + statement;
      if (statement.endsWith("{")) depth++;
      return line;
    })
    .join("\n");
}
