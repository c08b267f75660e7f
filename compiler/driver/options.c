/* The options of the command line: one table, of which parsing and help are made. */
#include "driver/options.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/suggest.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

const struct option option_table[] = {
#define OPTION_ROW(kind, member, letter, name, argument, owners, help)                         \
  {kind, letter, name, argument, owners, help, offsetof(struct options, member)},
    OPTIONS(OPTION_ROW)
#undef OPTION_ROW
};

enum { OPTION_COUNT = sizeof option_table / sizeof *option_table };

const size_t option_count = OPTION_COUNT;

/* Commands by their bit, for the hint that an option belongs to another one. */
static const struct {
  enum option_owner owner;
  const char *name;
} owners[] = {{OF_CHECK, "check"},       {OF_BUILD, "build"}, {OF_EXPLAIN, "explain"},
              {OF_INIT, "init"},         {OF_NEW, "new"},     {OF_SPLIT, "split"},
              {OF_JOIN, "join"},         {OF_FMT, "fmt"},     {OF_MATCH, "match"},
              {OF_SIMULATE, "simulate"}, {OF_EVAL, "eval"}};

enum { OWNER_COUNT = sizeof owners / sizeof *owners };

/* The words on their way into the options. */
struct option_reader {
  struct arena *a;
  const char *const *words;
  size_t count, next;
  enum option_owner owner;
  struct options *options;
  struct str error;
};

/* The row of that name or letter: the owner's own, else another command's. */
static const struct option *option_by_name(struct str name, enum option_owner owner) {
  const struct option *found = NULL;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    if (str_equal_c(name, option_table[i].name) && (!found || (option_table[i].owners & owner)))
      found = &option_table[i];
  }
  return found;
}

static const struct option *option_by_letter(char letter, enum option_owner owner) {
  const struct option *found = NULL;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    if (option_table[i].letter == letter && letter != 0 &&
        (!found || (option_table[i].owners & owner)))
      found = &option_table[i];
  }
  return found;
}

static bool refuse_unknown(struct option_reader *r, struct str name) {
  struct str names[OPTION_COUNT];
  size_t count = 0;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    if (option_table[i].owners & r->owner)
      names[count++] = str_from_c(option_table[i].name);
  }
  size_t near = suggest(r->a, name, names, count);
  if (near != STR_NONE)
    r->error = arena_printf(r->a, "unknown option --%.*s; did you mean --%.*s?", STR_ARG(name),
                            STR_ARG(names[near]));
  else
    r->error = arena_printf(r->a, "unknown option --%.*s", STR_ARG(name));
  return false;
}

static bool refuse_foreign(struct option_reader *r, const struct option *option) {
  for (size_t i = 0; i < OWNER_COUNT; i++) {
    if (option->owners & owners[i].owner) {
      r->error = arena_printf(r->a, "--%s does not go here; it is an option of kbc %s",
                              option->name, owners[i].name);
      return false;
    }
  }
  r->error = arena_printf(r->a, "--%s goes before the command", option->name);
  return false;
}

static void list_add(struct option_reader *r, struct str_list *list, struct str item) {
  list->items = arena_grow(r->a, list->items, list->count, sizeof *list->items);
  list->items[list->count++] = item;
}

/* A whole number of at most seven digits. */
static bool read_number(struct option_reader *r, const struct option *option, struct str value,
                        size_t least, size_t most, size_t *number) {
  *number = 0;
  bool is_number = value.n > 0 && value.n <= 7;
  for (size_t i = 0; is_number && i < value.n; i++) {
    is_number = is_digit_char(value.p[i]);
    *number = *number * 10 + (size_t)(value.p[i] - '0');
  }
  if (is_number && *number >= least && *number <= most)
    return true;
  r->error = arena_printf(r->a, "--%s takes a number from %zu to %zu, not \"%.*s\"",
                          option->name, least, most, STR_ARG(value));
  return false;
}

/* The index of the value among the words of "auto|always|never". */
static bool read_choice(struct option_reader *r, const struct option *option, struct str value,
                        size_t *choice) {
  struct str rest = str_from_c(option->argument);
  for (*choice = 0;; ++*choice) {
    size_t bar = str_find_char(rest, '|', 0);
    if (str_equal(value, str_slice(rest, 0, bar)))
      return true;
    if (bar == STR_NONE)
      break;
    rest = str_slice(rest, bar + 1, rest.n);
  }
  r->error = arena_printf(r->a, "--%s takes %s, not \"%.*s\"", option->name, option->argument,
                          STR_ARG(value));
  return false;
}

static bool read_words(struct option_reader *r, const struct option *option, struct str value,
                       struct str_list *list) {
  struct str rest = value;
  for (;;) {
    size_t comma = str_find_char(rest, ',', 0);
    struct str word = str_trim(str_slice(rest, 0, comma));
    if (word.n == 0) {
      r->error = arena_printf(r->a, "--%s has an empty word in \"%.*s\"", option->name,
                              STR_ARG(value));
      return false;
    }
    list_add(r, list, word);
    if (comma == STR_NONE)
      return true;
    rest = str_slice(rest, comma + 1, rest.n);
  }
}

static bool take_value(struct option_reader *r, const struct option *option, struct str value) {
  void *member = (char *)r->options + option->member;
  if (option->kind != FLAG && value.n == 0) {
    r->error = arena_printf(r->a, "--%s needs a value: --%s=%s", option->name, option->name,
                            option->argument);
    return false;
  }
  switch (option->kind) {
  case FLAG:
    *(bool *)member = true;
    return true;
  case TEXT:
    *(struct str *)member = value;
    return true;
  case NUMBER:
    return read_number(r, option, value, 0, 1024, member);
  case COUNT:
    return read_number(r, option, value, 1, 1000000, member);
  case CHOICE:
    return read_choice(r, option, value, member);
  case LIST:
    list_add(r, member, value);
    return true;
  case WORDS:
    return read_words(r, option, value, member);
  }
  return false;
}

/* The next word as the value of the option; an empty one, which is refused, if there is none.
 */
static struct str next_value(struct option_reader *r) {
  return r->next < r->count ? str_from_c(r->words[r->next++]) : (struct str){NULL, 0};
}

static bool read_long(struct option_reader *r, struct str word) {
  size_t equals = str_find_char(word, '=', 0);
  struct str name = str_slice(word, 0, equals);
  const struct option *option = option_by_name(name, r->owner);
  if (!option)
    return refuse_unknown(r, name);
  if (!(option->owners & r->owner))
    return refuse_foreign(r, option);
  if (option->kind == FLAG && equals != STR_NONE) {
    r->error = arena_printf(r->a, "--%s takes no value", option->name);
    return false;
  }
  if (option->kind == FLAG)
    return take_value(r, option, (struct str){NULL, 0});
  if (equals == STR_NONE)
    return take_value(r, option, next_value(r));
  return take_value(r, option, str_slice(word, equals + 1, word.n));
}

/* Letters may stand together, -qj8: the first that takes a value takes the rest. */
static bool read_letters(struct option_reader *r, struct str letters) {
  for (size_t i = 0; i < letters.n; i++) {
    const struct option *option = option_by_letter(letters.p[i], r->owner);
    if (!option) {
      r->error =
          arena_printf(r->a, "unknown option -%.*s", STR_ARG(str_slice(letters, i, i + 1)));
      return false;
    }
    if (!(option->owners & r->owner))
      return refuse_foreign(r, option);
    if (option->kind != FLAG) {
      struct str rest = str_slice(letters, i + 1, letters.n);
      return take_value(r, option, rest.n > 0 ? rest : next_value(r));
    }
    if (!take_value(r, option, (struct str){NULL, 0}))
      return false;
  }
  return true;
}

static bool read_word(struct option_reader *r, struct str word, bool *is_behind) {
  if (*is_behind || word.n < 2 || word.p[0] != '-') {
    list_add(r, &r->options->paths, word);
    return true;
  }
  if (str_equal_c(word, "--")) {
    *is_behind = true;
    return true;
  }
  if (word.p[1] == '-')
    return read_long(r, str_slice(word, 2, word.n));
  return read_letters(r, str_slice(word, 1, word.n));
}

bool options_read(struct arena *a, const char *const *words, size_t count,
                  enum option_owner owner, struct options *options, struct str *error) {
  *options = (struct options){.owner = owner};
  struct option_reader r = {
      .a = a, .words = words, .count = count, .owner = owner, .options = options};
  bool is_behind = false;
  while (r.next < r.count) {
    if (!read_word(&r, str_from_c(words[r.next++]), &is_behind)) {
      *error = r.error;
      return false;
    }
  }
  return true;
}

static void add_option_names(struct buf *out, const struct option *option) {
  if (option->letter)
    buf_printf(out, "-%c, ", option->letter);
  else
    buf_add_c(out, "    ");
  buf_printf(out, "--%s", option->name);
  if (option->argument)
    buf_printf(out, "=%s", option->argument);
}

void options_help(struct buf *out, enum option_owner owner) {
  enum { HELP_COLUMN = 34 };
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    if (!(option_table[i].owners & owner))
      continue;
    size_t start = out->n;
    buf_add_c(out, "  ");
    add_option_names(out, &option_table[i]);
    size_t used = out->n - start;
    if (used + 1 >= HELP_COLUMN) { /* the help stands below it */
      buf_add_char(out, '\n');
      used = 0;
    }
    buf_add_repeat(out, ' ', HELP_COLUMN - used);
    buf_printf(out, "%s\n", option_table[i].help);
  }
}
