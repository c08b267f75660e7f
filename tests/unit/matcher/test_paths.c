/* The widest way to look at bytes that this machine has, and the one that all of its kind have,
 * beside the slow way. */
#define _DEFAULT_SOURCE 1
#include "paths.h"
