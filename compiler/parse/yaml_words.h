/* Reads the plainest YAML without libyaml: one word, or a list of words on one line. */
#ifndef PARSE_YAML_WORDS_H
#define PARSE_YAML_WORDS_H

#include "model/value.h"

struct arena;

/* Reads `word` or `[word, 'quoted', "quoted"]` into the value that yaml_read would make of it.
 * False if the text is anything else, which may well be YAML. The text is one of kbc's own, as
 * the defaults of options are: without characters that YAML cannot hold. */
bool yaml_words_read(struct arena *a, struct span text, struct value *value);

#endif
