// Over 300 lines: because each letter is told, and what it does, in one place.
/*
 * Does what its argument says, letter by letter: processes that fork, wait, send and lock in ways that nobody would think of. What
 * each is told it adds up, and that is its exit code: its parent adds that up, too, and the first process prints it.
 *
 *     (...) forks; the child does that, and exits       {...} the same by vfork       x exits      e runs itself again, to say 7
 *     w waits for a child    n asks for one (WNOHANG)    W0 waits for child 0          i looks at one (WNOWAIT)    u stops, too
 *     P makes a pipe         r01 reads 1 of pipe 0       b01 writes 1                  c0 C0 closes the end to read, to write
 *     D01 pipe 1's end to write is pipe 0's from now on  N0 reads of pipe 0 do not wait    v0 polls pipe 0, V0 waits as long
 *     k0T sends SIGTERM to child 0 (T U C S K 0), k8 to the parent, k9 to itself; kg to the group        g moves to its own group
 *     hU handles SIGUSR1, HU restarts its call, IU ignores it, mU blocks it, MU unblocks it, y which are pending
 *     q waits for a signal without any mask, p with its own                           t takes a blocked SIGUSR1
 *     G asks for its parent  o prints to stdout, E to stderr, O what it has added up   Y yields
 *     l1 locks the file (1 shared, 2 alone, 3 alone or not at all, 0 unlocks), L1 the same by record
 *     fw fr fs ft writes to the file, reads, goes to its start, tells where it is; fo opens it again; fm fu fa: a name made, removed, asked for
 *     fc closes it, fT cuts it, fp writes at 0, fz asks how large it is, fM maps it, fS stores there, fR reads there
 *     s0 stores to word 0 of shared memory, a0 adds, R0 reads it                       +0 -0 ?0 posts, waits for, tries a semaphore
 *     z0 sleeps, A0 sets the alarm, Z0 an interval timer, d0 polls pipe 0 and j0 takes a blocked SIGUSR1 for some milliseconds at most
 *     T asks for the time, X draws a number, @ computes for a turn, =0 waits a millisecond for a semaphore
 *     Fm makes a named pipe, Fr opens it as pipe 3 to read, Fn so without waiting, Fw to write, Fb both, Fu removes it
 *     &02 locks (as l2) what pipe 0 is read from, &42 the directory, &52 stdout, &62 what pipe 0 is written to; &07 and so on by record
 *     $U handles SIGUSR1 by saying so, JU by jumping to where ; was last
 *     Ss begins a session, Sp asks for its group, Sg joins its parent's, S0 puts child 0 into a group of its own; kaT kills that group
 *     U asks for one that ended, stopped or went on    |0 pipe 0 is closed by e and by ^, which says so    K reads from the terminal
 *     Qg asks whose the terminal is, Qf takes it, Q0 gives it to child 0                 B makes two bystanders
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PIPES 4
#define KIDS 6

static struct {
  volatile int words[4];
  sem_t semaphores[2];
} *shared;

static int pipes[PIPES][2], made;
static pid_t kids[KIDS];
static int born, file = -1, depth;
static char name;
static volatile unsigned sum;

static void add(int told) { sum = (sum * 5 + (unsigned)told + 1) & 0xffffff; }
static void told(int answer) { add(answer < 0 ? 32 + errno : answer); }
static void handle(int signal) { add(signal + 64); }

static sigjmp_buf back;
static const char *volatile place;
static volatile char *mapped;

static void say(int signal)
{
  add(signal + 32);
  write(1, &name, 1);
}

static void jump(int signal)
{
  add(signal + 16);
  if (place) siglongjmp(back, 1);
}

static int signal_of(char letter)
{
  switch (letter) {
    case 'T': return SIGTERM;
    case 'U': return SIGUSR1;
    case 'C': return SIGCHLD;
    case 'A': return SIGALRM;
    case 'P': return SIGPIPE;
    case 'S': return SIGSTOP;
    case 'G': return SIGCONT;
    case 'K': return SIGKILL;
    default: return 0;
  }
}

static void act(char letter, void (*handler)(int), int flags)
{
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  told(sigaction(signal_of(letter), &action, NULL));
}

static void mask(int how, char letter)
{
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal_of(letter));
  told(sigprocmask(how, &set, NULL));
}

static int number_of(pid_t pid)
{
  for (int i = 0; i < born; i++) if (kids[i] == pid) return i + 1;
  return pid <= 0 ? 0 : 9;
}

static void tell_of(pid_t pid, int status)
{
  if (pid < 0) told(-1);
  else add(number_of(pid) + (pid > 0 ? status : 0));
}

static void wait_for(pid_t pid, int options)
{
  int status = 0;
  pid = waitpid(pid, &status, options);
  tell_of(pid, status);
}

static void look_at_one(void)
{
  siginfo_t info = {0};
  told(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT));
  add(number_of(info.si_pid) + info.si_status);
}

static void send(char target, char letter)
{
  pid_t pid = target == '9' ? getpid() : target == '8' ? getppid() : target == 'g' ? 0 : kids[(target - '0') % KIDS];
  if (target >= 'a' && target < 'g') pid = -kids[target - 'a'];
  if (pid != 0 || target == 'g') told(kill(pid, signal_of(letter)));
}

static void transfer(int is_read, int pipe, int size)
{
  static char bytes[70000];
  int count = size == 9 ? 70000 : size == 8 ? 100 : size;
  if (!is_read) memset(bytes, name, count);
  int done = is_read ? read(pipes[pipe][0], bytes, count) : write(pipes[pipe][1], bytes, count);
  told(done);
  if (is_read) for (int i = 0; i < done && i < 4; i++) add(bytes[i]);
}

static void look(int pipe, int timeout)
{
  struct pollfd polled = {.fd = pipes[pipe][0], .events = POLLIN};
  told(poll(&polled, 1, timeout));
  add(polled.revents);
}

static void interval(int milliseconds)
{
  struct timeval time = {.tv_usec = 1000 * milliseconds};
  told(setitimer(ITIMER_REAL, &(struct itimerval){time, time}, NULL));
}

static void take(int milliseconds)
{
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  told(sigtimedwait(&set, NULL, &(struct timespec){.tv_nsec = 1000000 * milliseconds}));
}

static void lock(int file, int is_record, int how)
{
  if (!is_record) {
    told(flock(file, how == 0 ? LOCK_UN : how == 1 ? LOCK_SH : how == 2 ? LOCK_EX : LOCK_EX | LOCK_NB));
    return;
  }
  struct flock range = {.l_type = how == 0 ? F_UNLCK : how == 1 ? F_RDLCK : F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
  told(fcntl(file, how == 3 ? F_SETLK : F_SETLKW, &range));
}

static void use_file(char how)
{
  char byte = name;
  if (how == 'w') told(write(file, &byte, 1));
  if (how == 'r') { byte = 0; told(read(file, &byte, 1)); add(byte); }
  if (how == 's') told(lseek(file, 0, SEEK_SET));
  if (how == 't') told(lseek(file, 0, SEEK_CUR));
  if (how == 'o') { close(file); file = open("/tmp/file", O_RDWR); }
  if (how == 'm') told(close(open("/tmp/name", O_CREAT | O_EXCL, 0600)));
  if (how == 'u') told(unlink("/tmp/name"));
  if (how == 'a') told(access("/tmp/name", F_OK));
  if (how == 'c') told(close(file));
  if (how == 'T') told(ftruncate(file, 0));
  if (how == 'p') told(pwrite(file, &byte, 1, 0));
  if (how == 'z') {
    struct stat about;
    if (fstat(file, &about) == 0) add((int)about.st_size * 4 + (int)about.st_nlink);
  }
  if (how == 'M') {
    ftruncate(file, 64);
    mapped = mmap(NULL, 64, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) mapped = NULL;
  }
  if (how == 'S' && mapped) mapped[0] = byte;
  if (how == 'R' && mapped) add(mapped[0]);
}

static void use_named(char how)
{
  int flags = how == 'r' ? O_RDONLY : how == 'n' ? O_RDONLY | O_NONBLOCK : how == 'w' ? O_WRONLY : O_RDWR;
  if (how == 'm') told(mkfifo("/tmp/fifo", 0600));
  else if (how == 'u') told(unlink("/tmp/fifo"));
  else {
    int fd = open("/tmp/fifo", flags);
    told(fd >= 0 ? 0 : -1);
    if (fd < 0) return;
    if (how != 'w') pipes[3][0] = fd;
    if (how == 'w' || how == 'b') pipes[3][1] = fd;
  }
}

static void lock_odd(int which, int how)
{
  int fd = which < 4 ? pipes[which][0] : which == 4 ? open("/tmp", O_RDONLY | O_DIRECTORY) : which == 5 ? 1 : pipes[0][1];
  lock(fd, how > 3, how & 3);
}

static void use_groups(char how)
{
  if (how == 's') told(setsid() < 0 ? -1 : 0);
  else if (how == 'p') add(getpgid(0) == getpid());
  else if (how == 'g') told(setpgid(0, getpgid(getppid())));
  else told(setpgid(kids[(how - '0') % KIDS], kids[(how - '0') % KIDS]));
}

static void use_terminal(char how)
{
  if (how == 'g') add(tcgetpgrp(0) == getpgrp());
  else told(tcsetpgrp(0, how == 'f' ? getpgrp() : kids[(how - '0') % KIDS]));
}

static void wait_shortly_for(sem_t *semaphore)
{
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += 1000000;
  if (until.tv_nsec >= 1000000000) until.tv_sec++, until.tv_nsec -= 1000000000;
  told(sem_timedwait(semaphore, &until));
}

static void print(int fd)
{
  char text[12];
  write(fd, text, snprintf(text, sizeof text, "%x.", sum));
}

/* The end of what stands in brackets, from the first of them on. */
static const char *end_of(const char *at)
{
  int open = 0;
  do {
    if (*at == '(' || *at == '{') open++;
    if (*at == ')' || *at == '}') open--;
    at++;
  } while (open > 0);
  return at;
}

static void run(const char *at);

static void make_child(const char *at)
{
  pid_t pid = *at == '{' ? vfork() : fork();
  if (pid == 0) {
    if (*at == '(') {
      name = "abcdefgh"[(depth * 3 + born + 1) % 8];
      depth++;
      born = 0;
      sum = 0;
    }
    run(at + 1);
    _exit(sum & 127);
  }
  if (pid < 0) told(-1);
  else if (born < KIDS) kids[born++] = pid;
}

/* Two processes that have nothing to do with the others, and can run for as long as those do. */
static void make_bystanders(void)
{
  if (fork() > 0) {
    wait(NULL);
    return;
  }
  setsid();
  if (fork() > 0 && fork() > 0) _exit(0);
  for (int i = 0; i < 1000; i++) sched_yield();
  _exit(0);
}

static void run(const char *at)
{
  sigset_t set;
  for (; *at && *at != ')' && *at != '}'; at++) {
    char first = at[1], second = first ? at[2] : 0;
    int one = (first - '0') & 3;
    switch (*at) {
      case '(':
      case '{':
        make_child(at);
        at = end_of(at) - 1;
        break;
      case 'x': _exit(sum & 127);
      case 'e': execl("/bin/script", "script", "!", NULL); told(-1); break;
      case '!': _exit(7);
      case '^': execl("/bin/script", "script", "%", NULL); told(-1); break;
      case '%': write(1, "!", 1); _exit(8);
      case '|': told(fcntl(pipes[one][1], F_SETFD, FD_CLOEXEC)); at++; break;
      case 'U': wait_for(-1, WUNTRACED | WCONTINUED | WNOHANG); break;
      case 'F': use_named(first); at++; break;
      case '&': lock_odd(one + (first & 4), second - '0'); at += 2; break;
      case '=': wait_shortly_for(&shared->semaphores[one & 1]); at++; break;
      case '@': for (volatile int i = 0; i < 1100000; i++) {} break;
      case ';':
        place = at;
        if (sigsetjmp(back, 1)) {
          at = place;
          add(99);
        }
        break;
      case '$': act(first, say, 0); at++; break;
      case 'J': act(first, jump, 0); at++; break;
      case 'S': use_groups(first); at++; break;
      case 'Q': use_terminal(first); at++; break;
      case 'K': { char byte = 0; told(read(0, &byte, 1)); add(byte); break; }
      case 'w': wait_for(-1, 0); break;
      case 'n': wait_for(-1, WNOHANG); break;
      case 'W': wait_for(one < born ? kids[one] : -1, 0); at++; break;
      case 'u': wait_for(-1, WUNTRACED | WCONTINUED); break;
      case 'i': look_at_one(); break;
      case 'P': if (made < PIPES) told(pipe(pipes[made++])); break;
      case 'r': transfer(1, one, second - '0'); at += 2; break;
      case 'b': transfer(0, one, second - '0'); at += 2; break;
      case 'c': told(close(pipes[one][0])); at++; break;
      case 'C': told(close(pipes[one][1])); at++; break;
      case 'D': told(dup2(pipes[one][1], pipes[(second - '0') & 3][1]) >= 0); at += 2; break;
      case 'N': told(fcntl(pipes[one][0], F_SETFL, O_NONBLOCK)); at++; break;
      case 'v': look(one, 0); at++; break;
      case 'V': look(one, -1); at++; break;
      case 'k': send(first, second); at += 2; break;
      case 'g': told(setpgid(0, 0)); break;
      case 'h': act(first, handle, 0); at++; break;
      case 'H': act(first, handle, SA_RESTART); at++; break;
      case 'I': act(first, SIG_IGN, 0); at++; break;
      case 'm': mask(SIG_BLOCK, first); at++; break;
      case 'M': mask(SIG_UNBLOCK, first); at++; break;
      case 'y': sigpending(&set); add(sigismember(&set, SIGUSR1) + 2 * sigismember(&set, SIGTERM)); break;
      case 'q': sigemptyset(&set); told(sigsuspend(&set)); break;
      case 'p': told(pause()); break;
      case 't': sigemptyset(&set); sigaddset(&set, SIGUSR1); told(sigtimedwait(&set, NULL, NULL)); break;
      case 'G': add(getppid() == 1); break;
      case 'o': write(1, &name, 1); break;
      case 'E': write(2, &name, 1); break;
      case 'O': print(1); break;
      case 'Y': sched_yield(); break;
      case 'B': make_bystanders(); break;
      case 'l': lock(file, 0, one); at++; break;
      case 'L': lock(file, 1, one); at++; break;
      case 'f': use_file(first); at++; break;
      case 's': shared->words[one] = name; at++; break;
      case 'a': shared->words[one]++; at++; break;
      case 'R': add(shared->words[one]); at++; break;
      case '+': told(sem_post(&shared->semaphores[one & 1])); at++; break;
      case '-': told(sem_wait(&shared->semaphores[one & 1])); at++; break;
      case '?': told(sem_trywait(&shared->semaphores[one & 1])); at++; break;
      case 'z': usleep(1000 * (one + 1)); at++; break;
      case 'A': told(alarm(one)); at++; break;
      case 'Z': interval(one + 1); at++; break;
      case 'd': look(one, 2); at++; break;
      case 'j': take(one + 1); at++; break;
      case 'T': { struct timespec now; clock_gettime(CLOCK_MONOTONIC, &now); add(now.tv_nsec); break; }
      case 'X': { unsigned char byte; getentropy(&byte, 1); add(byte); break; }
      default: break;
    }
  }
}

int main(int argc, char **argv)
{
  const char *script = argc > 1 ? argv[1] : "";
  name = 'p';
  if (strpbrk(script, "saR+-?=")) {
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 2; i++) sem_init(&shared->semaphores[i], 1, 0);
  }
  for (int i = 0; i < PIPES; i++) pipes[i][0] = pipes[i][1] = -1;
  if (strpbrk(script, "lLf")) file = open("/tmp/file", O_CREAT | O_RDWR, 0600);
  run(script);
  print(1);
  _exit(0);
}
