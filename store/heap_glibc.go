//go:build linux && cgo

package store

// Every thread takes the memory of SQLite from one heap, which grows by the hundred kilobytes. Of
// itself the C library gives each thread one of its own, and such a heap asks the kernel for each
// page: a thousand calls at the start of a console. SQLite counts what it takes under one lock
// anyway, so that threads wait no longer.

// #include <malloc.h>
// // It runs before the first thread is made: a thread that has a heap keeps it.
// static void __attribute__((constructor)) one_heap(void) {
// #ifdef __GLIBC__
//	mallopt(M_ARENA_MAX, 1);
// #endif
// }
import "C"
