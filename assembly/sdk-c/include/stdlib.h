/* wasi-libc's stdlib.h, with temporary files. */
#ifndef PRONG_STDLIB_H
#define PRONG_STDLIB_H

#include_next <stdlib.h>

#ifdef __cplusplus
extern "C" {
#endif

char *mkdtemp(char *);
char *mktemp(char *);
int mkstemp(char *);
int mkostemp(char *, int);
int mkstemps(char *, int);
int mkostemps(char *, int, int);

#ifdef __cplusplus
}
#endif

#endif
