/* What a simulation is asked for. */
#include "driver/simulate/request.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/suggest.h"
#include "driver/options.h"
#include "model/timestamp.h"

enum { SECOND = 1000000000, USUAL_LINES = 1000, DIGITS = 15 };

static const uint64_t usual_step = SECOND / 20, usual_live_step = SECOND / 10;
/* 2026-01-01: some day, always the same. */
static const int64_t usual_from = 1767225600 * (int64_t)SECOND;

/* ---- Numbers ------------------------------------------------------------------------------
 */

/* Digits alone, and not too many of them. */
static bool read_number(struct str text, uint64_t *number) {
  *number = 0;
  for (size_t i = 0; i < text.n; i++) {
    if (!is_digit_char(text.p[i]))
      return false;
    *number = *number * 10 + (uint64_t)(text.p[i] - '0');
  }
  return text.n > 0 && text.n <= DIGITS;
}

static bool read_lines(struct arena *a, const struct options *options, uint64_t *lines,
                       struct str *error) {
  if (read_number(options->lines, lines) && *lines > 0)
    return true;
  *error = arena_printf(a, "--lines takes a number from 1 on, not \"%.*s\"",
                        STR_ARG(options->lines));
  return false;
}

/* 100/s, 5/m, 2/h; a number alone is one a second. */
static bool read_rate(struct arena *a, struct str text, uint64_t *step, struct str *error) {
  size_t slash = str_find_char(text, '/', 0);
  struct str unit = slash == STR_NONE ? STR("s") : str_slice(text, slash + 1, text.n);
  uint64_t number, length = str_equal(unit, STR("s"))   ? 1
                            : str_equal(unit, STR("m")) ? 60
                            : str_equal(unit, STR("h")) ? 3600
                                                        : 0;
  if (length > 0 && read_number(str_slice(text, 0, slash), &number) && number > 0 &&
      number <= SECOND) {
    *step = length * SECOND / number;
    return true;
  }
  *error = arena_printf(a,
                        "--rate takes lines a second, minute or hour, as in 100/s, not "
                        "\"%.*s\"",
                        STR_ARG(text));
  return false;
}

/* ---- Times --------------------------------------------------------------------------------
 */

/* A time as people write it: with or without zone (then UTC), fraction, time of day. */
static bool read_time(struct arena *a, const char *option, struct str text,
                      int64_t *nanoseconds, struct str *error) {
  static const char *const forms[] = {
      "%Y-%m-%dT%H:%M:%S%z",   "%Y-%m-%dT%H:%M:%S.%3f%z", "%Y-%m-%dT%H:%M:%S",
      "%Y-%m-%dT%H:%M:%S.%3f", "%Y-%m-%d %H:%M:%S",       "%Y-%m-%dT%H:%M%z",
      "%Y-%m-%dT%H:%M",        "%Y-%m-%d %H:%M",          "%Y-%m-%d"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    size_t length = 0;
    if (timestamp_parse(str_from_c(forms[i]), text, &length, nanoseconds) == TIMESTAMP_OK &&
        length == text.n && *nanoseconds != INT64_MAX && *nanoseconds != INT64_MIN)
      return true;
  }
  *error = arena_printf(a, "--%s takes a time as 2026-03-15T10:00:00Z, not \"%.*s\"", option,
                        STR_ARG(text));
  return false;
}

/* ---- --mix --------------------------------------------------------------------------------
 */

static const struct str share_names[SHARES] = {
    [SHARE_INFO] = STR_INIT("info"),
    [SHARE_CASE] = STR_INIT("case"),
    [SHARE_INCIDENT] = STR_INIT("incident"),
    [SHARE_BURST] = STR_INIT("burst"),
};

static size_t share_of(struct str name) {
  for (size_t i = 0; i < SHARES; i++) {
    if (str_equal(name, share_names[i]))
      return i;
  }
  return STR_NONE;
}

/* 74%, 0.5%, 3: in thousandths; a percent sign changes nothing, for shares are relative. */
static bool read_share(struct str text, uint32_t *share) {
  if (str_ends_with(text, STR("%")))
    text = str_slice(text, 0, text.n - 1);
  size_t dot = str_find_char(text, '.', 0);
  struct str fraction = dot == STR_NONE ? STR("0") : str_slice(text, dot + 1, text.n);
  uint64_t whole, part;
  if (!read_number(str_slice(text, 0, dot), &whole) || !read_number(fraction, &part) ||
      fraction.n > 3 || whole > 1000000)
    return false;
  for (size_t digits = fraction.n; digits < 3; digits++)
    part *= 10;
  *share = (uint32_t)(whole * 1000 + part);
  return true;
}

static bool refuse_share(struct arena *a, struct str word, struct str name, struct str *error) {
  size_t near = suggest(a, name, share_names, SHARES);
  if (near != STR_NONE)
    *error = arena_printf(a, "--mix: unknown sort \"%.*s\"; did you mean %.*s?", STR_ARG(name),
                          STR_ARG(share_names[near]));
  else
    *error = arena_printf(a,
                          "--mix takes shares of info, case, incident and burst, as in "
                          "info=74%%,case=26%%, not \"%.*s\"",
                          STR_ARG(word));
  return false;
}

static bool read_mix(struct arena *a, const struct str_list *words, struct request *request,
                     struct str *error) {
  static const uint32_t usual[SHARES] = {
      [SHARE_INFO] = 74, [SHARE_CASE] = 20, [SHARE_INCIDENT] = 5, [SHARE_BURST] = 1};
  uint64_t sum = 0;
  for (size_t i = 0; words->count == 0 && i < SHARES; i++)
    sum += request->shares[i] = usual[i];
  for (size_t i = 0; i < words->count; i++) {
    struct str word = words->items[i];
    size_t equals = str_find_char(word, '=', 0);
    struct str name = str_slice(word, 0, equals);
    size_t share = share_of(name);
    if (share == STR_NONE || equals == STR_NONE)
      return refuse_share(a, word, share == STR_NONE ? name : (struct str){NULL, 0}, error);
    if (!read_share(str_slice(word, equals + 1, word.n), &request->shares[share]))
      return refuse_share(a, word, (struct str){NULL, 0}, error);
  }
  for (size_t i = 0; words->count > 0 && i < SHARES; i++)
    sum += request->shares[i];
  if (sum == 0)
    *error = STR("--mix: nothing is left to write");
  return sum > 0;
}

/* ---- The face -----------------------------------------------------------------------------
 */

/* Times end in the year 2262, where 64 bits do. */
static bool verify_end(const struct request *request, struct str *error) {
  uint64_t room = (uint64_t)INT64_MAX - (uint64_t)(request->from > 0 ? request->from : 0);
  if (request->lines == UINT64_MAX || request->step == 0 ||
      request->lines < room / request->step)
    return true;
  *error = STR("--lines: the last of them would be written behind the year 2262");
  return false;
}

static bool read_span(struct arena *a, const struct options *options, int64_t now,
                      struct request *request, struct str *error) {
  int64_t to = 0;
  request->from = options->is_following ? now : usual_from;
  if (options->from.n > 0 && !read_time(a, "from", options->from, &request->from, error))
    return false;
  if (options->to.n == 0)
    return true;
  if (!read_time(a, "to", options->to, &to, error))
    return false;
  if (to <= request->from) {
    *error = STR("--to must be behind --from");
    return false;
  }
  uint64_t span = (uint64_t)to - (uint64_t)request->from;
  bool is_counted = options->lines.n > 0 || options->rate.n == 0;
  if (!is_counted)
    request->lines = span / request->step > 0 ? span / request->step : 1;
  else if (request->lines == UINT64_MAX)
    request->lines = span / request->step + 1;
  request->step = span / request->lines;
  return true;
}

bool request_read(struct arena *a, const struct options *options, int64_t now,
                  struct request *request, struct str *error) {
  bool is_live = options->is_following || options->rate.n > 0;
  *request = (struct request){.lines = options->is_following ? UINT64_MAX : USUAL_LINES,
                              .seed = str_hash(options->seed),
                              .step = is_live ? usual_live_step : usual_step,
                              .has_traces = options->traces};
  if (options->lines.n > 0 && !read_lines(a, options, &request->lines, error))
    return false;
  if (options->rate.n > 0 && !read_rate(a, options->rate, &request->step, error))
    return false;
  bool is_paced = options->is_following || (options->rate.n > 0 && options->to.n == 0);
  request->pace = is_paced ? request->step : 0;
  return read_span(a, options, now, request, error) &&
         read_mix(a, &options->mix, request, error) && verify_end(request, error);
}
