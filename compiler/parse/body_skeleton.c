/* What of a body decides which blocks it has: all of it but most of the running text.
 *
 * cmark looks at each byte several times to find the inline markup of a paragraph, of which
 * nobody asks here, and running text is nearly all of a body. So it is handed a letter instead.
 * Nothing is judged twice: what might begin a block is left to cmark as it stands. */
#include "parse/body_skeleton.h"

#include "base/arena.h"
#include "parse/body_text.h"
#include "parse/line_scan.h"

#include <string.h>

/* What stands for running text: begins and ends nothing, and is no markup. */
enum { STAND_IN = 'x' };

/* May markers, indentation, breaks and underlines hold this byte? */
static bool is_lead(char c) {
  return c == ' ' || c == '\t' || (c >= '0' && c <= '9') || c == '.' || c == ')' || c == '-' ||
         c == '*' || c == '+' || c == '>';
}

/* How a line goes into the skeleton. */
enum line_use {
  USE_WHOLE,  /* as it stands: a heading, a fence, a break, a blank line */
  USE_LEAD,   /* running text behind what may be markers */
  USE_NOTHING /* what it makes of the lines around it hangs on their texts */
};

/* Judges a line by what stands behind its lead, which ends at `at`: there its text begins, if
 * it has any, however cmark reads the lead. */
static enum line_use use_of(struct str line, size_t at) {
  if (at == line.n) {
    /* An underline makes a heading of the text above, and headings have markup. */
    struct str end = str_trim_end(line);
    return end.n > 0 && end.p[end.n - 1] == '-' ? USE_NOTHING : USE_WHOLE;
  }
  char c = line.p[at];
  switch (c) {
  case '=': /* an underline */
  case '<': /* HTML has its lines as they stand, and its end may be in any of them */
    return USE_NOTHING;
  case '[': /* a definition, and then what it leaves over */
    return line_may_define(line, at) ? USE_NOTHING : USE_LEAD;
  case '#':
  case '_':
    return USE_WHOLE;
  case '`':
  case '~':
    return at + 1 < line.n && line.p[at + 1] == c ? USE_WHOLE : USE_LEAD;
  default:
    /* Other control characters are white space to some of cmark's questions. */
    return (unsigned char)c < ' ' ? USE_WHOLE : USE_LEAD;
  }
}

struct str body_skeleton(struct arena *scratch, const struct body_text *text) {
  struct str whole = body_slice(text, text->from, text->to);
  /* A line never gets longer, for it has a text; the last one may get a line end. */
  char *out = arena_room(scratch, checked_add(whole.n, 2)), *next = out;
  const char *bytes = text->source->bytes.p;
  for (size_t i = 0; i < text->line_count; i++) {
    struct str line = body_line(text, i);
    size_t at = 0;
    while (at < line.n && is_lead(line.p[at]))
      at++;
    enum line_use use = use_of(line, at);
    if (use == USE_NOTHING)
      return whole;
    size_t n = use == USE_WHOLE ? text->starts[i + 1] - text->starts[i] : at;
    memcpy(next, bytes + text->starts[i], n);
    next += n;
    if (use == USE_LEAD) {
      *next++ = STAND_IN;
      *next++ = '\n';
    }
  }
  return (struct str){out, (size_t)(next - out)};
}
