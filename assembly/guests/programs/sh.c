/*
 * A small POSIX shell: what `system` and `popen` start, and something to play with. It knows words with quotes, parameters, $(...),
 * $((...)) and patterns, redirections and here-documents, pipelines, lists, compound commands, functions, traps, and job control when
 * a person sits before it. It does the same when the host's compiler compiles it:
 *
 *     cc -o sh sh.c && ./sh -c 'for i in 1 2 3; do echo $i; done | sort -r'
 *
 * What it leaves out: aliases, history, `local`, `getopts`, `ulimit`, arithmetic assignment, and options other than -e -u -x -f -n -i -c -s.
 */
#define _GNU_SOURCE
#include "sh/sh.h"

#include "sh/base.c"
#include "sh/variables.c"
#include "sh/input.c"
#include "sh/words.c"
#include "sh/parse.c"
#include "sh/arithmetic.c"
#include "sh/expand.c"
#include "sh/fields.c"
#include "sh/redirect.c"
#include "sh/traps.c"
#include "sh/jobs.c"
#include "sh/execute.c"
#include "sh/compound.c"
#include "sh/test.c"
#include "sh/builtins.c"
#include "sh/job-builtins.c"
#include "sh/main.c"
