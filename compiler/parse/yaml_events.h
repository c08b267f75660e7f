/* From the events of libyaml to a tree of values, and what it says where it gives up. */
#ifndef PARSE_YAML_EVENTS_H
#define PARSE_YAML_EVENTS_H

#include "parse/yaml_text.h"

enum events_state {
  EVENTS_DONE,
  EVENTS_BROKEN,  /* libyaml refused the text: `problem` tells */
  EVENTS_SUSPECT, /* it is YAML, but hardly what was meant: look at the lines */
  EVENTS_STOPPED, /* a limit was passed, and that was reported */
};

/* Why and where libyaml gave up; offsets into the mended bytes, texts are constants. */
struct events_problem {
  enum events_state state;
  const char *problem, *context;
  size_t at, context_at;
};

/* Parses job->bytes. What came out before a problem is in `value`. */
struct events_problem yaml_events_read(struct yaml_job *job, struct value *value);

/* Would libyaml take the text as a value? */
bool yaml_is_readable(struct str text);

#endif
