/*
 * Stands between a program and the disk, loaded in front of the C library.
 *
 * SWITCHBOARD_DISK_LOG=FILE writes down what is done to databases and their
 * logs, in order, so that a loss of power at any moment can be played back.
 * SWITCHBOARD_DISK_FAIL=sync:N or write:N has the N-th call and all after it
 * fail: a sync with EIO, a write with ENOSPC.
 *
 * A record: operation (W write, S sync, T truncate, U unlink), length of the
 * name, offset (8 bytes), length (4 bytes), the name, and what was written.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static long syncs, writes;

static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

static int ends(const char *s, const char *with) {
	size_t n = strlen(s), m = strlen(with);
	return n >= m && strcmp(s + n - m, with) == 0;
}

/* base is the name of a file that counts, or NULL. */
static const char *base(const char *path) {
	const char *slash = strrchr(path, '/');
	if (!(ends(path, ".db") || ends(path, ".db-wal") || ends(path, ".db-journal")))
		return NULL;
	return slash ? slash + 1 : path;
}

static const char *named(int fd, char *path) {
	char link[64];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, PATH_MAX - 1);
	if (n < 0)
		return NULL;
	path[n] = 0;
	return base(path);
}

static int fails(const char *kind, long n) {
	const char *wanted = getenv("SWITCHBOARD_DISK_FAIL");
	size_t len = strlen(kind);
	if (!wanted || strncmp(wanted, kind, len) != 0 || wanted[len] != ':')
		return 0;
	long from = atol(wanted + len + 1);
	return from > 0 && n >= from;
}

static void note(char op, const char *name, uint64_t off, const void *data, uint32_t len) {
	static int fd = -2;
	if (fd == -2) {
		const char *path = getenv("SWITCHBOARD_DISK_LOG");
		fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
	}
	if (fd < 0)
		return;
	char head[14];
	head[0] = op;
	head[1] = (char)strlen(name);
	memcpy(head + 2, &off, 8);
	memcpy(head + 10, &len, 4);
	struct iovec parts[3] = {{head, sizeof head}, {(void *)name, strlen(name)}, {(void *)data, data ? len : 0}};
	syscall(SYS_writev, fd, parts, 3);
}

static ssize_t written(ssize_t (*real)(int, const void *, size_t, off64_t), int fd, const void *data, size_t len, off64_t off) {
	char path[PATH_MAX];
	const char *name = named(fd, path);
	if (name && fails("write", __sync_add_and_fetch(&writes, 1))) {
		errno = ENOSPC;
		return -1;
	}
	ssize_t n = real(fd, data, len, off);
	if (name && n > 0)
		note('W', name, (uint64_t)off, data, (uint32_t)n);
	return n;
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t off) { return written(next("pwrite64"), fd, data, len, off); }
ssize_t pwrite(int fd, const void *data, size_t len, off_t off) { return written(next("pwrite"), fd, data, len, off); }

static int synced(int (*real)(int), int fd) {
	char path[PATH_MAX];
	const char *name = named(fd, path);
	if (name && fails("sync", __sync_add_and_fetch(&syncs, 1))) {
		errno = EIO;
		return -1;
	}
	int r = real(fd);
	if (name && r == 0)
		note('S', name, 0, NULL, 0);
	return r;
}

int fsync(int fd) { return synced(next("fsync"), fd); }
int fdatasync(int fd) { return synced(next("fdatasync"), fd); }

static int shortened(int (*real)(int, off64_t), int fd, off64_t len) {
	char path[PATH_MAX];
	const char *name = named(fd, path);
	int r = real(fd, len);
	if (name && r == 0)
		note('T', name, (uint64_t)len, NULL, 0);
	return r;
}

int ftruncate64(int fd, off64_t len) { return shortened(next("ftruncate64"), fd, len); }
int ftruncate(int fd, off_t len) { return shortened(next("ftruncate"), fd, len); }

int unlink(const char *path) {
	int (*real)(const char *) = next("unlink");
	const char *name = base(path);
	int r = real(path);
	if (name && r == 0)
		note('U', name, 0, NULL, 0);
	return r;
}

__attribute__((destructor)) static void report(void) {
	const char *path = getenv("SWITCHBOARD_DISK_COUNT");
	if (!path)
		return;
	FILE *f = fopen(path, "w");
	if (f) {
		fprintf(f, "%ld %ld\n", syncs, writes);
		fclose(f);
	}
}
