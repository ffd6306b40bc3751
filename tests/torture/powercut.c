/* Writes down what a program asks of the disk for files named *records.sqlite3*, in order:
 * one line of text (what, file, offset, length), then the octets of a write.
 * Preloaded into the program that is watched; the log's name is in POWERCUT_LOG. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int log_fd = -1;

static const char *name_of(int fd, char *room, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, room, size - 1);
    if (length < 0) return NULL;
    room[length] = 0;
    if (!strstr(room, "records.sqlite3") || strstr(room, "-shm")) return NULL;
    return strrchr(room, '/') + 1;
}

static void put(const char *what, int fd, long long at, const void *octets, size_t length) {
    char room[4096], line[4200];
    const char *name = name_of(fd, room, sizeof room);
    if (!name || !getenv("POWERCUT_LOG")) return;
    if (log_fd < 0) log_fd = open(getenv("POWERCUT_LOG"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ssize_t (*real_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    int head = snprintf(line, sizeof line, "%s %s %lld %zu\n", what, name, at, length);
    real_write(log_fd, line, head);
    if (octets) real_write(log_fd, octets, length);
}

ssize_t pwrite64(int fd, const void *octets, size_t length, off64_t at) {
    ssize_t (*real)(int, const void *, size_t, off64_t) = dlsym(RTLD_NEXT, "pwrite64");
    ssize_t written = real(fd, octets, length, at);
    if (written > 0) put("write", fd, at, octets, written);
    return written;
}

ssize_t pwrite(int fd, const void *octets, size_t length, off_t at) {
    return pwrite64(fd, octets, length, at);
}

int ftruncate64(int fd, off64_t length) {
    int (*real)(int, off64_t) = dlsym(RTLD_NEXT, "ftruncate64");
    int failed = real(fd, length);
    if (!failed) put("cut", fd, length, NULL, 0);
    return failed;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fsync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
    int failed = real(fd);
    if (!failed) put("sync", fd, 0, NULL, 0);
    return failed;
}

int fdatasync(int fd) {
    int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
    int failed = real(fd);
    if (!failed) put("sync", fd, 0, NULL, 0);
    return failed;
}
