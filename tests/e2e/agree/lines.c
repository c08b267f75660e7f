/* Log lines that try to be taken for what they are not: words of patterns in any order, joined
 * by what may make values of them, samples with a few bytes changed, cut off or put together.
 */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

uint64_t dice_below(struct dice *dice, uint64_t n) {
  dice->state += 0x9E3779B97F4A7C15u;
  uint64_t x = dice->state;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return (x ^ (x >> 31)) % n;
}

static bool chance(struct dice *dice, unsigned percent) {
  return dice_below(dice, 100) < percent;
}

void bytes_add(struct bytes *bytes, const char *p, size_t n) {
  if (bytes->n + n + 1 > bytes->room) {
    bytes->room = 2 * (bytes->n + n + 1);
    bytes->p = realloc(bytes->p, bytes->room);
  }
  if (n > 0)
    memcpy(bytes->p + bytes->n, p, n);
  bytes->n += n;
}

static void add_text(struct bytes *bytes, struct text text) {
  bytes_add(bytes, text.p, text.n);
}

static void add_c(struct bytes *bytes, const char *text) {
  bytes_add(bytes, text, strlen(text));
}

#define PICK(dice, list) (list)[dice_below(dice, sizeof(list) / sizeof *(list))]

/* ---- Messages -----------------------------------------------------------------------------
 */

static const char *const gaps[] = {
    " ",  " ",   " ",     " ",    ", ", "-",  "_",  ".",  ":",   "/",  "@",
    "#",  " - ", ": ",    "\t",   " /", "//", "--", "..", "'",   "\"", "`",
    "' ", " '",  "\" \"", "\\\"", "(",  ")",  "=",  "\r", "\\n", "|",  "",
};
static const char *const values[] = {
    "7",         "a-1",         "'x'",     "10.0.0.1", "/var/log",     "x@y",   "v2",
    "\\\"q\\\"", "'two words'", "\"a.b\"", "`c`",      "[FIN-ABC12]",  "403",   "x509",
    "''",        "1_000ms",     "é9",      "a/b",      "//host/share", "-1",    "#4",
    "@home",     "'it's'",      "\"7\"x",  "é",        "\x80\xff",     "2.5GB", "/a b",
};

static void add_word(struct bytes *out, struct text word, struct dice *dice) {
  size_t from = out->n;
  if (word.p[0] == '=' && word.n > 1)
    word = (struct text){word.p + 1, word.n - 1};
  if (word.n == 1 && word.p[0] == '*')
    add_c(out, chance(dice, 50) ? "" : "whatever");
  else
    add_text(out, word);
  for (size_t i = from; i < out->n && chance(dice, 20); i++) {
    if (out->p[i] >= 'a' && out->p[i] <= 'z')
      out->p[i] = (char)(out->p[i] - 32);
  }
  if (out->n > from && chance(dice, 2))
    out->p[from + dice_below(dice, out->n - from)] ^= 0x20;
}

static const struct rule_pattern *some_pattern(const struct rules *rules, struct dice *dice) {
  return &rules->patterns[dice_below(dice, rules->pattern_count)];
}

/* The items of a pattern from `from` on, at most `most` of them. */
static void add_items(struct bytes *out, struct text words, struct dice *dice, size_t from,
                      size_t most) {
  const char *p = words.p, *end = words.p + words.n;
  for (size_t i = 0; p < end && most > 0; i++) {
    const char *space = memchr(p, ' ', (size_t)(end - p));
    const char *stop = space ? space : end;
    if (i >= from) {
      add_word(out, (struct text){p, (size_t)(stop - p)}, dice);
      add_c(out, chance(dice, 70) ? " " : PICK(dice, gaps));
      if (chance(dice, 15)) {
        add_c(out, PICK(dice, values));
        add_c(out, PICK(dice, gaps));
      }
      most--;
    }
    p = stop + 1;
  }
}

static void add_noise(struct bytes *out, struct dice *dice) {
  static const char alphabet[] = " -_.:/@#\"'`[](){}=,|\t\r\\%aAzZ09\x01\x7f\x80\xbf\xff";
  for (size_t n = dice_below(dice, 9); n > 0; n--) {
    char c = chance(dice, 20) ? (char)dice_below(dice, 256) : PICK(dice, alphabet);
    bytes_add(out, c == '\n' ? " " : &c, 1);
  }
}

/* One stretch without a space about as long as a register or as quotes may be, of words and
 * joints; a digit, an @ or quotes may make a value of all of it. */
static void add_stretch(const struct rules *rules, struct dice *dice, struct bytes *out) {
  static const size_t lengths[] = {15, 31, 63, 64, 127, 128, 129, 255};
  static const char *const joints[] = {"-", "_", ".", ":", "/", "#", "=", "--"};
  const char *quote = chance(dice, 50) ? PICK(dice, gaps) : "\"";
  const char *joint = PICK(dice, joints);
  size_t length = PICK(dice, lengths);
  bool is_quoted = chance(dice, 60);
  length += dice_below(dice, 3);
  if (is_quoted)
    add_c(out, quote);
  size_t from = out->n;
  while (out->n < from + length) {
    struct text words = some_pattern(rules, dice)->words;
    for (size_t i = 0; i < words.n; i++)
      bytes_add(out, words.p + i, strchr(" *=", words.p[i]) == NULL);
    add_c(out, joint);
  }
  out->n = from + length;
  if (chance(dice, 30))
    out->p[chance(dice, 50) ? from : out->n - 1] = chance(dice, 70) ? '4' : '@';
  if (is_quoted)
    add_c(out, quote);
}

static void add_piece(const struct rules *rules, struct dice *dice, struct bytes *out) {
  const struct rule_pattern *pattern = some_pattern(rules, dice);
  uint64_t kind = dice_below(dice, 100);
  if (kind < 38)
    add_items(out, pattern->words, dice, 0, NOWHERE);
  else if (kind < 58)
    add_items(out, pattern->words, dice, kind % 4, 1 + dice_below(dice, 5));
  else if (kind < 68)
    add_text(out, rules->samples[dice_below(dice, rules->sample_count)].message);
  else if (kind < 78)
    add_c(out, PICK(dice, values));
  else if (kind < 88)
    add_noise(out, dice);
  else if (kind < 91)
    add_stretch(rules, dice, out);
  else
    add_c(out, PICK(dice, gaps));
}

void message_draw(const struct rules *rules, struct dice *dice, struct bytes *message) {
  size_t pieces = 1 + dice_below(dice, 5);
  if (chance(dice, 1))
    pieces += dice_below(dice, 150);
  for (; pieces > 0; pieces--) {
    add_piece(rules, dice, message);
    if (chance(dice, 60))
      add_c(message, chance(dice, 60) ? " " : PICK(dice, gaps));
  }
}

struct text service_draw(const struct rules *rules, struct dice *dice) {
  static const struct text unknown = {"nobody", 6}, empty = {"", 0};
  if (chance(dice, 4))
    return chance(dice, 50) ? unknown : empty;
  return some_pattern(rules, dice)->service;
}

/* ---- Lines --------------------------------------------------------------------------------
 */

static const struct sample *some_sample(const struct rules *rules, struct dice *dice) {
  return &rules->samples[dice_below(dice, rules->sample_count)];
}

static void add_sample(const struct sample *sample, struct bytes *line) {
  add_text(line, sample->before);
  add_text(line, sample->service);
  add_text(line, sample->between);
  add_text(line, sample->message);
  add_text(line, sample->behind);
}

/* A sample with another message, perhaps of another service. */
static void add_composed(const struct rules *rules, struct dice *dice, struct bytes *line) {
  const struct sample *sample = some_sample(rules, dice);
  size_t from;
  add_text(line, sample->before);
  add_text(line, chance(dice, 60) ? sample->service : service_draw(rules, dice));
  add_text(line, sample->between);
  from = line->n;
  message_draw(rules, dice, line);
  if (line->n == from)
    add_text(line, sample->message);
  if (chance(dice, 50))
    add_text(line, sample->behind);
}

/* A few bytes changed, taken away, put in or repeated. */
static void mutate(struct bytes *line, struct dice *dice) {
  static const char alphabet[] = " -_.:/@#\"'`[](){}=,|\t\r\\%aAzZ09Tt+\x01\x80\xff";
  for (size_t n = 1 + dice_below(dice, 4); n > 0 && line->n > 0; n--) {
    size_t at = dice_below(dice, line->n), length = dice_below(dice, 12);
    length = length > line->n - at ? line->n - at : length;
    switch (dice_below(dice, 5)) {
    case 0:
    case 1:
      line->p[at] = PICK(dice, alphabet);
      break;
    case 2:
      memmove(line->p + at, line->p + at + length, line->n - at - length);
      line->n -= length;
      break;
    case 3:
      bytes_add(line, line->p + at, 0); /* makes room for one more */
      memmove(line->p + at + 1, line->p + at, line->n - at);
      line->p[at] = PICK(dice, alphabet);
      line->n++;
      break;
    default:
      for (size_t i = 0; i < length; i++)
        line->p[at + i] = line->p[dice_below(dice, line->n)];
    }
  }
}

static void draw(const struct rules *rules, struct dice *dice, struct bytes *line) {
  switch (dice_below(dice, 20)) {
  case 0:
    add_sample(some_sample(rules, dice), line);
    break;
  case 1:
  case 2:
    add_sample(some_sample(rules, dice), line);
    mutate(line, dice);
    break;
  case 3:
    add_sample(some_sample(rules, dice), line);
    line->n = dice_below(dice, line->n + 1);
    break;
  case 4: /* one behind another, or behind what is left of it */
    add_composed(rules, dice, line);
    line->n -= dice_below(dice, line->n + 1);
    add_composed(rules, dice, line);
    break;
  case 5:
    add_noise(line, dice);
    add_composed(rules, dice, line);
    break;
  case 6:
    for (size_t n = dice_below(dice, 8); n > 0; n--)
      add_noise(line, dice);
    break;
  case 7:
    add_c(line, "{\"log\":\"");
    add_composed(rules, dice, line);
    add_c(line, "\\n\",\"stream\":\"stdout\"}");
    break;
  default:
    add_composed(rules, dice, line);
    if (chance(dice, 5))
      mutate(line, dice);
  }
}

void line_draw(const struct rules *rules, struct dice *dice, struct bytes *line) {
  size_t from = line->n;
  struct bytes one = {0};
  draw(rules, dice, &one);
  add_text(line, (struct text){one.p, one.n});
  free(one.p);
  for (size_t i = from; i < line->n; i++) {
    if (line->p[i] == '\n')
      line->p[i] = ' ';
  }
}
