/* The constant words of a message in the form in which patterns are compared. */
#include "link/message_key.h"

#include "base/arena.h"
#include "link/message_words.h"

#include <string.h>

/* Room for a key while it is written. It is never too small: an item has at most a space and a
 * mark more than its word, and between two words of a text stands a byte at least. */
struct key {
  char *p;
  size_t n, start; /* where the words begin, behind the service */
  size_t room;
};

static struct key key_open(struct arena *a, struct str service, size_t text_n) {
  size_t room = checked_add(service.n, checked_add(checked_multiply(text_n, 2), 2));
  struct key key = {.p = arena_room(a, room), .room = room};
  if (service.n > 0)
    memcpy(key.p, service.p, service.n);
  key.p[service.n] = '\n';
  key.n = key.start = service.n + 1;
  return key;
}

static void add_item(struct key *key) {
  if (key->n > key->start)
    key->p[key->n++] = ' ';
}

static void add_plain(struct key *key, struct str word) {
  add_item(key);
  for (size_t i = 0; i < word.n; i++)
    key->p[key->n++] = lower_char(word.p[i]);
}

/* A value may hold several words, each of which is marked. */
static void add_value(struct key *key, struct str value) {
  bool is_inside = false;
  for (size_t i = 0; i < value.n; i++) {
    bool is_word = is_word_byte(value.p[i]);
    if (is_word && !is_inside) {
      add_item(key);
      key->p[key->n++] = '=';
    }
    if (is_word)
      key->p[key->n++] = lower_char(value.p[i]);
    is_inside = is_word;
  }
}

/* What was not needed of the room is given back, if nothing came behind it. */
static struct str key_str(struct arena *a, const struct key *key) {
  arena_cut(a, key->p, key->room, key->n);
  return (struct str){key->p, key->n};
}

/* ---- The words of a text ------------------------------------------------------------------
 * The same as by message_words, in one pass: every log line of the knowledge base comes by.
 */

enum { WORD = 1, VALUE = 2, JOINT = 4, QUOTE = 8, HIGH = 16, CAPITAL = 'a' - 'A' };
enum {
  W = WORD,
  D = WORD | VALUE,
  U = WORD | CAPITAL,
  H = WORD | HIGH,
  J = JOINT,
  A = JOINT | VALUE,
  Q = QUOTE
};

static const unsigned char kinds[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, Q, J, 0, 0, 0, Q, 0, 0, 0, 0, 0, J, J, J, D, D, D, D, D, D, D, D, D, D,
    J, 0, 0, 0, 0, 0, A, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, 0, 0, 0, 0, J, Q, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
    W, W, W, W, W, W, W, 0, 0, 0, 0, 0, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H,
};

/* Hashes of so many words need no memory of their own while they are counted. */
enum { FEW = 128 };

struct cutting {
  struct str text;
  struct key key;
  uint64_t few[FEW], *hashes;
  size_t count;
  unsigned seen; /* kinds of bytes in words */
};

static unsigned kind_at(const struct cutting *c, size_t at) {
  return at < c->text.n ? kinds[(unsigned char)c->text.p[at]] : 0;
}

/* Adds the words of the cluster at `from`, unless it is a value; answers where it ends. */
static size_t add_cluster(struct cutting *c, size_t from) {
  const char *p = c->text.p;
  char *out = c->key.p;
  size_t i = from, n = c->text.n, at = c->key.n, count = c->count;
  unsigned seen = message_word_is_path(c->text, from) ? VALUE : 0, kind;
  if (at > c->key.start)
    out[at++] = ' ';
  for (;;) {
    uint64_t hash = 0;
    while (i < n && (kind = kinds[(unsigned char)p[i]]) & WORD) {
      seen |= kind;
      out[at] = (char)(p[i++] | (char)(kind & CAPITAL));
      hash = (hash ^ (unsigned char)out[at++]) * 0x9e3779b97f4a7c15u;
    }
    c->hashes[count++] = hash ^ (hash >> 32);
    if (i >= n || !(kinds[(unsigned char)p[i]] & JOINT) || !(kind_at(c, i + 1) & WORD))
      break;
    seen |= kinds[(unsigned char)p[i++]];
    out[at++] = ' ';
  }
  c->seen |= seen;
  if (!(seen & VALUE)) {
    c->key.n = at;
    c->count = count;
  }
  return i;
}

/* Between quotes may stand what is not of ASCII. */
static size_t pass_quote(struct cutting *c, size_t open) {
  size_t close = message_closing_quote(c->text, open);
  if (close == STR_NONE)
    return open + 1;
  c->seen |= HIGH;
  return close + 1;
}

static void add_words(struct cutting *c, size_t mark, struct message_key *key) {
  for (size_t i = 0; i < c->text.n;) {
    unsigned kind = kinds[(unsigned char)c->text.p[i]];
    if (kind & WORD)
      i = add_cluster(c, i);
    else if (kind & QUOTE)
      i = pass_quote(c, i);
    else
      i++;
    if (i <= mark) {
      key->words_before = c->count;
      key->full_at = c->key.n;
    }
  }
}

static void add_values(struct key *key, struct str text, struct message_key *into) {
  struct message_words words = {.text = text};
  struct message_word word;
  while (message_word_next(&words, &word)) {
    add_value(key, str_slice(text, word.from, word.to));
    into->value_count++;
  }
}

struct message_key message_key_of(struct arena *a, struct str service, struct str text,
                                  size_t mark) {
  struct message_key key = {.start = service.n + 1};
  struct cutting c;
  c.text = text;
  c.key = key_open(a, service, text.n);
  c.hashes = text.n < FEW ? c.few : arena_room(a, checked_multiply(text.n, sizeof *c.hashes));
  c.count = c.seen = 0;
  add_words(&c, mark == STR_NONE ? 0 : mark, &key);
  key.word_count = c.count;
  key.is_ascii = !(c.seen & HIGH);
  key.hashes = c.hashes;
  if (c.count == 0)
    add_values(&c.key, text, &key);
  key.full = key_str(a, &c.key);
  if (c.count > 0 && c.hashes == c.few)
    key.hashes = memcpy(arena_room(a, c.count * sizeof *c.few), c.few, c.count * sizeof *c.few);
  return key;
}

struct message_key message_key_behind(struct arena *a, const struct message_key *key) {
  struct message_key behind = {.start = key->start, .is_ascii = key->is_ascii};
  size_t from = key->words_before > 0 ? key->full_at + 1 : key->start;
  behind.word_count = key->word_count - key->words_before;
  behind.hashes = key->hashes + key->words_before;
  struct key into = key_open(a, str_slice(key->full, 0, key->start - 1), key->full.n - from);
  memcpy(into.p + into.n, key->full.p + from, key->full.n - from);
  into.n += key->full.n - from;
  behind.full = key_str(a, &into);
  return behind;
}

struct key_parts message_parts(struct arena *a, struct str text) {
  struct key_parts parts = {NULL, 0};
  struct message_words words = {.text = text};
  struct message_word word;
  bool has_constant = false;
  while (message_word_next(&words, &word)) {
    parts.items = arena_grow(a, parts.items, parts.count, sizeof *parts.items);
    parts.items[parts.count++] =
        (struct key_part){str_slice(text, word.from, word.to), word.is_value, !word.is_value};
    has_constant = has_constant || !word.is_value;
  }
  for (size_t i = 0; !has_constant && i < parts.count; i++)
    parts.items[i].is_constant = true;
  return parts;
}

struct str message_parts_key(struct arena *a, struct str service,
                             const struct key_parts *parts) {
  size_t text_n = 1;
  for (size_t i = 0; i < parts->count; i++)
    text_n = checked_add(text_n, checked_add(parts->items[i].text.n, 1));
  struct key key = key_open(a, service, text_n);
  for (size_t i = 0; i < parts->count; i++) {
    const struct key_part *part = &parts->items[i];
    if (part->is_constant && part->is_value) {
      add_value(&key, part->text);
    } else if (part->is_constant) {
      add_plain(&key, part->text);
    } else if (!part->is_value) {
      add_item(&key);
      key.p[key.n++] = '*';
    }
  }
  return key_str(a, &key);
}
