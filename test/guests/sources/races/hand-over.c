// A child writes what its parent reads, and says so in the way of the argument; a child that sleeps longer says nothing.
#define _GNU_SOURCE
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
    int box;
    atomic_int flag;
    volatile int plain_flag;
};

static struct shared *shared;
static volatile sig_atomic_t signalled;
static int ends[2], file;
static const char *how;

static int is(const char *name) { return strcmp(how, name) == 0; }

static void handle(int signal)
{
    (void)signal;
    signalled = 1;
}

static void tell(void)
{
    static char much[70000];
    if (is("pipe")) write(ends[1], "x", 1);
    if (is("end of pipe")) close(ends[1]);
    if (is("room in a pipe")) read(ends[0], much, sizeof much);
    if (is("file")) pwrite(file, "x", 1, 0);
    if (is("signal")) kill(getppid(), SIGUSR1);
    if (is("awaited signal")) kill(getppid(), SIGUSR2);
    if (is("atomic flag")) atomic_store(&shared->flag, 1);
    if (is("plain flag")) shared->plain_flag = 1; // flag
    if (is("stop")) raise(SIGSTOP);
}

static void hear(pid_t child, const sigset_t *before)
{
    static char much[70000];
    char byte = 0;
    int signal;
    sigset_t set;
    if (is("pipe")) read(ends[0], &byte, 1);
    if (is("end of pipe")) {
        close(ends[1]);
        read(ends[0], &byte, 1);
    }
    if (is("room in a pipe")) write(ends[1], much, sizeof much);
    if (is("file")) while (pread(file, &byte, 1, 0) == 0);
    if (is("signal")) while (!signalled) sigsuspend(before);
    if (is("awaited signal")) {
        sigemptyset(&set);
        sigaddset(&set, SIGUSR2);
        sigwait(&set, &signal);
    }
    if (is("atomic flag")) while (!atomic_load(&shared->flag));
    if (is("plain flag")) while (!shared->plain_flag); // flag
    if (is("wait")) waitpid(child, NULL, 0);
    if (is("waitid")) waitid(P_PID, child, &(siginfo_t){ 0 }, WEXITED | WNOWAIT);
    if (is("nobody left")) wait(NULL);
    if (is("stop")) waitpid(child, NULL, WUNTRACED);
    if (is("sleep")) nanosleep(&(struct timespec){ 1, 0 }, NULL);
}

int main(int argc, char **argv)
{
    sigset_t set, before;
    how = argc > 1 ? argv[1] : "";
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    file = open("/tmp/word", O_RDWR | O_CREAT, 0600);
    pipe(ends);
    signal(SIGUSR1, handle);
    if (is("nobody left")) signal(SIGCHLD, SIG_IGN);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, &before);
    pid_t child = is("vfork") ? vfork() : fork();
    if (child == 0) {
        *(volatile int *)&shared->box = 42; // race
        tell();
        _exit(0);
    }
    hear(child, &before);
    int seen = *(volatile int *)&shared->box; // race
    if (is("stop")) kill(child, SIGCONT);
    waitpid(child, NULL, 0);
    return seen == 42 || is("sleep") ? 0 : 1;
}
