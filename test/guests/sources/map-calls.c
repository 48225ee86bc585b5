/* The calls on mappings: what each refuses, and what is in memory and in files after those that succeed. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RW (PROT_READ | PROT_WRITE)
#define ANON(type) ((type) | MAP_ANONYMOUS)

static const char *name_of(int error)
{
  static const struct { int number; const char *name; } names[] = {
      {EINVAL, "EINVAL"}, {ENOMEM, "ENOMEM"}, {EACCES, "EACCES"}, {EBADF, "EBADF"},   {ENODEV, "ENODEV"}, {EOVERFLOW, "EOVERFLOW"},
      {EPERM, "EPERM"},   {EEXIST, "EEXIST"}, {EBUSY, "EBUSY"},   {EFAULT, "EFAULT"}, {ENOENT, "ENOENT"},
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].number == error) return names[i].name;
  return "another errno";
}

#define TRY(call)                                                        \
  do {                                                                   \
    errno = 0;                                                           \
    long result = (long)(call);                                          \
    printf("%s: %s\n", #call, result == -1 ? name_of(errno) : "ok");     \
  } while (0)

int main(void)
{
  long ps = sysconf(_SC_PAGESIZE);
  int fd = open("/tmp/map-file", O_RDWR|O_CREAT|O_TRUNC, 0600);
  char buf[300]; for (int i=0;i<300;i++) buf[i]='a'+i%26;
  write(fd, buf, 300);
  int ro = open("/tmp/map-file", O_RDONLY), wo = open("/tmp/map-file", O_WRONLY);
  int pp[2]; pipe(pp);
  int dir = open("/tmp", O_RDONLY);
  TRY(mmap(0, 0, RW, ANON(MAP_PRIVATE), -1, 0));
  TRY(mmap(0, ps, RW, MAP_ANONYMOUS, -1, 0));
  TRY(mmap(0, ps, RW, MAP_PRIVATE, -1, 0));
  TRY(mmap(0, ps, RW, MAP_PRIVATE, 99, 0));
  TRY(mmap(0, ps, RW, MAP_PRIVATE, 99, 1));
  TRY(mmap(0, ps, RW, MAP_PRIVATE, fd, 1));
  TRY(mmap(0, 0, RW, MAP_PRIVATE, fd, 0));
  TRY(mmap(0, ps, RW, MAP_SHARED, ro, 0));
  TRY(mmap(0, ps, RW, MAP_PRIVATE, ro, 0));
  TRY(mmap(0, ps, PROT_READ, MAP_SHARED, ro, 0));
  TRY(mmap(0, ps, PROT_READ, MAP_SHARED, wo, 0));
  TRY(mmap(0, ps, PROT_WRITE, MAP_SHARED, wo, 0));
  TRY(mmap(0, ps, PROT_READ, MAP_PRIVATE, pp[0], 0));
  TRY(mmap(0, ps, PROT_READ, MAP_PRIVATE, dir, 0));
  TRY(mmap(0, ps, PROT_READ, MAP_PRIVATE, fd, -ps));
  TRY(mmap((void*)1, ps, RW, ANON(MAP_PRIVATE)|MAP_FIXED, -1, 0));
  TRY(mmap((void*)(ps+1), ps, RW, ANON(MAP_PRIVATE)|MAP_FIXED, -1, 0));
  char *p = mmap(0, 4*ps, RW, ANON(MAP_PRIVATE), -1, 0);
  TRY(mmap(p, ps, RW, ANON(MAP_PRIVATE)|MAP_FIXED_NOREPLACE, -1, 0));
  TRY(munmap(p, 0));
  TRY(munmap(p+1, ps));
  TRY(munmap(p+ps, ps));
  TRY(munmap(p+ps, ps));
  TRY(mmap(p+ps, ps, RW, ANON(MAP_PRIVATE)|MAP_FIXED_NOREPLACE, -1, 0)==p+ps?0:-1);
  TRY(munmap(p+ps, ps));
  TRY(msync(p, 4*ps, MS_SYNC));
  TRY(msync(p, ps, MS_SYNC|MS_ASYNC));
  TRY(msync(p, ps, 64));
  TRY(msync(p+1, ps, MS_SYNC));
  TRY(msync(p, ps, MS_ASYNC));
  TRY(msync(p, 0, MS_ASYNC));
  TRY(mprotect(p, ps, PROT_READ));
  TRY(mprotect(p, 2*ps, PROT_READ));
  TRY(mprotect(p+1, ps, PROT_READ));
  TRY(mprotect(p, ps, RW));
  TRY(madvise(p, ps, MADV_DONTFORK));
  TRY(madvise(p, 2*ps, MADV_NORMAL));
  TRY(madvise(p, ps, 77));
  TRY(madvise(p+1, ps, MADV_NORMAL));
  TRY(madvise(p, 0, MADV_DONTNEED));
  char *s = mmap(0, ps, RW, ANON(MAP_SHARED), -1, 0);
  TRY(madvise(s, ps, MADV_WIPEONFORK));
  TRY(madvise(s, ps, MADV_DONTFORK));
  TRY(madvise(s, ps, MADV_FREE));
  TRY(mlock(p, ps));
  TRY(madvise(p, ps, MADV_DONTNEED));
  TRY(msync(p, ps, MS_INVALIDATE));
  TRY(munlock(p, ps));
  TRY(madvise(p, ps, MADV_DONTNEED));
  TRY(mlock(p, 2*ps));
  TRY(munlock(p, 2*ps));
  TRY(mlockall(0));
  TRY(mlockall(99));
  TRY(mlockall(4));
  TRY(munlockall());
  char *r = mmap(0, ps, PROT_READ, MAP_SHARED, ro, 0);
  TRY(mprotect(r, ps, RW));
  TRY(mprotect(r, ps, PROT_NONE));
  TRY(shm_open("", O_RDWR, 0));
  TRY(shm_open("/a/b", O_RDWR, 0));
  TRY(shm_open("/none-such", O_RDWR, 0));
  TRY(shm_unlink("/none-such"));
  int sh = shm_open("/map-a", O_RDWR|O_CREAT|O_EXCL, 0600); TRY(sh<0?-1:0);
  TRY(shm_open("/map-a", O_RDWR|O_CREAT|O_EXCL, 0600));
  TRY(shm_unlink("map-a"));
  TRY(shm_open("/map-a", O_RDWR, 0600));
  TRY(fcntl(sh, F_GETFD)==FD_CLOEXEC?0:-1);

  /* Contents. */
  char *m = mmap(0, ps, RW, MAP_SHARED, fd, 0); close(fd);
  printf("%.5s %d\n", m, m[300]);
  memcpy(m, "HELLO", 5);
  char g[6]={0}; pread(ro, g, 5, 0); printf("read sees %s\n", g);
  pwrite(wo, "world", 5, 5); printf("mapping sees %.10s\n", m);
  m[310]='x'; struct stat st; fstat(ro,&st); printf("size %d\n", (int)st.st_size);
  char *v = mmap(0, ps, RW, MAP_PRIVATE, ro, 0);
  printf("private %.10s\n", v); v[0]='P'; pread(ro,g,1,0); printf("file still %c, private %c\n", g[0], v[0]);
  m[1]='Q'; printf("shared %.2s\n", m);
  madvise(v, ps, MADV_DONTNEED); printf("after DONTNEED %.2s\n", v);
  ftruncate(wo, 4); printf("cut: %.4s|%d\n", m, m[4]);
  ftruncate(wo, 20); printf("stretched: %.4s|%d\n", m, m[4]);
  m[19]='Z'; pread(ro,g,1,19); printf("%c\n", g[0]);
  memset(p, 7, ps); madvise(p, ps, MADV_DONTNEED); printf("zero %d\n", p[5]);
  strcpy(s, "shared"); madvise(s, ps, MADV_DONTNEED); printf("%s\n", s);

  /* Mremap. */
  char *q = mmap(0, 2*ps, RW, ANON(MAP_PRIVATE), -1, 0); strcpy(q, "first"); strcpy(q+ps, "second");
  char *q2 = mremap(q, 2*ps, 8*ps, MREMAP_MAYMOVE); printf("%s %s %d\n", q2, q2+ps, q2[7*ps]);
  q2 = mremap(q2, 8*ps, ps, 0); printf("%s\n", q2);
  TRY(mremap(q2, ps, 0, 0));
  TRY(mremap(q2+1, ps, ps, 0));
  TRY(mremap(q2, ps, ps, 64));

  /* Unmap in pieces, free ranges read as zeros again. */
  char *u = mmap(0, 3*ps, RW, ANON(MAP_PRIVATE), -1, 0); memset(u, 1, 3*ps); munmap(u+ps, ps);
  printf("%d %d\n", u[ps-1], u[2*ps]); char *w = mmap(u+ps, ps, RW, ANON(MAP_PRIVATE), -1, 0); printf("hint taken %d, zero %d\n", w==u+ps, w[0]);
  char *f = mmap(u, ps, RW, ANON(MAP_PRIVATE)|MAP_FIXED, -1, 0); printf("fixed %d zero %d next %d\n", f==u, f[0], u[2*ps]);

  /* Fork. */
  char *keep = mmap(0, ps, RW, ANON(MAP_PRIVATE), -1, 0), *wipe = mmap(0, ps, RW, ANON(MAP_PRIVATE), -1, 0), *sh2 = mmap(0, ps, RW, ANON(MAP_SHARED), -1, 0);
  strcpy(keep, "keep"); strcpy(wipe, "wipe"); strcpy(sh2, "sh"); TRY(madvise(wipe, ps, MADV_WIPEONFORK));
  fflush(stdout);
  if (fork()==0) { printf("child: %s [%s] %s\n", keep, wipe, sh2); strcpy(keep,"child"); strcpy(sh2,"from child"); if (fork()==0) { strcpy(wipe,"x"); printf("grandchild %s\n", sh2); strcpy(sh2, "from grandchild"); exit(0);} wait(0); printf("child: [%s] %s\n", wipe, sh2); exit(0); }
  wait(0); printf("parent: %s %s %s\n", keep, wipe, sh2);

  /* Heap works in between. */
  char *h[100]; for (int i=0;i<100;i++){ h[i]=malloc(10000); memset(h[i], i, 10000); if (i%10==0) { char *z=mmap(0,ps,RW,ANON(MAP_PRIVATE),-1,0); memset(z, 99, ps);} }
  int bad=0; for (int i=0;i<100;i++) for (int j=0;j<10000;j++) bad += h[i][j]!=(char)i; printf("bad %d\n", bad);
  unlink("/tmp/map-file");
  return 0;
}
