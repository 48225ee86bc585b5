/* In place of wasi-libc's, where a clock is the address of an object: here it is a number, as everywhere else. */
#ifndef __wasilibc___typedef_clockid_t_h
#define __wasilibc___typedef_clockid_t_h

typedef int clockid_t;

#endif
