/* The formats that a build writes, each with a version of its own. */
#ifndef EMIT_FORMAT_LIST_H
#define EMIT_FORMAT_LIST_H

#define MANIFEST_FORMAT "kbc-manifest"
enum { MANIFEST_VERSION = 2 };

/* KB_API_VERSION of the generated C; a macro, for it becomes a part of a text. */
#define C_API_VERSION 1

/* By name, as the manifest lists them: what a consumer has to know besides the cases. A row's
 * version goes up when something of the format is taken away or means something else.
 * X(name, version) */
#define FORMATS(X)                                                                             \
  X("kbc-c", C_API_VERSION)                                                                    \
  X("kbc-chunks", 1)                                                                           \
  X("kbc-kb", 1)

#endif
