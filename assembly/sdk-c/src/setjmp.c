/* The mask of a sigsetjmp, and the way back to it. */
#include <setjmp.h>
#include <signal.h>

void __prong_keep_mask(sigjmp_buf env, int keeps_mask)
{
  env->has_mask = keeps_mask != 0;
  if (keeps_mask) sigprocmask(SIG_BLOCK, 0, &env->mask);
}

_Noreturn void siglongjmp(sigjmp_buf env, int value)
{
  if (env->has_mask) sigprocmask(SIG_SETMASK, &env->mask, 0);
  __prong_longjmp(env, value);
  __builtin_unreachable();
}

_Noreturn void longjmp(jmp_buf env, int value) { siglongjmp(env, value); }
_Noreturn void _longjmp(jmp_buf env, int value) { siglongjmp(env, value); }
