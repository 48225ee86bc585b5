/** Jumps on the host: out of handlers, of traps, of loops; and after a fork. */
import { expect, it } from "vitest";
import { compileText } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

const HEAD = `
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
static sigjmp_buf back;
static volatile int zero;
static void jump(int signal) { siglongjmp(back, signal); }
static void say(int signal) { printf("handled %d, ", signal); fflush(stdout); }
`;

describeNative("a guest that jumps, on the host", () => {
  it.each([
    [
      "setjmp answers what longjmp says, and 1 for 0",
      `int n = setjmp(back); if (n == 0) longjmp(back, 5); if (n == 5) longjmp(back, 0); printf("%d", n);`,
      "1",
    ],
    [
      "parent and child may both go back to before the fork",
      `int n = setjmp(back); if (n == 0) { pid_t child = fork(); if (child == 0) longjmp(back, 8); wait(NULL); longjmp(back, 9); } printf("%d ", n); fflush(stdout);`,
      "8 9 ",
    ],
    [
      "a handler jumps out of a trap, as often as it likes",
      `signal(SIGFPE, jump); for (volatile int i = 0; i < 3; i++) { int n = sigsetjmp(back, 1); if (n == 0) printf("%d", 7 / zero); printf("%d ", n); }`,
      "8 8 8 ",
    ],
    [
      "a handler jumps out of a store where none may be",
      `char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); signal(SIGSEGV, jump);
       int n = sigsetjmp(back, 1); if (n == 0) page[0] = 1; printf("%d ", n); mprotect(page, 4096, PROT_READ | PROT_WRITE); page[0] = 2; printf("%d", page[0]);`,
      "11 2",
    ],
    [
      "a handler jumps out of a loop that makes no calls",
      `signal(SIGALRM, jump); int n = sigsetjmp(back, 1);
       if (n == 0) { setitimer(ITIMER_REAL, &(struct itimerval){.it_value = {0, 10000}}, NULL); for (;;) zero = zero; } printf("%d", n);`,
      "14",
    ],
    [
      "a handler that returns to a trap is the end of it",
      `signal(SIGFPE, say); int status; if (fork() == 0) { if (setjmp(back) == 0) exit(7 / zero); } wait(&status); printf("%d", WTERMSIG(status));`,
      "handled 8, 8",
    ],
    [
      "a jump to nowhere is SIGABRT",
      `int status; if (fork() == 0) { if (zero) setjmp(back); longjmp(back, 1); } wait(&status); printf("%d", WTERMSIG(status));`,
      "6",
    ],
  ])("%s", async (_, body, stdout) => {
    const program = await compileText(`${HEAD}int main(void) { ${body} return 0; }`);
    expect(await onNative(program)).toMatchObject({ stdout, stderr: "", end: { code: 0 } });
  });
});
