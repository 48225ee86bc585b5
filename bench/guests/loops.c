/*
 * Nine loops to time: `loops <which> <repetitions> [fork at]`. The host notes when the clock is read, before and after each.
 * All of them can fork where a real program might. Without a third argument they never do: what is measured then is what being
 * able to costs. With one, the sieve (1000), the matrix and the hash (any row) fork once, early, and go on in resumed frames.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define KEPT __attribute__((noinline))

/* Not known to the compiler: that the answer is no. */
static volatile int fork_at = -1;

static KEPT void report(int progress) {
    if (progress == fork_at && fork() == 0) _exit(0);
}

static uint32_t seed;

static uint32_t next_random(void) {
    return seed = seed * 1664525u + 1013904223u;
}

static KEPT int sieve(void) {
    static char composite[200000];
    int count = 0;
    memset(composite, 0, sizeof composite);
    for (int i = 2; i < (int)sizeof composite; i++) {
        if (composite[i]) continue;
        if (++count % 1000 == 0) report(count);
        for (int j = i + i; j < (int)sizeof composite; j += i) composite[j] = 1;
    }
    return count;
}

static int compare(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    if (x == -1) report(x - 1);
    return (x > y) - (x < y);
}

static KEPT int sort(void) {
    static int values[20000];
    for (int i = 0; i < 20000; i++) values[i] = (int)(next_random() >> 8);
    qsort(values, 20000, sizeof values[0], compare);
    return values[10000];
}

struct node {
    struct node *left, *right;
    int key;
};

static struct node *insert(struct node *tree, struct node *leaf) {
    if (tree == NULL) return leaf;
    if (leaf->key < tree->key)
        tree->left = insert(tree->left, leaf);
    else
        tree->right = insert(tree->right, leaf);
    return tree;
}

static int walk(const struct node *tree, int (*visit)(int)) {
    return tree == NULL ? 0 : walk(tree->left, visit) + visit(tree->key) + walk(tree->right, visit);
}

static int visit(int key) {
    if (key == -1) report(-2);
    return key & 7;
}

static KEPT int tree(void) {
    struct node *nodes = calloc(10000, sizeof *nodes), *root = NULL;
    for (int i = 0; i < 10000; i++) {
        nodes[i].key = (int)(next_random() >> 8);
        root = insert(root, &nodes[i]);
    }
    int sum = 0;
    for (int i = 0; i < 10; i++) sum += walk(root, visit);
    free(nodes);
    return sum;
}

static KEPT int matrix(void) {
    enum { N = 120 };
    static double a[N][N], b[N][N], c[N][N];
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) a[i][j] = i + j, b[i][j] = i - j;
    for (int i = 0; i < N; i++) {
        report(i);
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    }
    return (int)c[N / 2][N / 3];
}

static int fib(int n) {
    if (n < 2) {
        if (n < 0) report(n);
        return n;
    }
    return fib(n - 1) + fib(n - 2);
}

static KEPT int fibonacci(void) {
    return fib(26);
}

/* A stack machine that counts down from 60,000; once as a table of handlers, once as a switch. */
enum { PUSH, ADD, LOAD, STORE, JUMP_IF, FORK, HALT };
static const int program[] = {PUSH, 60000, STORE, 0, PUSH, 0, STORE, 1, LOAD, 1, LOAD, 0, ADD, STORE, 1,
                              LOAD, 0, PUSH, -1, ADD, STORE, 0, LOAD, 0, JUMP_IF, 8, HALT, FORK};

struct machine {
    int pc, top, is_running;
    int stack[16], variables[4];
};

static void do_push(struct machine *m) { m->stack[m->top++] = program[m->pc++]; }
static void do_add(struct machine *m) { m->top--, m->stack[m->top - 1] += m->stack[m->top]; }
static void do_load(struct machine *m) { m->stack[m->top++] = m->variables[program[m->pc++]]; }
static void do_store(struct machine *m) { m->variables[program[m->pc++]] = m->stack[--m->top]; }
static void do_jump_if(struct machine *m) { m->pc = m->stack[--m->top] ? program[m->pc] : m->pc + 1; }
static void do_fork(struct machine *m) { m->stack[m->top++] = fork(); }
static void do_halt(struct machine *m) { m->is_running = 0; }

static void (*const handlers[])(struct machine *) = {do_push, do_add, do_load, do_store, do_jump_if, do_fork, do_halt};

static KEPT int by_table(void) {
    struct machine m = {.is_running = 1};
    while (m.is_running) handlers[program[m.pc++]](&m);
    return m.variables[1];
}

static KEPT int by_switch(void) {
    int stack[16], variables[4] = {0}, top = 0, pc = 0;
    for (int i = 0; i < 3;) {
        switch (program[pc++]) {
        case PUSH: stack[top++] = program[pc++]; break;
        case ADD: top--, stack[top - 1] += stack[top]; break;
        case LOAD: stack[top++] = variables[program[pc++]]; break;
        case STORE: variables[program[pc++]] = stack[--top]; break;
        case JUMP_IF: pc = stack[--top] ? program[pc] : pc + 1; break;
        case FORK: stack[top++] = fork(); break;
        case HALT: pc = 0, i++; break;
        }
    }
    return variables[1];
}

static KEPT int hash(void) {
    static char text[4096];
    uint32_t sum = 2166136261u;
    for (int i = 0; i < 4095; i++) text[i] = (char)('a' + next_random() % 26);
    for (int i = 0; i < 300; i++) {
        report(i);
        for (const char *c = text; *c; c++) sum = (sum ^ (unsigned char)*c) * 16777619u;
    }
    return (int)sum;
}

static KEPT int print(void) {
    char line[100];
    int sum = 0;
    for (int i = 0; i < 4000; i++) {
        sum += snprintf(line, sizeof line, "%d %s %08x %c", i, "text", i * 77, 'a' + i % 26);
        sum += printf("%s %5d %.2f\n", line, i, i / 3.0);
    }
    fflush(stdout);
    return sum;
}

static int (*const all[])(void) = {sieve, sort, tree, matrix, fibonacci, by_table, by_switch, hash, print};

static void read_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
}

int main(int argc, char **argv) {
    if (argc > 3) fork_at = atoi(argv[3]);
    int which = argc > 1 ? atoi(argv[1]) : 0, repetitions = argc > 2 ? atoi(argv[2]) : 1, sum = 0;
    for (int i = 0; i < repetitions; i++) {
        seed = 1;
        read_clock();
        sum += all[which]();
        read_clock();
    }
    return sum == 1;
}
