/* The whole library as one file, for those who would rather compile one: the linker drops what a program does not use. */
#include "descriptors.c"
#include "exec.c"
#include "fork.c"
#include "open.c"
#include "paths.c"
#include "process.c"
#include "signal.c"
#include "wait.c"
