/* The signals that end a command which could read for ever. */
#ifndef DRIVER_MATCH_STOP_H
#define DRIVER_MATCH_STOP_H

#include <stdbool.h>

/* From here on the signals of the keyboard and of a service's end only stay pending, and who
 * reads asks for them. */
void stop_listen(void);
bool stop_is_asked(void);

#endif
