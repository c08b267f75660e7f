/* Words that vary: what differs between messages that are otherwise equal is no constant text.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "link/message_key.h"
#include "link/message_row.h"
#include "link/token_net.h"

/* A longer message has words enough that stay, and looking at each of them would take long. At
 * least LEAST words must be there, so that two constant ones remain around the variable one. */
enum { LEAST = 3, MOST = 64 };

struct vary {
  struct arena *a, scratch;
  struct message_row *rows;
  size_t count;
  struct token_net *net; /* of hashes of the first or second half of a message */
  struct half *halves;   /* by node */
  bool is_any;           /* of them shared */
  struct frame *frames;  /* messages with a hole */
  size_t frame_count;
  struct map by_frame, by_place; /* and a service → index of the row that came first */
  struct map by_full;            /* all patterns → index of the row that came first */
};

/* Messages with one half in common. */
struct half {
  uint32_t first, last; /* rows */
  bool is_used;
  bool is_shared; /* by messages of two services, or of one case */
};

struct frame {
  struct str word;    /* what stood in the hole first */
  bool has_more;      /* and other words, too */
  bool is_tell_apart; /* two cases of one service differ there */
};

/* The plain words of a row of a message; none if it is not one whose words may vary. */
struct cut {
  struct str words[MOST];
  size_t n;
  size_t from, to; /* those that may: the other half is shared */
};

static void cut_words(const struct message_row *row, struct cut *cut) {
  struct str rest = row_words(row);
  cut->n = 0;
  while (rest.n > 0 && rest.p[0] != '=') {
    size_t space = str_find_char(rest, ' ', 0);
    if (cut->n == MOST) {
      cut->n = 0;
      return;
    }
    cut->words[cut->n++] = str_slice(rest, 0, space);
    rest = space == STR_NONE ? (struct str){NULL, 0} : str_slice(rest, space + 1, rest.n);
  }
}

/* A message as it stands: in another form it is still the same one. */
static bool may_vary(const struct message_row *row) {
  return row->draft->kind == DRAFT_MESSAGE &&
         row->draft->text.p == span_text(row->draft->span).p;
}

/* ---- Which messages are worth a closer look ------------------------------------------------
 * Two that differ in one word have the first half of the other words in common, or the second.
 */

/* The two halves of a message as nodes; 0 where it has too few words. */
static void halve(struct vary *v, const struct message_row *row, uint32_t nodes[2]) {
  const struct message_key *key = &row->draft->key;
  size_t half = key->word_count / 2;
  nodes[0] = nodes[1] = 0;
  if (!may_vary(row) || key->word_count < LEAST)
    return;
  for (size_t i = 0, side = 0; side < 2; side++) {
    uint64_t hash = 0;
    for (size_t end = side == 0 ? half : key->word_count; i < end; i++)
      hash = (hash ^ key->hashes[i]) * 0x9e3779b97f4a7c15u;
    nodes[side] = net_add(v->net, 0, hash);
  }
}

static void share_half(struct vary *v, size_t row, uint32_t node) {
  struct half *half = &v->halves[node];
  const struct message_row *first = &v->rows[half->first], *next = &v->rows[row];
  if (!half->is_used)
    *half = (struct half){.first = (uint32_t)row, .is_used = true};
  else if (v->rows[half->last].number == next->number ||
           !str_equal(first->draft->service, next->draft->service))
    half->is_shared = v->is_any = true;
  half->last = (uint32_t)row;
}

static void find_shared(struct vary *v) {
  size_t most = checked_multiply(v->count, 2);
  v->net = net_new(&v->scratch, most);
  v->halves =
      arena_array(&v->scratch, struct half, most + 1); /* net_new has seen to the size */
  for (size_t i = 0; i < v->count; i++) {
    uint32_t nodes[2];
    halve(v, &v->rows[i], nodes);
    for (size_t side = 0; side < 2 && nodes[side] != 0; side++)
      share_half(v, i, nodes[side]);
  }
}

/* The words of a row that may vary; none of others. */
static void cut_shared(struct vary *v, const struct message_row *row, struct cut *cut) {
  uint32_t nodes[2];
  halve(v, row, nodes);
  cut->n = 0;
  bool has_first = v->halves[nodes[0]].is_shared, has_second = v->halves[nodes[1]].is_shared;
  if (!has_first && !has_second)
    return;
  cut_words(row, cut);
  size_t half = row->draft->key.word_count / 2, last = cut->n > 0 ? cut->n - 1 : 0;
  cut->from = has_second ? 1 : half;
  cut->to = has_first || half > last ? last : half;
}

/* ---- Frames: a message with a hole ---------------------------------------------------------
 */

/* The words [from, to) with `other` in the place of word `hole`, or without it if n = 0. */
static struct str join(struct arena *a, struct str start, const struct cut *cut, size_t from,
                       size_t to, size_t hole, struct str other) {
  struct buf text = {0};
  buf_add(&text, start);
  for (size_t i = from; i < to; i++) {
    struct str word = i == hole ? other : cut->words[i];
    if (word.n > 0 && text.n > start.n)
      buf_add_char(&text, ' ');
    buf_add(&text, word);
  }
  struct str copy = arena_copy(a, buf_str(&text));
  buf_free(&text);
  return copy;
}

/* The service and the line end behind it. */
static struct str start_of(const struct message_row *row) {
  return str_slice(row->full, 0, row->draft->service.n + 1);
}

static void add_frame(struct vary *v, size_t index, const struct cut *cut, size_t hole) {
  const struct message_row *row = &v->rows[index];
  struct arena *a = &v->scratch;
  struct str place = join(a, start_of(row), cut, 0, cut->n, hole, STR("*"));
  struct str text = str_slice(place, start_of(row).n, place.n);
  size_t at = map_add(&v->by_frame, a, text, v->frame_count);
  if (at == v->frame_count)
    v->frames[v->frame_count++] = (struct frame){.word = cut->words[hole]};
  struct frame *frame = &v->frames[at];
  frame->has_more = frame->has_more || !str_equal(frame->word, cut->words[hole]);
  size_t first = map_add(&v->by_place, a, place, index);
  frame->is_tell_apart = frame->is_tell_apart || v->rows[first].number != row->number;
}

/* Has another case of the service that pattern? */
static bool is_taken(const struct vary *v, const struct message_row *row, struct str full) {
  size_t index = map_find(&v->by_full, full);
  return index != STR_NONE && v->rows[index].number != row->number;
}

/* Without the word the pattern is shorter, and the longest wins: no other may be in the message
 * that is as long, nor the same words without any between. */
static bool is_safe(struct vary *v, const struct message_row *row, const struct cut *cut,
                    size_t hole) {
  struct str start = start_of(row), none = {NULL, 0};
  struct str rest = join(&v->scratch, start, cut, 0, cut->n, hole, none);
  if (is_taken(v, row, rest))
    return false;
  for (size_t from = 0; from < cut->n; from++) {
    for (size_t to = cut->n; to > from; to--) {
      struct str inside = join(&v->scratch, start, cut, from, to, STR_NONE, none);
      if (inside.n < rest.n)
        break;
      if (is_taken(v, row, inside))
        return false;
    }
  }
  return true;
}

/* The one word of the row that varies, or STR_NONE. */
static size_t hole_of(struct vary *v, const struct message_row *row, const struct cut *cut) {
  size_t found = STR_NONE;
  for (size_t hole = cut->from; hole < cut->to; hole++) {
    struct str text = join(&v->scratch, (struct str){NULL, 0}, cut, 0, cut->n, hole, STR("*"));
    const struct frame *frame = &v->frames[map_find(&v->by_frame, text)];
    if (!frame->has_more)
      continue;
    if (frame->is_tell_apart || found != STR_NONE)
      return STR_NONE;
    found = hole;
  }
  return found != STR_NONE && is_safe(v, row, cut, found) ? found : STR_NONE;
}

/* ---- What follows --------------------------------------------------------------------------
 */

/* Makes the word variable, counted from the end, if enough others stay around it. */
static void open_hole(struct vary *v, struct message_row *row, size_t from_end) {
  struct key_parts parts = message_parts(&v->scratch, row->draft->text);
  size_t words = 0, behind = 0;
  for (size_t i = 0; i < parts.count; i++)
    words += !parts.items[i].is_value;
  if (words < LEAST || words < from_end + 2)
    return;
  for (size_t i = parts.count; i-- > 0;) {
    if (!parts.items[i].is_value && behind++ == from_end)
      parts.items[i].is_constant = false;
  }
  row->full = row->varied = message_parts_key(v->a, row->draft->service, &parts);
}

/* What stands behind the label of a message ends as that does. */
static bool is_tail(const struct message_row *row, const struct message_row *other) {
  struct str text = row->draft->text, tail = other->draft->text;
  return other->draft->kind == DRAFT_LABELLED && other->number == row->number &&
         text.p + text.n == tail.p + tail.n;
}

static void vary_rows(struct vary *v) {
  size_t *holes = arena_array(&v->scratch, size_t, v->count);
  for (size_t i = 0; i < v->count; i++) {
    struct cut cut;
    cut_shared(v, &v->rows[i], &cut);
    size_t hole = cut.n >= LEAST ? hole_of(v, &v->rows[i], &cut) : STR_NONE;
    holes[i] = hole == STR_NONE ? STR_NONE : cut.n - 1 - hole;
  }
  for (size_t i = 0; i < v->count; i++) {
    if (holes[i] == STR_NONE)
      continue;
    for (size_t j = i + 1; j < v->count && v->rows[j].number == v->rows[i].number; j++) {
      if (is_tail(&v->rows[i], &v->rows[j]))
        open_hole(v, &v->rows[j], holes[i]);
    }
    open_hole(v, &v->rows[i], holes[i]);
  }
}

/* Room for all frames at once: what grows leaves behind what it had outgrown. */
static void make_room(struct vary *v) {
  size_t count = 0;
  for (size_t i = 0; i < v->count; i++) {
    struct cut cut;
    cut_shared(v, &v->rows[i], &cut);
    count += cut.n > 0 && cut.to > cut.from ? cut.to - cut.from : 0;
  }
  map_reserve(&v->by_full, &v->scratch, v->count);
  map_reserve(&v->by_frame, &v->scratch, count);
  map_reserve(&v->by_place, &v->scratch, count);
  v->frames = arena_array(&v->scratch, struct frame, count);
}

static void find_frames(struct vary *v) {
  make_room(v);
  for (size_t i = 0; i < v->count; i++) {
    struct cut cut;
    map_add(&v->by_full, &v->scratch, v->rows[i].full, i);
    cut_shared(v, &v->rows[i], &cut);
    for (size_t hole = cut.from; cut.n > 0 && hole < cut.to; hole++)
      add_frame(v, i, &cut, hole);
  }
}

void rows_vary(struct arena *a, struct row_list rows) {
  struct vary v = {.a = a, .rows = rows.items, .count = rows.count};
  find_shared(&v);
  if (v.is_any) {
    find_frames(&v);
    vary_rows(&v);
  }
  arena_free(&v.scratch);
}
