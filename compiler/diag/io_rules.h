/* The rows of the catalogue for trouble with the outside world: files, folders, the disk. */
#ifndef DIAG_IO_RULES_H
#define DIAG_IO_RULES_H

#include "diag/rule.h"

enum io_rule {
  IO_FILE_UNREADABLE,
  IO_FILE_REFUSED, /* a mistake of whoever put it there: exit status 1, not 3 */
  IO_OUTPUT_UNWRITABLE,
  IO_OUTPUT_FOREIGN,
  IO_OUTPUT_NOT_REPLACED,
  IO_INDEX_UNKNOWN,
  IO_RULE_COUNT,
};

extern const struct rule io_rules[IO_RULE_COUNT];

#endif
