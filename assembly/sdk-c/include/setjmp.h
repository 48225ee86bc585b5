/* setjmp.h. The call stack is put aside by the kernel; these must be calls of the function itself, so they are macros. */
#ifndef PRONG_SETJMP_H
#define PRONG_SETJMP_H

#define __NEED_sigset_t
#include <bits/alltypes.h>

#include <prong/syscalls.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  unsigned number;
  int has_mask;
  sigset_t mask;
} jmp_buf[1];

typedef jmp_buf sigjmp_buf;

void __prong_keep_mask(sigjmp_buf, int);

#define setjmp(env) ((env)->has_mask = 0, __prong_setjmp(env))
#define _setjmp(env) setjmp(env)
#define sigsetjmp(env, keeps_mask) (__prong_keep_mask(env, keeps_mask), __prong_setjmp(env))

_Noreturn void longjmp(jmp_buf, int);
_Noreturn void _longjmp(jmp_buf, int);
_Noreturn void siglongjmp(sigjmp_buf, int);

#ifdef __cplusplus
}
#endif

#endif
