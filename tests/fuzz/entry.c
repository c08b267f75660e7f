/* Where libFuzzer and AFL++ enter a target, whose name the compiler is told. */
#include "fuzz.h"

#include <stdint.h>

#define ENTRY_JOIN(a, b) a##b
#define ENTRY_OF(name) ENTRY_JOIN(fuzz_, name)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  ENTRY_OF(FUZZ_TARGET)((struct str){(const char *)data, size});
  return 0;
}
