/* open, for those that may not touch errno: answers a descriptor or -errno. */
#ifndef PRONG_OPEN_H
#define PRONG_OPEN_H

int __prong_open(int directory, const char *path, int flags);

#endif
