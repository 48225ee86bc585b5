/* wasi-libc's stdio.h, with temporary files. */
#ifndef PRONG_STDIO_H
#define PRONG_STDIO_H

#include_next <stdio.h>

#ifndef L_tmpnam
#define L_tmpnam 20
#endif
#ifndef TMP_MAX
#define TMP_MAX 10000
#endif
#ifndef P_tmpdir
#define P_tmpdir "/tmp"
#endif

#ifdef __cplusplus
extern "C" {
#endif

FILE *tmpfile(void);
char *tmpnam(char *);
char *tempnam(const char *, const char *);

#ifdef __cplusplus
}
#endif

#endif
