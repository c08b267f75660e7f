/* kbc explain --case: by which words log lines find a case. */
#ifndef DRIVER_EXPLAIN_CASE_H
#define DRIVER_EXPLAIN_CASE_H

#include "driver/say.h"

struct options;

enum status explain_case(const struct options *options);

#endif
