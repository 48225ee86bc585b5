/*
 * Lua 5.4 in one file, given the folder of its sources by -I: `lua <script> [repetitions]` runs the text of a script so many
 * times, and reads the clock before and after each, for the host to note. Scripts have the libraries of this file, and
 *
 *     fork()        0 in the child, the child's pid in the parent
 *     wait()        the exit code of a child that has ended, or nil when there are none
 *     _exit(code)   ends the process
 *     write(text)   writes at once, in one system call
 *
 * There is no setjmp for WebAssembly here: an error ends the process, pcall only calls, and no coroutine can yield.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* All of Lua becomes static, so that what nobody calls is dropped. */
#define LUA_CORE
#define LUA_LIB
#define ltable_c
#define lvm_c
#include "luaconf.h"
#undef LUAI_FUNC
#undef LUAI_DDEC
#undef LUAI_DDEF
#define LUAI_FUNC static
#define LUAI_DDEC(declaration)
#define LUAI_DDEF static
#undef LUA_API
#undef LUALIB_API
#undef LUAMOD_API
#define LUA_API static
#define LUALIB_API static
#define LUAMOD_API static

/* Every run the same: no hash, pivot or random number depends on the time or on an address. */
#define luai_makeseed(L) 0
#define l_randomizePivot() 0
#define time(result) ((time_t)0)

/* What setjmp.h would have defined is defined here, so the C library need not have one. */
#define _SETJMP_H
struct lua_State;
_Noreturn static void give_up(struct lua_State *);
#define LUAI_THROW(L, handler) give_up(L)
#define LUAI_TRY(L, handler, work) { work }
#define luai_jmpbuf int

#include "lzio.c"
#include "lctype.c"
#include "lopcodes.c"
#include "lmem.c"
#include "lundump.c"
#include "ldump.c"
#include "lstate.c"
#include "lgc.c"
#include "llex.c"
#include "lcode.c"
#include "lparser.c"
#include "ldebug.c"
#include "lfunc.c"
#include "lobject.c"
#include "ltm.c"
#include "lstring.c"
#include "ltable.c"
#include "ldo.c"
#include "lvm.c"
#include "lapi.c"
#include "lauxlib.c"
#include "lbaselib.c"
#include "lmathlib.c"
#include "lstrlib.c"
#include "ltablib.c"
#include "lutf8lib.c"

static void give_up(lua_State *L) {
    const char *message = lua_tostring(L, -1);
    fprintf(stderr, "lua: %s\n", message == NULL ? "an error without a message" : message);
    exit(1);
}

static int call_fork(lua_State *L) {
    lua_pushinteger(L, fork());
    return 1;
}

static int call_wait(lua_State *L) {
    int status;
    if (wait(&status) < 0) return 0;
    lua_pushinteger(L, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 1;
}

static int call_exit(lua_State *L) {
    _exit((int)luaL_checkinteger(L, 1));
}

static int call_write(lua_State *L) {
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    lua_pushinteger(L, write(STDOUT_FILENO, text, size));
    return 1;
}

static const luaL_Reg libraries[] = {
    {LUA_GNAME, luaopen_base},       {LUA_TABLIBNAME, luaopen_table}, {LUA_STRLIBNAME, luaopen_string},
    {LUA_MATHLIBNAME, luaopen_math}, {LUA_UTF8LIBNAME, luaopen_utf8}, {NULL, NULL},
};

static const luaL_Reg calls[] = {
    {"fork", call_fork}, {"wait", call_wait}, {"_exit", call_exit}, {"write", call_write}, {NULL, NULL},
};

static void read_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "Cannot run nothing: give the text of a script\n");
        return 2;
    }
    lua_State *L = luaL_newstate();
    for (const luaL_Reg *library = libraries; library->name != NULL; library++) {
        luaL_requiref(L, library->name, library->func, 1);
        lua_pop(L, 1);
    }
    lua_pushglobaltable(L);
    luaL_setfuncs(L, calls, 0);
    if (luaL_loadbuffer(L, argv[1], strlen(argv[1]), "=script") != LUA_OK) give_up(L);
    for (int repetitions = argc > 2 ? atoi(argv[2]) : 1; repetitions > 0; repetitions--) {
        lua_pushvalue(L, -1);
        lua_gc(L, LUA_GCCOLLECT);
        read_clock();
        lua_pcall(L, 0, 0, 0); /* not lua_call, which aborts at an error and does not print it */
        read_clock();
    }
    lua_close(L);
    return 0;
}
