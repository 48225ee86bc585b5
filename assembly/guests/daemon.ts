/*
 * A daemon: a process that goes on in the background, in a session of its own, whoever started it. `daemon` returns only in it; what
 * it learns it tells through a pipe that was made before, as nothing reads what it prints.
 */
import { close, daemon, exit, fork, getcwd, getpgrp, getpid, getppid, getsid, open, O_RDONLY, pipe, print, read, sleep, wait, writeText } from "prong";

const report = pipe();

function tell(line: string): void {
  writeText(report.writeEnd, line + "\n");
}

if (fork().isChild) {
  close(report.readEnd);
  const session = getsid();
  if (daemon() < 0) exit(1);

  // From here on there is only the daemon.
  while (getppid() != 1) sleep(1); // until those it leaves behind have exited
  tell("its parent is init");
  tell(`it is in a session of its own: ${getsid() != session ? "yes" : "no"}`);
  tell(`and does not lead it: ${getsid() != getpid() && getpgrp() == getsid() ? "yes" : "no"}`);
  tell(`its directory is ${getcwd()}`);
  print("this goes to /dev/null");
  tell(`0, 1 and 2 are taken, and the next file is ${open("/dev/null", O_RDONLY)}`);
  exit(0);
}

print(`who started it has exited with ${wait().exitCode}`);
close(report.writeEnd);
const bytes = new Uint8Array(256);
for (let count = read(report.readEnd, bytes); count > 0; count = read(report.readEnd, bytes)) {
  writeText(1, String.UTF8.decode(bytes.buffer.slice(0, count)));
}
