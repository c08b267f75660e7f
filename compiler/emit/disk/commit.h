/* Puts what was staged in the place of what is there, whole or not at all. */
#ifndef EMIT_DISK_COMMIT_H
#define EMIT_DISK_COMMIT_H

#include "base/str.h"

struct emit_report;
struct folder;

/* Before the exchange: the new folder holds every file, and all of it is on the disk. False
 * after reporting. */
bool commit_prepare(struct folder *folder, const struct emit_report *report);

/* The exchange itself, and the removal of the old folder. Where it is not possible, file by
 * file: the manifest says `incomplete` first, and the true one comes last. False after
 * reporting; the folder is then as it was, or its manifest says that it is not whole. */
bool commit_replace(struct folder *folder, const struct emit_report *report,
                    const char *tool_version);

#endif
