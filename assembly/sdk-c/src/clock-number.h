/* The number of a clock: code inside wasi-libc names two of them by the addresses of objects. */
#ifndef PRONG_CLOCK_NUMBER_H
#define PRONG_CLOCK_NUMBER_H

#include <time.h>

static inline clockid_t clock_number(clockid_t clock)
{
  if (clock == (int)(size_t)&_CLOCK_REALTIME) return CLOCK_REALTIME;
  if (clock == (int)(size_t)&_CLOCK_MONOTONIC) return CLOCK_MONOTONIC;
  return clock;
}

#endif
