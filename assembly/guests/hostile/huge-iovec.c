/* Lists of buffers whose number or whose lengths together make no sense: refused, with nothing read or written. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>
#include <wasi/api.h>

static const char *is_refused(int error)
{
  return error == EINVAL || error == EFAULT || error == ENOMEM ? "refused" : "not refused";
}

int main(void)
{
  static char bytes[8];
  int fds[2];
  __wasi_size_t count;
  __wasi_ciovec_t overflowing[3] = {{(void *)bytes, 0xffffffff}, {(void *)bytes, 0xffffffff}, {(void *)bytes, 2}};
  __wasi_iovec_t endless = {(void *)bytes, 0xffffffff};
  pipe(fds);

  printf("four billion buffers: %s\n", is_refused(__wasi_fd_write(fds[1], overflowing, 0xffffffff, &count)));
  printf("a million buffers: %s\n", is_refused(__wasi_fd_write(fds[1], overflowing, 1000000, &count)));
  printf("lengths that overflow: %s\n", is_refused(__wasi_fd_write(fds[1], overflowing, 3, &count)));
  close(fds[1]);
  printf("a buffer longer than memory: %s\n", is_refused(__wasi_fd_read(fds[0], &endless, 1, &count)));
  return 0;
}
