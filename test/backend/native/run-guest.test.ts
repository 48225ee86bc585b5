/** How a guest runs on the host: its handlers, calls that are made again, its end. */
import { expect, it } from "vitest";
import { compileText } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

const HEAD = `
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static int handled;
static void handle(int signal) { handled += signal; }
static void handle_with(int flags) { sigaction(SIGUSR1, &(struct sigaction){.sa_handler = handle, .sa_flags = flags}, NULL); }
`;

describeNative("a guest on the host", () => {
  it.each([
    [
      "handles a signal before the call returns that sent it",
      `handle_with(0); raise(SIGUSR1); printf("%d\\n", handled); return 0;`,
      "10\n",
    ],
    [
      "is interrupted where it waits",
      `handle_with(0); if (fork() == 0) { usleep(50000); kill(getppid(), SIGUSR1); _exit(0); }
       int fds[2]; char byte; pipe(fds);
       printf("%zd %s %d\\n", read(fds[0], &byte, 1), strerror(errno), handled); wait(NULL); return 0;`,
      "-1 Interrupted system call 10\n",
    ],
    [
      "waits on, after the handler, where that was asked for",
      `handle_with(SA_RESTART); int fds[2]; char byte; pipe(fds);
       if (fork() == 0) { usleep(50000); kill(getppid(), SIGUSR1); usleep(50000); write(fds[1], "x", 1); _exit(0); }
       printf("%zd %d\\n", read(fds[0], &byte, 1), handled); wait(NULL); return 0;`,
      "1 10\n",
    ],
    [
      "does not miss a signal that comes just before it waits, however often",
      `handle_with(0); sigset_t usr1; sigemptyset(&usr1); sigaddset(&usr1, SIGUSR1); sigprocmask(SIG_BLOCK, &usr1, NULL);
       pid_t parent = getpid(), child = fork(); sigset_t none; sigemptyset(&none);
       for (int i = 0; i < 500; i++) { if (child == 0) { sigsuspend(&none); kill(parent, SIGUSR1); } else { kill(child, SIGUSR1); sigsuspend(&none); } }
       if (child == 0) _exit(0);
       wait(NULL); printf("%d\\n", handled); return 0;`,
      "5000\n",
    ],
    [
      "has a child without the signals that were sent to it",
      `sigset_t usr1; sigemptyset(&usr1); sigaddset(&usr1, SIGUSR1); sigprocmask(SIG_BLOCK, &usr1, NULL); handle_with(0); raise(SIGUSR1);
       if (fork() == 0) { sigprocmask(SIG_UNBLOCK, &usr1, NULL); printf("child %d\\n", handled); exit(0); }
       wait(NULL); sigprocmask(SIG_UNBLOCK, &usr1, NULL); printf("parent %d\\n", handled); return 0;`,
      "child 0\nparent 10\n",
    ],
    [
      "dies of the signal that it dies of",
      `int status; if (fork() == 0) { volatile int zero = 0; exit(7 / zero); } wait(&status); printf("%d %d\\n", WIFSIGNALED(status), WTERMSIG(status));
       if (fork() == 0) abort(); wait(&status); printf("%d\\n", WTERMSIG(status) == SIGABRT);
       if (fork() == 0) *(volatile char *)0xfffffff0 = 1; wait(&status); printf("%d\\n", WTERMSIG(status) == SIGSEGV); return 0;`,
      "1 8\n1\n1\n",
    ],
  ])("%s", async (_, body, stdout) => {
    const program = await compileText(`${HEAD}int main(void) { ${body} }`);
    const recording = await onNative(program);
    expect(recording).toMatchObject({ stdout, stderr: "", end: { code: 0 } });
  });
});
