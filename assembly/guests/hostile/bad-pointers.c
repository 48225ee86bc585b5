/*
 * System calls with pointers that lead nowhere. The C library would check some of them, so the calls are made directly.
 * Each must be refused with EFAULT, and the process must live on.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <prong/syscalls.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wasi/api.h>

#define NOWHERE ((void *)0xfffffff0)

static void expect(const char *call, int error) { printf("%s: %s\n", call, error == EFAULT ? "EFAULT" : "not EFAULT"); }

int main(void)
{
  int pipe_ends[2];
  char *program[] = {"program", NULL}, *bad_list[] = {NOWHERE, NULL};
  __wasi_ciovec_t bad_data = {NOWHERE, 8};
  __wasi_iovec_t bad_room = {NOWHERE, 8};
  __wasi_size_t count;
  pipe(pipe_ends);
  write(pipe_ends[1], "12345678", 8);

  expect("pipe2", -__prong_pipe2(NOWHERE, 0));
  expect("getcwd", -__prong_getcwd(NOWHERE, 100));
  expect("chdir", -__prong_chdir(NOWHERE, 8));
  expect("execve of a bad path", -__prong_execve(NOWHERE, 8, program, program + 1));
  expect("execve with bad arguments", -__prong_execve("/bin/none", 9, NOWHERE, program + 1));
  expect("execve with a bad argument", -__prong_execve("/bin/none", 9, bad_list, program + 1));
  expect("fd_write from a bad list", __wasi_fd_write(pipe_ends[1], NOWHERE, 1, &count));
  expect("fd_write of bad data", __wasi_fd_write(pipe_ends[1], &bad_data, 1, &count));
  expect("fd_read into bad room", __wasi_fd_read(pipe_ends[0], &bad_room, 1, &count));
  expect("fd_filestat_get", __wasi_fd_filestat_get(pipe_ends[0], NOWHERE));
  expect("clock_time_get", __wasi_clock_time_get(__WASI_CLOCKID_REALTIME, 1, NOWHERE));
  expect("random_get", __wasi_random_get(NOWHERE, 100));
  expect("poll_oneoff", __wasi_poll_oneoff(NOWHERE, NOWHERE, 1, &count));

  pid_t pid = fork();
  if (pid == 0) _exit(0);
  expect("wait4", -__prong_wait4(pid, NOWHERE, 0, NULL));
  return 0;
}
