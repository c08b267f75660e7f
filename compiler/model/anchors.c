/* The places in a Markdown file that a link can lead to: headings and ids. */
#include "model/anchors.h"

#include "base/arena.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "model/heading.h"

/* What renderers make of punctuation: GitHub and Hugo drop it, others put a dash in its place.
 * MkDocs drops letters beyond ASCII, too. */
enum key_form { KEY_DROPS, KEY_SPLITS, KEY_ASCII, KEY_FORMS };

/* The words of the text with one dash between two, however many dashes, spaces and underscores
 * stand there. Lives in `a`. */
static struct str key_of(struct arena *a, struct str text, enum key_form form) {
  struct str folded = unicode_fold_marks(a, text);
  char *key = arena_alloc(a, checked_multiply(folded.n, 2));
  size_t n = 0;
  bool owes_dash = false;
  for (size_t at = 0, length; at < folded.n; at += length) {
    uint32_t c = 0;
    length = utf8_decode(folded, at, &c);
    length = length > 0 ? length : 1;
    bool is_word = is_unicode_word(c) || is_unicode_mark(c);
    if (is_word && form == KEY_ASCII && c >= 0x80)
      continue;
    if (!is_word) {
      owes_dash =
          owes_dash || form == KEY_SPLITS || c == '-' || c == '_' || is_unicode_space(c);
      continue;
    }
    if (owes_dash && n > 0)
      key[n++] = '-';
    owes_dash = false;
    for (size_t i = 0; i < length; i++)
      key[n++] = folded.p[at + i];
  }
  return (struct str){key, n};
}

/* Pandoc lets an anchor begin with a letter. */
static struct str from_letter(struct str key) {
  size_t at = 0;
  while (at < key.n && (is_digit_char(key.p[at]) || key.p[at] == '-'))
    at++;
  return str_slice(key, at, key.n);
}

/* What the anchors and all that is asked of them have in common. */
enum { KEYS = 2 * (KEY_FORMS + 1) };

/* All keys of a heading, each once. */
static size_t keys_of(struct arena *a, struct str heading, struct str keys[KEYS]) {
  struct str texts[] = {heading, heading_without_attributes(heading)};
  size_t count = 0;
  for (size_t i = 0; i < 2; i++) {
    for (size_t form = 0; form <= KEY_FORMS; form++) {
      struct str key = form < KEY_FORMS ? key_of(a, texts[i], (enum key_form)form)
                                        : from_letter(key_of(a, texts[i], KEY_DROPS));
      bool is_new = key.n > 0;
      for (size_t k = 0; k < count; k++)
        is_new = is_new && !str_equal(keys[k], key);
      if (is_new)
        keys[count++] = key;
    }
    if (texts[0].n == texts[1].n)
      break;
  }
  return count;
}

static void add_key(struct arena *a, struct anchors *anchors, struct str key) {
  size_t index = map_add(&anchors->index, a, key, anchors->count);
  if (index == anchors->count) {
    anchors->counts = arena_grow(a, anchors->counts, anchors->count, sizeof(size_t));
    anchors->counts[anchors->count++] = 0;
  }
  anchors->counts[index]++;
}

static void add_slug(struct arena *a, struct anchors *anchors, struct str slug) {
  if (slug.n == 0)
    return;
  anchors->slugs = arena_grow(a, anchors->slugs, anchors->slug_count, sizeof(struct str));
  anchors->slugs[anchors->slug_count++] = slug;
}

/* As GitHub writes it: small letters, punctuation dropped, a dash for each space. */
static struct str slug_of(struct arena *a, struct str heading) {
  struct str folded = unicode_fold(a, str_trim(heading_without_attributes(heading)));
  char *slug = arena_alloc(a, folded.n);
  size_t n = 0;
  for (size_t at = 0, length; at < folded.n; at += length) {
    uint32_t c = 0;
    length = utf8_decode(folded, at, &c);
    length = length > 0 ? length : 1;
    if (is_unicode_space(c))
      slug[n++] = '-';
    else if (is_unicode_word(c) || is_unicode_mark(c) || c == '-' || c == '_')
      for (size_t i = 0; i < length; i++)
        slug[n++] = folded.p[at + i];
  }
  return (struct str){slug, n};
}

/* Ids are kept as they are, but for case, apart from the keys of headings. */
static struct str id_key(struct arena *a, struct str id) {
  return arena_printf(a, "#%.*s", STR_ARG(unicode_fold(a, id)));
}

void anchors_add_heading(struct arena *a, struct anchors *anchors, struct str text) {
  struct str keys[KEYS];
  size_t count = keys_of(a, text, keys);
  for (size_t i = 0; i < count; i++)
    add_key(a, anchors, keys[i]);
  for (size_t i = 0; i < text.n && !anchors->is_foreign; i++)
    anchors->is_foreign = (unsigned char)text.p[i] >= 0x80;
  add_slug(a, anchors, slug_of(a, text));
}

void anchors_add_id(struct arena *a, struct anchors *anchors, struct str id) {
  add_key(a, anchors, id_key(a, id));
  add_slug(a, anchors, arena_copy(a, id));
}

static size_t count_of(const struct anchors *anchors, struct str key) {
  size_t index = map_find(&anchors->index, key);
  return index == STR_NONE ? 0 : anchors->counts[index];
}

/* "L10", "L10-L20", "L10C3-L20C5": lines of a file as it is shown with numbers. */
static bool is_lines(struct str fragment) {
  size_t digits = 0;
  for (size_t at = 1; at < fragment.n; at++) {
    char c = fragment.p[at];
    if (c != 'L' && c != 'C' && c != '-' && !is_digit_char(c))
      return false;
    digits += is_digit_char(c);
  }
  return fragment.n > 1 && fragment.p[0] == 'L' && digits > 0;
}

/* Where the number of "words-2" begins, behind the dash; STR_NONE if it ends in none. */
static size_t number_at(struct str key) {
  size_t at = key.n;
  while (at > 0 && is_digit_char(key.p[at - 1]))
    at--;
  return at < key.n && key.n - at < 6 && at > 1 && key.p[at - 1] == '-' ? at : STR_NONE;
}

/* The second of two equal headings is "words-1", or "words-2", or with an underscore. */
static bool has_twin(const struct anchors *anchors, struct str key) {
  size_t at = number_at(key), number = 0;
  if (at == STR_NONE)
    return false;
  for (size_t i = at; i < key.n; i++)
    number = number * 10 + (size_t)(key.p[i] - '0');
  size_t count = count_of(anchors, str_slice(key, 0, at - 1));
  return count > 1 && number > 0 && number <= count;
}

/* MkDocs has nothing but a number for a heading without ASCII: "_1". */
static bool is_number_only(struct str fragment) {
  bool is_number = fragment.n > 0 && fragment.p[0] == '_';
  for (size_t i = 1; i < fragment.n; i++)
    is_number = is_number && is_digit_char(fragment.p[i]);
  return is_number;
}

static struct str without_prefix(struct str fragment) {
  static const struct str prefixes[] = {STR_INIT("user-content-"),
                                        STR_INIT("markdown-header-")};
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    if (str_starts_with(fragment, prefixes[i]))
      return str_slice(fragment, prefixes[i].n, fragment.n);
  }
  return fragment;
}

bool anchors_have(struct arena *scratch, const struct anchors *anchors, struct str fragment) {
  if (!anchors->is_known || is_lines(fragment))
    return true;
  if (count_of(anchors, id_key(scratch, fragment)) > 0)
    return true;
  fragment = without_prefix(fragment);
  if (str_equal_c(unicode_fold(scratch, fragment), "top"))
    return true;
  for (enum key_form form = KEY_DROPS; form <= KEY_SPLITS; form++) {
    struct str key = key_of(scratch, fragment, form);
    if (key.n == 0 || count_of(anchors, key) > 0 || has_twin(anchors, key))
      return true;
  }
  return anchors->is_foreign && is_number_only(fragment);
}

bool anchors_lead_to(struct arena *scratch, const struct anchors *anchors, struct str fragment,
                     struct str heading) {
  struct str keys[KEYS], key = key_of(scratch, without_prefix(fragment), KEY_SPLITS);
  if (!anchors->is_known || count_of(anchors, key) != 1 ||
      count_of(anchors, id_key(scratch, fragment)) > 0)
    return false;
  size_t count = keys_of(scratch, heading, keys);
  for (size_t i = 0; i < count; i++) {
    if (str_equal(keys[i], key))
      return true;
  }
  return false;
}
