/**
 * Corners of single calls, as scripts for `sources/calls.c`: a sentence, the script, and the line of its transcript that
 * the sentence is about. The host's kernel must print the same transcript, where there is a compiler for it.
 */
export const CORNERS: readonly (readonly [sentence: string, script: string, line: string])[] = [
  // Descriptors
  ["pipe takes the two lowest free descriptors", "open a RDWR CREAT ; dup 3 ; close 3 ; pipe", "pipe = 0 3 5"],
  ["descriptor 0 is the lowest like any other", "close 0 ; open a RDWR CREAT", "open a RDWR CREAT = 0"],
  ["dup2 onto itself does nothing", "pipe CLOEXEC ; dup2 3 3 ; getfd 3", "getfd 3 = 1"],
  ["dup2 of a closed descriptor onto itself is EBADF", "dup2 7 7", "dup2 7 7 = -1 EBADF"],
  ["dup3 onto itself is EINVAL, even if it is closed", "dup3 7 7", "dup3 7 7 = -1 EINVAL"],
  ["a failed dup2 leaves its target open", "open a RDWR CREAT ; dup2 9 3 ; write 3 2", "write 3 2 = 2"],
  ["dup2 closes what was there: the pipe's last reader", "pipe ; dup2 0 3 ; poll w OUT", "poll w OUT = 1 OUT ERR"],
  [
    "dup clears close-on-exec, dup3 sets it as told",
    "pipe CLOEXEC ; dup 3 ; getfd 5 ; dup3 3 6 CLOEXEC ; getfd 6",
    "getfd 6 = 1",
  ],
  ["F_DUPFD takes the lowest from its argument on", "pipe ; dupfd 3 4 ; dupfd 3 8 CLOEXEC ; getfd 8", "dupfd 3 4 = 5"],
  ["F_DUPFD from a negative number is EINVAL", "pipe ; dupfd 3 -1 ; dupfd 9 -1", "dupfd 3 -1 = -1 EINVAL"],
  [
    "close-on-exec belongs to the descriptor, not to the file",
    "pipe ; dup 3 ; setfd 3 CLOEXEC ; getfd 5",
    "getfd 5 = 0",
  ],
  [
    "status flags belong to the file, not to the descriptor",
    "pipe ; dup 3 ; setfl 3 NONBLOCK ; getfl 5",
    "getfl 5 = RDONLY NONBLOCK",
  ],
  ["F_SETFL does not change the access mode", "open a WRONLY CREAT APPEND ; setfl 3 ; getfl 3", "getfl 3 = WRONLY"],
  ["closing twice is EBADF", "pipe ; close 3 ; close 3", "close 3 = -1 EBADF"],
  // Offsets
  [
    "duplicates share the offset",
    "open a RDWR CREAT ; write 3 3 ; dup 3 ; lseek 4 0 SET ; read 3 9",
    "read 3 9 = 3 3a",
  ],
  ["two opens do not", "open a RDWR CREAT ; write 3 3 ; open a RDONLY ; read 4 9", "read 4 9 = 3 3a"],
  ["parent and child share the offset", "open a RDWR CREAT ; run { write 3 3 } ; lseek 3 0 CUR", "lseek 3 0 CUR = 3"],
  [
    "with O_APPEND parent and child write behind each other",
    "open a RDWR CREAT APPEND ; write 3 1 ; run { lseek 3 0 SET ; write 3 2 } ; write 3 1 ; pread 3 9 0",
    "pread 3 9 0 = 4 1a 3b",
  ],
  [
    "a descriptor that the child closes stays open in the parent",
    "open a RDWR CREAT ; run { close 3 } ; write 3 1",
    "write 3 1 = 1",
  ],
  ["pread leaves the offset alone", "open a RDWR CREAT ; write 3 4 ; pread 3 2 1 ; lseek 3 0 CUR", "lseek 3 0 CUR = 4"],
  [
    "pread of a pipe is ESPIPE, also at the end to write",
    "pipe ; pread 3 1 0 ; pread 4 1 0",
    "pread 4 1 0 = -1 ESPIPE",
  ],
  ["a negative offset is EINVAL before anything else", "pread 9 1 -1 ; pwrite 9 1 -1", "pread 9 1 -1 = -1 EINVAL"],
  [
    "lseek before the start is EINVAL, and moves nothing",
    "open a RDWR CREAT ; write 3 2 ; lseek 3 -3 CUR ; lseek 3 0 CUR",
    "lseek 3 0 CUR = 2",
  ],
  [
    "lseek of a pipe is ESPIPE, and EINVAL from nowhere",
    "pipe ; lseek 3 0 SET ; lseek 3 0 BAD",
    "lseek 3 0 BAD = -1 EINVAL",
  ],
  [
    "a write past the end leaves zeros behind it",
    "open a RDWR CREAT ; lseek 3 3 END ; write 3 1 ; pread 3 9 0",
    "pread 3 9 0 = 4 3. 1a",
  ],
  [
    "what ftruncate cut off does not come back",
    "open a RDWR CREAT ; write 3 5 ; ftruncate 3 2 ; ftruncate 3 4 ; pread 3 9 0",
    "pread 3 9 0 = 4 2a 2.",
  ],
  [
    "ftruncate of a file that is open to be read is EINVAL",
    "open a RDWR CREAT ; open a RDONLY ; ftruncate 4 0",
    "ftruncate 4 0 = -1 EINVAL",
  ],
  // Pipes
  ["a read takes what is there", "pipe ; write w 3 ; write w 2 ; read r 9", "read r 9 = 5 3a 2b"],
  ["a read of nothing is answered at once", "pipe ; read r 0 ; write r 0", "read r 0 = 0"],
  [
    "a pipe ends when its last writer has closed it, and not before",
    "pipe ; run { write w 2 } ; read r 9 ; read r 9 ; close w ; read r 9",
    "read r 9 = would wait",
  ],
  ["an empty O_NONBLOCK pipe is EAGAIN", "pipe NONBLOCK ; read r 1", "read r 1 = -1 EAGAIN"],
  [
    "a pipe holds 64 KiB of large writes",
    "pipe NONBLOCK ; fill w 65537 ; drain r",
    "fill w 65537 = 65536 bytes, then -1 EAGAIN",
  ],
  [
    "a pipe holds 64 KiB of single bytes",
    "pipe NONBLOCK ; fill w 1 ; drain r",
    "drain r = 65536 bytes, then -1 EAGAIN",
  ],
  [
    "a write of PIPE_BUF bytes is not split",
    "pipe NONBLOCK ; fill w 4095",
    "fill w 4095 = 65520 bytes, then -1 EAGAIN",
  ],
  [
    "there is room again once PIPE_BUF bytes were read",
    "pipe NONBLOCK ; fill w 4096 ; read r 4095 ; poll w OUT ; read r 1 ; poll w OUT",
    "poll w OUT = 1 OUT",
  ],
  [
    "a longer write comes in pieces, whole",
    "pipe ; start { close r ; waiting-write w 65537 ; exit 5 } ; close w ; drain r ; waitpid child",
    "drain r = 65537 bytes, then 0",
  ],
  ["a write that nobody can read kills the writer", "pipe ; close r ; run { write w 1 }", "} = killed by SIGPIPE"],
  ["a write of nothing that nobody can read does not", "pipe ; close r ; run { write w 0 }", "} = exited 0"],
  [
    "a reader in another process is enough",
    "pipe ; start { waiting-read w 1 ; waiting-read r 9 ; exit 4 } ; close r ; write w 3 ; waitpid child",
    "write w 3 = 3",
  ],
  [
    "poll says POLLHUP without POLLIN at the end",
    "pipe ; write w 1 ; close w ; poll r IN ; read r 1 ; poll r IN",
    "poll r IN = 1 HUP",
  ],
  ["poll says what was not asked for", "pipe ; close w ; poll r ; poll 9 ; poll -1", "poll 9 = 1 NVAL"],
  [
    "a file is always ready, whatever it was opened for",
    "open a WRONLY CREAT ; poll 3 IN OUT",
    "poll 3 IN OUT = 1 IN OUT",
  ],
  ["the end to read never has room", "pipe ; poll r OUT", "poll r OUT = 0"],
  // Names
  [
    "an unlinked file lives as long as it is open",
    "open a RDWR CREAT ; write 3 2 ; unlink a ; fstat 3 ; pread 3 9 0 ; open a RDONLY",
    "fstat 3 = 0 a file of 2 bytes, 0 links",
  ],
  [
    "link makes one file of two names",
    "open a RDWR CREAT ; link a b ; write 3 2 ; stat b",
    "stat b = 0 a file of 2 bytes, 2 links",
  ],
  [
    "link does not follow a symlink at the end",
    "symlink a l ; link l m ; lstat m",
    "lstat m = 0 a symlink of 1 bytes, 2 links",
  ],
  ["a directory cannot be linked, nor a name that exists", "mkdir d ; link d e ; link d d", "link d d = -1 EEXIST"],
  [
    "rename of two names of one file does nothing",
    "open a RDWR CREAT ; link a b ; rename a b ; list .",
    "list . = 0 . .. a b",
  ],
  [
    "rename replaces an empty directory only",
    "mkdir d ; mkdir e ; mkdir e/e ; rename d e ; rmdir e/e ; rename d e ; list .",
    "list . = 0 . .. e",
  ],
  ["a directory cannot move into itself", "mkdir d ; rename d d/e ; rename d d/d/d", "rename d d/e = -1 EINVAL"],
  [
    "what holds a file cannot be replaced by it",
    "mkdir d ; open d/a RDWR CREAT ; rename d/a d",
    "rename d/a d = -1 ENOTEMPTY",
  ],
  [
    "O_EXCL does not follow a symlink that leads nowhere",
    "symlink a l ; open l RDWR CREAT EXCL ; open l RDWR CREAT ; list .",
    "open l RDWR CREAT EXCL = -1 EEXIST",
  ],
  [
    "symlinks that lead to each other are ELOOP",
    "symlink l m ; symlink m l ; open l RDONLY ; stat m ; lstat m",
    "open l RDONLY = -1 ELOOP",
  ],
  ["O_NOFOLLOW refuses a symlink", "symlink a l ; open l RDONLY NOFOLLOW", "open l RDONLY NOFOLLOW = -1 ELOOP"],
  ["readlink cuts off what does not fit", "symlink none l ; readlink l 2", "readlink l 2 = 2 no"],
  [
    "a directory that is still somebody's can be removed",
    "mkdir d ; chdir d ; rmdir ../d ; getcwd ; open a RDWR CREAT ; list .",
    "getcwd = -1 ENOENT",
  ],
  ["rmdir knows . and ..", "mkdir d ; rmdir d/. ; rmdir d/..", "rmdir d/. = -1 EINVAL"],
  ["no name at all is ENOENT", "open ; stat ; mkdir ; chdir", "open = -1 ENOENT"],
  [
    "a file is no directory",
    "open a RDWR CREAT ; open a RDONLY DIRECTORY ; stat a/ ; mkdir a/ ; stat a/b",
    "mkdir a/ = -1 EEXIST",
  ],
  [
    "a directory cannot be opened to be written, nor read as a file",
    "mkdir d ; open d RDWR ; open d RDONLY ; read 3 1",
    "read 3 1 = -1 EISDIR",
  ],
  // Processes
  ["the current directory is the child's own", "mkdir d ; run { chdir d ; getcwd } ; getcwd", "getcwd = scratch"],
  ["an exit status has eight bits", "run { exit 256 } ; run { exit 511 } ; run { exit -1 }", "} = exited 255"],
  [
    "nobody to wait for is ECHILD, also with WNOHANG",
    "waitpid any ; waitpid any NOHANG ; waitpid self",
    "waitpid any NOHANG = -1 ECHILD",
  ],
  ["options that there are not are EINVAL before ECHILD", "waitpid any BAD", "waitpid any BAD = -1 EINVAL"],
  ["a child can be waited for once", "zombie { exit 3 } ; waitpid child ; waitpid child", "waitpid child = -1 ECHILD"],
  [
    "a zombie is somebody",
    "zombie { exit 3 } ; kill child none ; kill child SIGKILL ; waitpid any",
    "waitpid any = child exited 3",
  ],
  ["a child of a child is nobody's to wait for", "run { zombie { exit 3 } } ; waitpid any", "waitpid any = -1 ECHILD"],
  [
    "a child that waits can be killed",
    "pipe ; start { waiting-read r 1 } ; waitpid child NOHANG ; kill child SIGTERM ; waitpid group",
    "waitpid group = child killed by SIGTERM",
  ],
  [
    "a child can be stopped, continued, and killed while it is stopped",
    "pipe ; start { waiting-read r 1 } ; kill child SIGSTOP ; waitpid child UNTRACED ; kill child SIGCONT ; waitpid child CONTINUED ; kill child SIGSTOP ; kill child SIGKILL ; waitpid child",
    "waitpid child CONTINUED = child continued",
  ],
  [
    "a stop is told once",
    "pipe ; start { waiting-read r 1 } ; kill child SIGSTOP ; waitpid child UNTRACED ; waitpid child UNTRACED NOHANG ; kill child SIGKILL ; waitpid child",
    "waitpid child UNTRACED NOHANG = 0",
  ],
  [
    "signals that are ignored by default do nothing",
    "kill self SIGCHLD ; kill self SIGURG ; kill self SIGCONT ; kill self none",
    "kill self SIGCONT = 0",
  ],
  [
    "signals that there are not are EINVAL",
    "kill self beyond ; kill self negative ; kill group",
    "kill self beyond = -1 EINVAL",
  ],
  [
    "who kills itself says no more",
    "run { kill self SIGUSR1 ; getcwd } ; kill self SIGTERM ; getcwd",
    "} = killed by SIGUSR1",
  ],
  [
    "exec keeps descriptors, and closes those that say so",
    "pipe ; setfd 3 CLOEXEC ; exec { getfd 3 ; getfd 4 }",
    "getfd 3 = -1 EBADF",
  ],
  [
    "exec keeps offsets and status flags",
    "open a RDWR CREAT APPEND ; write 3 2 ; exec { lseek 3 0 CUR ; getfl 3 }",
    "getfl 3 = RDWR APPEND",
  ],
  ["exec keeps the children", "zombie { exit 3 } ; exec { waitpid any }", "waitpid any = another child exited 3"],
  [
    "a child that execs leaves the parent's descriptors alone",
    "pipe CLOEXEC ; run { exec { getfd 3 } } ; getfd 3",
    "getfd 3 = 1",
  ],
  ["a child of vfork has descriptors of its own", "pipe ; vfork { close 3 ; close 4 } ; getfd 3", "getfd 3 = 0"],
  ["a child of vfork can exec", "vfork { exec { open a RDWR CREAT ; exit 6 } } ; stat a", "} = exited 6"],
  ["a child of vfork can be killed", "vfork { kill self SIGKILL } ; getcwd", "} = killed by SIGKILL"],
];
