/* The version of the program, said here only: command line, outputs and `make dist` read it. */
#ifndef VERSION_H
#define VERSION_H

#define KBC_VERSION "0.1.0"

#endif
