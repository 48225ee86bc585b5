/*
 * Signals. The handler of the addon notes which signal came, with what; whoever runs the guest takes the notes after each call, and
 * has the guest's own handlers run.
 */
#include "addon.h"

#include <dlfcn.h>
#include <node_api.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* How many signals can wait for a guest that makes no call; what comes then is lost, as where a kernel's queue is full. */
#define MOST_NOTES 4096

/* One note: signal, code, pid, uid, status, value, timer, overrun. */
#define NOTE_NUMBERS 8
static int64_t notes[MOST_NOTES][NOTE_NUMBERS];
/* How many there are. Handlers block all signals, and so does who takes notes: nobody is interrupted here. */
volatile int prong_unseen;

static int library_sigaction(int signal, const struct sigaction *action, struct sigaction *old)
{
  return NEXT(sigaction)(signal, action, old);
}

uint64_t set_mask(uint64_t mask)
{
  uint64_t before = 0;
#ifdef __linux__
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, &before, sizeof mask);
#else
  pthread_sigmask(SIG_SETMASK, (sigset_t *)&mask, (sigset_t *)&before); /* sets of 32 bits */
#endif
  return before;
}

uint64_t block_all(void) { return set_mask(~0ull); }

void die_by(int signal)
{
  struct sigaction by_default = {.sa_handler = SIG_DFL};
  library_sigaction(signal, &by_default, NULL);
  set_mask(~(1ull << (signal - 1)));
  kill(getpid(), signal);
  set_mask(0);
}

/* V8's, for the guest's stray addresses: they become errors of JavaScript. What the last one would have been. */
static struct sigaction engine;
static int fault;
#ifdef __APPLE__
#define STRAY SIGBUS
#else
#define STRAY SIGSEGV
#endif

static void store_note(int64_t *note, const siginfo_t *info)
{
  int value = info->si_value.sival_int, is_child = info->si_signo == SIGCHLD && info->si_code > 0;
  STORE(note, info->si_signo, info->si_code, info->si_pid, info->si_uid, is_child ? info->si_status : 0, is_child ? 0 : value, 0, 0);
#ifdef __linux__
  if (info->si_code == SI_TIMER) STORE(note + 2, 0, 0, 0, value, info->si_timerid, info->si_overrun);
#endif
}

static void note_signal(int signal, siginfo_t *info, void *context)
{
  int is_fault = info->si_code > 0 && info->si_code != SI_KERNEL;
  if (is_fault && (signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL || signal == SIGTRAP)) {
    fault = signal;
    if (engine.sa_flags & SA_SIGINFO && (signal == SIGSEGV || signal == SIGBUS)) engine.sa_sigaction(STRAY, info, context);
    else die_by(signal); /* the instruction would only do it again */
    return;
  }
  if (prong_unseen < MOST_NOTES) store_note(notes[prong_unseen++], info);
  prong_leave_wait(context);
}

/* Takes the notes there are: into an array of `NOTE_NUMBERS` numbers each. Answers how many it took; more may be left. */
static int64_t take_notes(int64_t *a)
{
  if (prong_unseen == 0) return 0;
  int room = a[1] / sizeof notes[0];
  uint64_t before = block_all();
  int taken = prong_unseen < room ? prong_unseen : room;
  memcpy(AT(void, 0), notes, taken * sizeof notes[0]);
  prong_unseen -= taken;
  memmove(notes, notes + taken, prong_unseen * sizeof notes[0]);
  set_mask(before);
  return taken;
}

/* What the process does with a signal: 0 the default, 1 nothing, 2 notes it. `flags` are of SA_NOCLDSTOP and SA_NOCLDWAIT. */
static int64_t set_action(int64_t *a)
{
  int signal = a[0], kind = a[1];
  struct sigaction action = {.sa_handler = kind == 1 ? SIG_IGN : SIG_DFL, .sa_flags = a[2] & (SA_NOCLDSTOP | SA_NOCLDWAIT)};
  if (signal < 1 || signal > 64) return -EINVAL;
  if (kind == 2) {
    action.sa_sigaction = note_signal;
    action.sa_flags |= SA_SIGINFO | SA_ONSTACK;
    sigfillset(&action.sa_mask);
  }
  if (!(engine.sa_flags & SA_SIGINFO)) library_sigaction(STRAY, NULL, &engine);
  if (kind == 0 && signal == STRAY) action = engine;
  return ANSWER(library_sigaction(signal, &action, NULL));
}

/* Is the signal ignored? So it may have come from the program before. */
static int64_t is_ignored(int64_t *a)
{
  struct sigaction action;
  if (library_sigaction(a[0], NULL, &action) < 0) return -errno;
  return !(action.sa_flags & SA_SIGINFO) && action.sa_handler == SIG_IGN;
}

/* A set comes as its low half and its high half. */
#define SET(n) ((uint64_t)(uint32_t)a[n] | (uint64_t)a[(n) + 1] << 32)

/* sigtimedwait(low, high, nanoseconds or -1, [note]) */
static int64_t wait_for_signal(int64_t *a)
{
  NUMBERS(out, 3, NOTE_NUMBERS);
  siginfo_t info = {0};
  int64_t signal = LINUX(WAITING(SYS_rt_sigtimedwait, &(uint64_t){SET(0)}, &info, TIMEOUT(a[2]), sizeof(uint64_t)));
  if (signal >= 0) store_note(out, &info);
  return signal;
}

#define CALLS(call)                                                                                \
  call(unseenSignals, "", prong_unseen)                                                            \
  call(lastFault, "", __atomic_exchange_n(&fault, 0, __ATOMIC_RELAXED))                            \
  call(takeNotes, "b", take_notes(a))                                                              \
  call(setAction, "iii", set_action(a))                                                            \
  call(isIgnored, "i", is_ignored(a))                                                              \
  call(setMask, "iib", (*AT(uint64_t, 2) = set_mask(SET(0)), 0))                                   \
  call(getMask, "b", (set_mask(*AT(uint64_t, 0) = block_all()), 0))                                \
  call(kill, "ii", ANSWER(kill(a[0], a[1])))                                                       \
  call(sigqueue, "iii", LINUX(ANSWER(sigqueue(a[0], a[1], (union sigval){.sival_int = a[2]}))))    \
  call(sigpending, "b", LINUX(ANSWER(syscall(SYS_rt_sigpending, AT(void, 0), sizeof(uint64_t)))))  \
  call(sigsuspend, "ii", LINUX(WAITING(SYS_rt_sigsuspend, &(uint64_t){SET(0)}, sizeof(uint64_t)))) \
  call(sigtimedwait, "iiib", wait_for_signal(a))

TABLE(signal_calls)
