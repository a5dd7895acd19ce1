/* begun_without reports whether a standard descriptor, 0 to 2, was closed when the program began. */
int begun_without(int fd);
