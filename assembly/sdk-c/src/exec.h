/* What posix_spawn needs of exec: a child of vfork may not even set errno. */
#ifndef PRONG_EXEC_H
#define PRONG_EXEC_H

/* As execve and execvpe, but they answer -errno and write nothing but their own frames. `directories` is PATH. */
int __prong_run(const char *path, char *const argv[], char *const envp[]);
int __prong_run_found(const char *file, const char *directories, char *const argv[], char *const envp[]);

#endif
