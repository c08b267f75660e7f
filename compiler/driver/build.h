/* Compiles the knowledge bases of a session into their folders: all of them, or none. */
#ifndef DRIVER_BUILD_H
#define DRIVER_BUILD_H

#include "driver/say.h"
#include "emit/emit.h"

struct session;

/* Runs the stages, prints the findings and writes the folder of each project that is used,
 * unless something speaks against it. Of `request` only the chosen emitters count. */
enum status build_projects(struct session *s, const struct emit_request *request);

#endif
