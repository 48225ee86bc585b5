// A child and its parent use some bytes each of memory that both see; which, and how, the argument says.
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static unsigned char *bytes, *others;
static char own[1000];
static int ends[2];
static const char *how;

static int is(const char *name) { return strcmp(how, name) == 0; }

static void childs_part(void)
{
    volatile unsigned char *at = bytes;
    if (is("bytes of one word")) at[0] = 1;
    if (is("a word and its byte")) *(volatile uint32_t *)at = 1; // word
    if (is("a word across the byte")) *(volatile uint32_t *)(at + 1) = 1; // across
    if (is("words side by side")) *(volatile uint32_t *)at = 1;
    if (is("reads only")) own[0] = at[0];
    if (is("copies that overlap")) memcpy(bytes + 100, own, 500); // into
    if (is("copies side by side")) memcpy(bytes + 100, own, 500);
    if (is("a fill and a byte in it")) memset(bytes + 10, 7, 600); // fill
    if (is("private memory")) own[0] = 1;
    if (is("private mapping")) others[0] = 1;
    if (is("read() into it")) read(ends[0], bytes + 4, 4); // call
    if (is("write() out of it")) write(ends[1], bytes, 4);
    if (is("two mappings of one file")) bytes[8] = 1; // file
    if (is("another object")) others[8] = 1;
}

static void parents_part(void)
{
    volatile unsigned char *at = bytes;
    if (is("bytes of one word")) at[1] = 1;
    if (is("a word and its byte")) own[0] = at[3]; // word
    if (is("a word across the byte")) own[0] = at[4]; // across
    if (is("words side by side")) *(volatile uint32_t *)(at + 4) = 1;
    if (is("reads only")) own[0] = at[0];
    if (is("copies that overlap")) memcpy(own, bytes + 599, 300); // into
    if (is("copies side by side")) memcpy(own, bytes + 600, 300);
    if (is("a fill and a byte in it")) at[609] = 1; // fill
    if (is("private memory")) own[0] = 2;
    if (is("private mapping")) others[0] = 2;
    if (is("read() into it")) at[7] = 1; // call
    if (is("write() out of it")) own[0] = at[0];
    if (is("two mappings of one file")) others[8] = 2; // file
    if (is("another object")) bytes[8] = 2;
}

int main(int argc, char **argv)
{
    how = argc > 1 ? argv[1] : "";
    int file = open("/tmp/file", O_RDWR | O_CREAT, 0600);
    ftruncate(file, 65536);
    int of_file = is("two mappings of one file") || is("private mapping");
    bytes = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED | (of_file ? 0 : MAP_ANONYMOUS), of_file ? file : -1, 0);
    others = mmap(NULL, 65536, PROT_READ | PROT_WRITE, is("private mapping") ? MAP_PRIVATE : MAP_SHARED, file, 0);
    pipe(ends);
    write(ends[1], "word", 4);
    pid_t child = fork();
    if (child == 0) {
        childs_part();
        _exit(0);
    }
    parents_part();
    waitpid(child, NULL, 0);
    printf("%d\n", bytes[1] + own[1]);
    return 0;
}
