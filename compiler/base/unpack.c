/* Which format compressed bytes have, by how they begin. */
#include "base/unpack.h"

static const struct {
  struct str magic;
  enum packing packing;
} formats[] = {
    {STR_INIT("\x1f\x8b"), PACKING_GZIP},
    {STR_INIT("\x28\xb5\x2f\xfd"), PACKING_ZSTD},
};

enum packing packing_of(struct str head, bool *is_open) {
  *is_open = false;
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    if (str_starts_with(head, formats[i].magic))
      return formats[i].packing;
    *is_open = *is_open || str_starts_with(formats[i].magic, head);
  }
  return PACKING_NONE;
}
