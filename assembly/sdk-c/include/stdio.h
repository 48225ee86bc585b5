/* wasi-libc's stdio.h, with temporary files, and streams to other processes. */
#ifndef PRONG_STDIO_H
#define PRONG_STDIO_H

/* There they are marked as deprecated; what is declared below is not. */
#define tmpfile __wasi_tmpfile
#define tmpnam __wasi_tmpnam
#define tempnam __wasi_tempnam
#include_next <stdio.h>
#undef tmpfile
#undef tmpnam
#undef tempnam

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

FILE *popen(const char *, const char *);
int pclose(FILE *);
FILE *tmpfile(void);
char *tmpnam(char *);
char *tempnam(const char *, const char *);

#ifdef __cplusplus
}
#endif

#endif
