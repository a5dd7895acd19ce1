//go:build cgo

#include "begun.h"

#include <fcntl.h>

static int missing;

__attribute__((constructor)) static void look(void) {
	for (int fd = 0; fd < 3; fd++) {
		if (fcntl(fd, F_GETFD) == -1) {
			missing |= 1 << fd;
		}
	}
}

int begun_without(int fd) { return missing >> fd & 1; }
