/* Takes the place of wasi-libc's header of this name, whose set has room for seven signals. */
#ifndef PRONG_TYPEDEF_SIGSET_T_H
#define PRONG_TYPEDEF_SIGSET_T_H

typedef struct {
  unsigned long long bits;
} sigset_t;

#endif
