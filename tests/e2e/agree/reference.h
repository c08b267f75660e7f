/* What it means to match, in the slowest and most obvious way. */
#ifndef AGREE_REFERENCE_H
#define AGREE_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_FIELDS = 32 };
#define NOWHERE ((size_t)-1)

struct text {
  const char *p; /* NULL: there is none */
  size_t n;
};

enum part_is { IS_LITERAL, IS_FIELD, IS_OPEN, IS_CLOSE };
enum field_is { IS_TEXT, IS_ENUM, IS_TIME };

struct form_part {
  enum part_is kind;
  size_t field;
  struct text literal;
};

struct form_field {
  enum field_is kind;
  struct text name, format, equals; /* of a time; the front matter key that it equals */
  struct text *values;              /* of an enum */
  size_t value_count;
};

struct form {
  struct form_part *parts;
  size_t part_count;
  struct form_field fields[MOST_FIELDS];
  size_t field_count, service, message; /* fields, or NOWHERE */
};

/* A pattern as kb.json has it: its items with a space between. */
struct rule_pattern {
  struct text service, words;
  size_t number;
  int priority;
};

/* What the front matter of a case says for a key. */
struct rule_value {
  size_t number;
  struct text key, value;
};

/* A log line of the knowledge base, cut at service and message. */
struct sample {
  struct text before, service, between, message, behind;
};

/* A knowledge base as far as lines are concerned; read from what rules.py writes. */
struct rules {
  struct form *forms;
  struct rule_pattern *patterns;
  struct rule_value *values;
  struct sample *samples;
  size_t form_count, pattern_count, value_count, sample_count, case_count;
};

struct rules rules_read(const char *path);

struct answer {
  size_t number; /* of the case, or NOWHERE */
  size_t form;
  struct text service, message, fields[MOST_FIELDS];
};

struct text rule_value(const struct rules *rules, size_t number, struct text key);

/* A line without its end; a message of a service, or, if that is NULL, of any. */
struct answer reference_line(const struct rules *rules, struct text line);
struct answer reference_message(const struct rules *rules, const struct text *service,
                                struct text message);

bool text_is(struct text a, struct text b);

#endif
