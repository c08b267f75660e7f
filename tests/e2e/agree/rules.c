/* Reads what rules.py writes: a row a thing, a word what it is, the rest texts in hexadecimal.
 */
#include "reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *next_word(char **rest) {
  char *word = *rest, *end = strpbrk(word, " \n");
  if (end)
    *end = '\0';
  *rest = end ? end + 1 : word + strlen(word);
  return word;
}

/* "-" is no text. */
static struct text next_text(char **rest) {
  const char *word = next_word(rest);
  struct text text = {NULL, 0};
  if (strcmp(word, "-") == 0)
    return text;
  char *bytes = calloc(strlen(word) / 2 + 1, 1);
  for (; word[0] && word[1]; word += 2) {
    char digits[3] = {word[0], word[1], 0};
    bytes[text.n++] = (char)strtoul(digits, NULL, 16);
  }
  text.p = bytes;
  return text;
}

static size_t next_number(char **rest) {
  const char *word = next_word(rest);
  return strcmp(word, "-") == 0 ? NOWHERE : strtoul(word, NULL, 10);
}

#define ADD(list, count) (list = realloc(list, (count + 1) * sizeof *list), &list[count++])

static void read_part(struct form *form, char **rest) {
  struct form_part *part = ADD(form->parts, form->part_count);
  const char *kind = next_word(rest);
  *part = (struct form_part){.kind = IS_CLOSE};
  if (strcmp(kind, "literal") == 0)
    *part = (struct form_part){.kind = IS_LITERAL, .literal = next_text(rest)};
  else if (strcmp(kind, "field") == 0)
    *part = (struct form_part){.kind = IS_FIELD, .field = next_number(rest)};
  else if (strcmp(kind, "open") == 0)
    part->kind = IS_OPEN;
}

static void read_field(struct form *form, char **rest) {
  struct form_field *field = &form->fields[form->field_count++];
  const char *kind = next_word(rest);
  *field = (struct form_field){0};
  field->kind = strcmp(kind, "enum") == 0   ? IS_ENUM
                : strcmp(kind, "time") == 0 ? IS_TIME
                                            : IS_TEXT;
  field->name = next_text(rest);
  field->format = next_text(rest);
  field->equals = next_text(rest);
  while (**rest)
    *ADD(field->values, field->value_count) = next_text(rest);
}

static void read_row(struct rules *rules, char *row) {
  char *rest = row;
  const char *what = next_word(&rest);
  struct form *last = rules->form_count ? &rules->forms[rules->form_count - 1] : NULL;
  if (strcmp(what, "cases") == 0) {
    rules->case_count = next_number(&rest);
  } else if (strcmp(what, "form") == 0) {
    struct form *form = ADD(rules->forms, rules->form_count);
    *form = (struct form){0};
    form->service = next_number(&rest);
    form->message = next_number(&rest);
  } else if (strcmp(what, "part") == 0) {
    read_part(last, &rest);
  } else if (strcmp(what, "field") == 0) {
    read_field(last, &rest);
  } else if (strcmp(what, "pattern") == 0) {
    struct rule_pattern *pattern = ADD(rules->patterns, rules->pattern_count);
    pattern->number = next_number(&rest);
    pattern->priority = (int)strtol(next_word(&rest), NULL, 10);
    pattern->service = next_text(&rest);
    pattern->words = next_text(&rest);
  } else if (strcmp(what, "value") == 0) {
    struct rule_value *value = ADD(rules->values, rules->value_count);
    value->number = next_number(&rest);
    value->key = next_text(&rest);
    value->value = next_text(&rest);
  } else if (strcmp(what, "sample") == 0) {
    struct sample *sample = ADD(rules->samples, rules->sample_count);
    sample->before = next_text(&rest);
    sample->service = next_text(&rest);
    sample->between = next_text(&rest);
    sample->message = next_text(&rest);
    sample->behind = next_text(&rest);
  }
}

struct rules rules_read(const char *path) {
  struct rules rules = {0};
  FILE *file = fopen(path, "rb");
  static char row[1 << 20];
  if (!file) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(2);
  }
  while (fgets(row, sizeof row, file)) {
    row[strcspn(row, "\n")] = '\0';
    read_row(&rules, row);
  }
  fclose(file);
  return rules;
}
