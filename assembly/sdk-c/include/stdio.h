/* wasi-libc's stdio.h, with the streams to other processes that WASI lacks. */
#ifndef PRONG_STDIO_H
#define PRONG_STDIO_H

#include_next <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

FILE *popen(const char *, const char *);
int pclose(FILE *);

#ifdef __cplusplus
}
#endif

#endif
