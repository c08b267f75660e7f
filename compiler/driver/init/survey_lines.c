/* Lines of a section that a machine may have printed, and what they are made of. */
#include "driver/init/survey_lines.h"

#include "base/arena.h"
#include "model/timestamp.h"

enum { LINE_LIMIT = 4096, TOKENS_LOOKED_AT = 24 };

bool next_text_line(struct line_walker *walker, struct str *line) {
  for (;;) {
    while (str_next_line(&walker->rest, line)) {
      *line = str_trim(*line);
      if (line->n > 0)
        return true;
    }
    if (walker->block == walker->end)
      return false;
    const struct block *block = &walker->doc->blocks[walker->block++];
    bool is_text = block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_CODE ||
                   block->kind == BLOCK_REFERENCE;
    if (is_text)
      walker->rest = span_text(block->inner);
    else if (block->kind != BLOCK_COMMENT && block->kind != BLOCK_BREAK)
      walker->skipped++;
  }
}

/* Longer ones first: of two that fit, the longer one is meant. */
static const struct str formats[] = {
    STR_INIT("%Y-%m-%dT%H:%M:%S.%9f%z"),
    STR_INIT("%Y-%m-%dT%H:%M:%S.%6f%z"),
    STR_INIT("%Y-%m-%dT%H:%M:%S.%3f%z"),
    STR_INIT("%Y-%m-%dT%H:%M:%S,%3f%z"),
    STR_INIT("%Y-%m-%dT%H:%M:%S%z"),
    STR_INIT("%Y-%m-%dT%H:%M:%S.%9f"),
    STR_INIT("%Y-%m-%dT%H:%M:%S.%6f"),
    STR_INIT("%Y-%m-%dT%H:%M:%S.%3f"),
    STR_INIT("%Y-%m-%dT%H:%M:%S,%3f"),
    STR_INIT("%Y-%m-%dT%H:%M:%S"),
    STR_INIT("%Y-%m-%d %H:%M:%S.%6f%z"),
    STR_INIT("%Y-%m-%d %H:%M:%S.%3f%z"),
    STR_INIT("%Y-%m-%d %H:%M:%S.%6f"),
    STR_INIT("%Y-%m-%d %H:%M:%S.%3f"),
    STR_INIT("%Y-%m-%d %H:%M:%S,%3f"),
    STR_INIT("%Y-%m-%d %H:%M:%S%z"),
    STR_INIT("%Y-%m-%d %H:%M:%S"),
    STR_INIT("%Y/%m/%d %H:%M:%S.%6f"),
    STR_INIT("%Y/%m/%d %H:%M:%S"),
    STR_INIT("%d/%m/%Y %H:%M:%S"),
    STR_INIT("%H:%M:%S.%6f"),
    STR_INIT("%H:%M:%S.%3f"),
    STR_INIT("%H:%M:%S,%3f"),
    STR_INIT("%H:%M:%S"),
};

static const char *const levels[] = {
    "TRACE", "DEBUG", "INFO",     "NOTICE", "WARN",  "WARNING", "ERROR",     "ERR",
    "FATAL", "CRIT",  "CRITICAL", "ALERT",  "EMERG", "PANIC",   "EMERGENCY", "SEVERE"};

static bool is_word_char(char c) {
  return is_alpha_char(c) || is_digit_char(c) || c == '_' || c == '.' || c == '-' ||
         (unsigned char)c >= 0x80;
}

static bool is_level(struct str word) {
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
    struct str level = str_from_c(levels[i]);
    bool is_same = word.n == level.n;
    for (size_t j = 0; is_same && j < word.n; j++)
      is_same = lower_char(word.p[j]) == lower_char(level.p[j]);
    /* "Error" in a sentence is a word; machines write all letters alike. */
    bool is_even = is_same && (word.p[0] >= 'a') == (word.p[word.n - 1] >= 'a');
    if (is_even)
      return true;
  }
  return false;
}

static struct str time_at(struct str line, size_t at, struct str *format) {
  if (!is_digit_char(line.p[at]))
    return (struct str){NULL, 0};
  struct str rest = str_slice(line, at, line.n);
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    size_t length = 0;
    int64_t time = 0;
    if (timestamp_parse(formats[i], rest, &length, &time) == TIMESTAMP_MALFORMED)
      continue;
    if (length < rest.n && is_word_char(rest.p[length]))
      continue;
    *format = formats[i];
    return str_slice(rest, 0, length);
  }
  return (struct str){NULL, 0};
}

struct token token_at(struct str line, size_t at) {
  struct token token = {TOKEN_OTHER, str_slice(line, at, at + 1), {NULL, 0}};
  struct str time = time_at(line, at, &token.format);
  if (time.n > 0) {
    token.kind = TOKEN_TIME;
    token.text = time;
    return token;
  }
  /* A dash or a stop begins no word: " - " separates two. */
  if (!is_word_char(line.p[at]) || line.p[at] == '-' || line.p[at] == '.')
    return token;
  size_t end = at;
  while (end < line.n && is_word_char(line.p[end]))
    end++;
  token.text = str_slice(line, at, end);
  token.kind = is_level(token.text) ? TOKEN_LEVEL : TOKEN_WORD;
  return token;
}

/* Prose may have a time or "ERROR" in it, too: a time stands early in a log line, and a level
 * alone counts only if it opens the line. */
bool is_log_like(struct str line) {
  if (line.n > LINE_LIMIT)
    return false;
  size_t at = 0;
  for (size_t i = 0; i < TOKENS_LOOKED_AT && at < line.n; i++) {
    struct token token = token_at(line, at);
    size_t behind = at + token.text.n;
    bool is_alone = at == 0 || (at == 1 && line.p[0] == '[');
    bool is_time = token.kind == TOKEN_TIME && at < 48;
    bool is_opening = token.kind == TOKEN_LEVEL && is_alone && token.text.p[0] < 'a';
    if ((is_time || is_opening) && behind + 4 < line.n)
      return true;
    at = behind;
  }
  return false;
}
