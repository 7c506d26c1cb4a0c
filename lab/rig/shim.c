/* Loaded with LD_PRELOAD: a slow disk and a wall clock that jumps, for real processes.
 *
 * SOAK_SLOW    microseconds that every fsync and fdatasync takes longer
 * SOAK_SYNCED  a file that always holds the size and the path of the file last synced, so that a
 *              test can tear off what a power cut would have torn off
 * SOAK_CLOCK   a file with the seconds by which the wall clock is wrong; the monotonic clock is not
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static void note(int file)
{
    const char *into = getenv("SOAK_SYNCED");
    char link[64], path[PATH_MAX], text[PATH_MAX + 32];
    struct stat about;
    ssize_t length;
    int out;

    if (!into || fstat(file, &about) || !S_ISREG(about.st_mode))
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    if ((length = readlink(link, path, sizeof path - 1)) < 0)
        return;
    path[length] = 0;
    memset(text, ' ', sizeof text);
    length = snprintf(text, sizeof text, "%lld %s\n", (long long)about.st_size, path);
    if ((out = open(into, O_WRONLY | O_CREAT, 0600)) < 0)
        return;
    if (pwrite(out, text, length, 0) < 0) { /* the test will miss it */ }
    close(out);
}

static int synced(const char *name, int file)
{
    int (*real)(int) = dlsym(RTLD_NEXT, name);
    const char *slow = getenv("SOAK_SLOW");
    int outcome;

    if (slow)
        usleep(atoi(slow));
    outcome = real(file);
    if (outcome == 0)
        note(file);
    return outcome;
}

int fsync(int file) { return synced("fsync", file); }
int fdatasync(int file) { return synced("fdatasync", file); }

static long offset(void)
{
    static const char *name;
    char text[32] = "";
    int in;

    if (!name && !(name = getenv("SOAK_CLOCK")))
        name = "";
    if (!*name || (in = open(name, O_RDONLY)) < 0)
        return 0;
    if (read(in, text, sizeof text - 1) < 0)
        text[0] = 0;
    close(in);
    return atol(text);
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    static int (*real)(clockid_t, struct timespec *);
    int outcome;

    if (!real)
        real = dlsym(RTLD_NEXT, "clock_gettime");
    outcome = real(clock, at);
    if (outcome == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        at->tv_sec += offset();
    return outcome;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone)
{
    struct timespec now;

    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now))
        return -1;
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *into)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    if (into)
        *into = now.tv_sec;
    return now.tv_sec;
}
