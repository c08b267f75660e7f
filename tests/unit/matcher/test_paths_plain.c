/* The plain C way to look at bytes beside the slow way. */
#define _DEFAULT_SOURCE 1
#define KB_NO_SIMD
#include "paths.h"
