/* The configuration that is in force, every default filled in: what --show-config prints. */
#ifndef DRIVER_CONFIG_SHOW_H
#define DRIVER_CONFIG_SHOW_H

#include "driver/say.h"

struct session;

/* The schema as YAML, with the level and the options of each rule; of several projects a
 * document each. What it prints, read as a schema, means the same. */
enum status config_show(struct session *s);

#endif
