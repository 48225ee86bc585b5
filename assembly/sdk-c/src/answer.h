/* How a system call answers (>= 0 or -errno), said the way C says it (the result or -1, and errno). */
#ifndef PRONG_ANSWER_H
#define PRONG_ANSWER_H

#include <errno.h>

static inline int answer(int result)
{
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

#endif
