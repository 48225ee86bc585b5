/** WASI's way of waiting, on the host; `poll` is asked by the conformance rows. */
import { expect, it } from "vitest";
import { compileText } from "../../../guests/run-guest.ts";
import { describeNative, onNative } from "../native.ts";

const HEAD = `
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wasi/api.h>
static __wasi_subscription_t wanted[4];
static __wasi_event_t events[4];
static __wasi_size_t count;
static void add_clock(int i, __wasi_clockid_t clock, __wasi_timestamp_t timeout, int flags) {
  wanted[i] = (__wasi_subscription_t){.userdata = i, .u.tag = __WASI_EVENTTYPE_CLOCK};
  wanted[i].u.u.clock = (__wasi_subscription_clock_t){.id = clock, .timeout = timeout, .flags = flags};
}
static void add_file(int i, int tag, int fd) {
  wanted[i] = (__wasi_subscription_t){.userdata = i, .u.tag = tag};
  wanted[i].u.u.fd_read.file_descriptor = fd;
}
static void tell(int error) {
  printf("%d:", error);
  for (__wasi_size_t i = 0; !error && i < count; i++)
    printf(" %d error %d bytes %d flags %d", (int)events[i].userdata, events[i].error, (int)events[i].fd_readwrite.nbytes, events[i].fd_readwrite.flags);
  printf("\\n");
}
`;

describeNative("a guest on the host", () => {
  it.each([
    [
      "waits for the first of two times",
      `add_clock(0, 1, 10000000000, 0); add_clock(1, 1, 1000000, 0); tell(__wasi_poll_oneoff(wanted, events, 2, &count));
       add_clock(0, 0, 1, 1); tell(__wasi_poll_oneoff(wanted, events, 1, &count)); return 0;`,
      "0: 1 error 0 bytes 0 flags 0\n0: 0 error 0 bytes 0 flags 0\n",
    ],
    [
      "waits for what can be read, and is told how much and when nobody will write",
      `int fds[2]; pipe(fds); add_clock(0, 1, 10000000000, 0); add_file(1, 1, fds[0]); add_file(2, 2, fds[1]);
       tell(__wasi_poll_oneoff(wanted, events, 3, &count));
       if (fork() == 0) { write(fds[1], "abc", 3); _exit(0); }
       wait(NULL); close(fds[1]); tell(__wasi_poll_oneoff(wanted, events, 2, &count)); return 0;`,
      "0: 2 error 0 bytes 0 flags 0\n0: 1 error 0 bytes 3 flags 1\n",
    ],
    [
      "is told what is wrong with one thing, and does not wait for the others",
      `int fds[2]; pipe(fds); add_file(0, 1, 99); add_file(1, 1, fds[1]); add_clock(2, 7, 1, 0); add_clock(3, 1, 10000000000, 0);
       tell(__wasi_poll_oneoff(wanted, events, 4, &count)); tell(__wasi_poll_oneoff(wanted, events, 0, &count)); return 0;`,
      "0: 0 error 8 bytes 0 flags 0 1 error 8 bytes 0 flags 0 2 error 28 bytes 0 flags 0\n28:\n",
    ],
  ])("%s", async (_what, body, expected) => {
    const ran = await onNative(await compileText(`${HEAD}int main(void) { ${body} }`));
    expect(ran.stdout + ran.stderr).toBe(expected);
  });
});
