/* Does a text look like a secret: the shapes of known keys, and how random it is. */
#include "lint/secret.h"

#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#define BASE62 "0-9A-Za-z"
#define WORD62 "0-9A-Za-z_-"
#define HEX "0-9a-f"

struct byte_set key_bytes(void) {
  return byte_set_of(WORD62);
}

/* ---- How random is it? ---- */

/* Words and what is typed by hand have few different characters, or such as follow each other
 * in the alphabet and on no wheel. */
bool secret_is_random(struct str s) {
  bool seen[256] = {false};
  size_t different = 0, steps = 0;
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i], before = i > 0 ? (unsigned char)s.p[i - 1] : 0;
    different += !seen[c];
    seen[c] = true;
    steps += c == before || c == before + 1 || c + 1 == before;
  }
  size_t wanted = s.n / 2 < 10 ? s.n / 2 : 10;
  return different >= wanted && steps * 3 < s.n;
}

static char kind_of(char c) {
  return is_digit_char(c) ? '0' : !is_alpha_char(c) ? '\0' : lower_char(c) == c ? 'a' : 'A';
}

bool secret_is_mixed(struct str s) {
  size_t changes = 0;
  char last = '\0';
  for (size_t i = 0; i < s.n; i++) {
    char kind = kind_of(s.p[i]);
    changes += kind != '\0' && last != '\0' && kind != last;
    last = kind != '\0' ? kind : last;
  }
  return changes * 5 >= s.n && secret_is_random(s);
}

/* ---- Checksums ---- */

static uint32_t crc32(struct str s) {
  uint32_t crc = UINT32_MAX;
  for (size_t i = 0; i < s.n; i++) {
    crc ^= (unsigned char)s.p[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc >> 1 ^ (UINT32_C(0xEDB88320) & (0 - (crc & 1)));
  }
  return ~crc;
}

/* The last six characters are the CRC-32 of what stands before, in base 62. */
static bool has_sum(struct str body) {
  static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  enum { SUM = 6 };
  uint32_t sum = crc32(str_slice(body, 0, body.n - SUM));
  for (size_t i = 0; i < SUM; i++, sum /= 62) {
    if (body.p[body.n - 1 - i] != digits[sum % 62])
      return false;
  }
  return true;
}

/* ---- Shapes ---- */

struct key_shape {
  const char *name, *prefix;
  const char *bytes;  /* of what follows */
  size_t least, most; /* how many of them */
  bool (*test)(struct str body);
};

static const struct key_shape shapes[] = {
    {"an access key of AWS", "AKIA", "A-Z2-7", 16, 16, secret_is_random},
    {"a temporary access key of AWS", "ASIA", "A-Z2-7", 16, 16, secret_is_random},
    {"a token of GitHub", "ghp_", BASE62, 36, 36, has_sum},
    {"a token of GitHub", "gho_", BASE62, 36, 36, has_sum},
    {"a token of GitHub", "ghu_", BASE62, 36, 36, has_sum},
    {"a token of GitHub", "ghs_", BASE62, 36, 36, has_sum},
    {"a token of GitHub", "ghr_", BASE62, 36, 76, has_sum},
    {"a token of GitHub", "github_pat_", BASE62 "_", 82, 82, secret_is_random},
    {"a token of GitLab", "glpat-", WORD62, 20, 64, secret_is_random},
    {"a token of GitLab", "gldt-", WORD62, 20, 64, secret_is_random},
    {"a token of GitLab", "glrt-", WORD62, 20, 64, secret_is_random},
    {"a token of GitLab", "glptt-", HEX, 40, 40, secret_is_random},
    {"a token of Slack", "xoxb-", "0-9A-Za-z-", 24, 255, secret_is_random},
    {"a token of Slack", "xoxp-", "0-9A-Za-z-", 24, 255, secret_is_random},
    {"a token of Slack", "xoxa-", "0-9A-Za-z-", 24, 255, secret_is_random},
    {"a token of Slack", "xoxr-", "0-9A-Za-z-", 24, 255, secret_is_random},
    {"a token of Slack", "xoxs-", "0-9A-Za-z-", 24, 255, secret_is_random},
    {"a token of Slack", "xapp-", "0-9A-Za-z-", 24, 255, secret_is_random},
    {"a live key of Stripe", "sk_live_", BASE62, 24, 247, secret_is_random},
    {"a live key of Stripe", "rk_live_", BASE62, 24, 247, secret_is_random},
    {"a token of npm", "npm_", BASE62, 36, 36, has_sum},
    {"a token of PyPI", "pypi-AgEIcHlwaS5vcmc", WORD62, 50, 1024, secret_is_random},
    {"a token of PyPI", "pypi-AgENdGVzdC5weXBpLm9yZw", WORD62, 50, 1024, secret_is_random},
    {"a key of Google", "AIza", WORD62, 35, 35, secret_is_random},
    {"a client secret of Google", "GOCSPX-", WORD62, 28, 28, secret_is_random},
    {"an access token of Google", "ya29.", WORD62, 30, 1024, secret_is_random},
    {"a key of SendGrid", "SG.", WORD62, 22, 22, secret_is_random},
    {"a key of Anthropic", "sk-ant-", WORD62, 80, 128, secret_is_random},
    {"a key of OpenAI", "sk-proj-", WORD62, 40, 200, secret_is_random},
    {"a token of Hugging Face", "hf_", "A-Za-z", 34, 34, secret_is_random},
    {"a token of DigitalOcean", "dop_v1_", HEX, 64, 64, secret_is_random},
    {"a token of Shopify", "shpat_", "0-9A-Fa-f", 32, 32, secret_is_random},
    {"a token of Databricks", "dapi", HEX, 32, 32, secret_is_random},
    {"a token of Vault", "hvs.", WORD62, 24, 200, secret_is_random},
    {"a token of Grafana", "glsa_", BASE62 "_", 41, 41, secret_is_random},
    {"a token of Docker Hub", "dckr_pat_", WORD62, 27, 27, secret_is_random},
    {"a key of RubyGems", "rubygems_", HEX, 48, 48, secret_is_random},
    {"a secret key of age", "AGE-SECRET-KEY-1", "02-9AC-HJ-NP-Z", 58, 58, secret_is_random},
    {"a web hook of Slack", "hooks.slack.com/services/", BASE62 "/", 40, 60, secret_is_random},
    {"a web hook of Discord", "discord.com/api/webhooks/", WORD62 "/", 80, 100,
     secret_is_random},
    {"a web hook of Discord", "discordapp.com/api/webhooks/", WORD62 "/", 80, 100,
     secret_is_random},
};

/* A prefix with a character that keys have not got ends where the run begins; the part of an
 * address in which no run is long enough ends before it. Answers where the prefix begins, and
 * where the rest does. */
static size_t prefix_at(const struct key_shape *shape, struct str text, struct run run,
                        size_t *behind) {
  struct str prefix = str_from_c(shape->prefix);
  char last = prefix.p[prefix.n - 1];
  if (last == '/') { /* the keys of hooks: the run is the last part of three, or of two */
    size_t from = run.from > 60 ? run.from - 60 : 0;
    size_t at = str_find(str_slice(text, 0, run.from), prefix, from);
    *behind = at == STR_NONE ? 0 : at + prefix.n;
    return at;
  }
  if (last == '.') {
    *behind = run.from;
    return str_ends_with(str_slice(text, 0, run.from), prefix) ? run.from - prefix.n : STR_NONE;
  }
  *behind = run.from + prefix.n;
  return str_starts_with(str_slice(text, run.from, run.to), prefix) ? run.from : STR_NONE;
}

/* A quick no for all shapes at once. */
static bool may_be_any(struct str text, struct run run) {
  char before = run.from > 0 ? text.p[run.from - 1] : '\0';
  return before == '.' || before == '/' ||
         str_find_char(STR("AGdghnprsx"), text.p[run.from], 0) != STR_NONE;
}

/* A quick no: the run begins as the prefix does, or what stands before it ends as that does. */
static bool may_begin(const struct key_shape *shape, struct str text, struct run run) {
  char before = run.from > 0 ? text.p[run.from - 1] : '\0';
  if (before == '.' || before == '/')
    return true;
  return text.p[run.from] == shape->prefix[0] && text.p[run.from + 1] == shape->prefix[1];
}

/* So much is fixed that no name is one by chance: the prefix and how much follows, or a sum. */
static bool is_sure(const struct key_shape *shape) {
  size_t n = strlen(shape->prefix);
  return n >= 4 && shape->prefix[n - 1] != '.' && shape->prefix[n - 1] != '/' &&
         (shape->least == shape->most || shape->test == has_sum);
}

static bool is_joint(char c) {
  return c == '-' || c == '_';
}

/* The key that begins where the run does. A sure one may stand behind what joins names, and
 * before it; any other is the whole run. */
static bool begins_key(struct str text, struct run run, bool is_inside, struct secret *found) {
  if (run.to - run.from < SHORTEST_KEY || !may_be_any(text, run))
    return false;
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    const struct key_shape *shape = &shapes[i];
    size_t behind, from;
    if (!may_begin(shape, text, run) || (is_inside && !is_sure(shape)) ||
        (from = prefix_at(shape, text, run, &behind)) == STR_NONE)
      continue;
    struct byte_set bytes = byte_set_of(shape->bytes);
    size_t to = run_end(&bytes, text, behind);
    struct str body = str_slice(text, behind, to);
    if (to < run.to && !(is_sure(shape) && is_joint(text.p[to])))
      continue;
    if (body.n < shape->least || body.n > shape->most || !shape->test(body))
      continue;
    *found = (struct secret){shape->name, from, to, behind - from};
    return true;
  }
  return false;
}

bool secret_is_key(struct str text, struct run run, struct secret *found) {
  if (begins_key(text, run, false, found))
    return true;
  for (size_t at = run.from; at + SHORTEST_KEY < run.to; at++) {
    struct run rest = {at + 1, run.to};
    if (is_joint(text.p[at]) && begins_key(text, rest, true, found))
      return true;
  }
  return false;
}

/* ---- JSON Web Tokens ---- */

static int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (is_digit_char(c))
    return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

struct str secret_base64(struct arena *a, struct str s) {
  while (s.n > 0 && s.p[s.n - 1] == '=')
    s.n--;
  char *bytes = arena_alloc(a, s.n);
  unsigned gathered = 0;
  size_t n = 0, bits = 0;
  for (size_t i = 0; i < s.n; i++) {
    int digit = base64_digit(s.p[i]);
    if (digit < 0)
      return (struct str){NULL, 0};
    gathered = (gathered << 6 | (unsigned)digit) & 0xFFFF;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[n++] = (char)(gathered >> bits & 0xFF);
    }
  }
  return (struct str){bytes, n};
}

/* Three parts, the first and second of which are objects of JSON. */
bool secret_is_token(struct arena *scratch, struct str text, struct run run,
                     struct secret *found) {
  if (text.p[run.from] != 'e' ||
      !str_starts_with(str_slice(text, run.from, run.to), STR("eyJ")) ||
      !str_starts_with(str_slice(text, run.to, text.n), STR(".eyJ")))
    return false;
  struct byte_set bytes = byte_set_of(WORD62);
  size_t payload_end = run_end(&bytes, text, run.to + 1);
  if (payload_end == text.n || text.p[payload_end] != '.')
    return false;
  size_t to = run_end(&bytes, text, payload_end + 1);
  struct str head = secret_base64(scratch, str_slice(text, run.from, run.to));
  if (to - payload_end - 1 < SHORTEST_KEY || str_find(head, STR("\"alg\""), 0) == STR_NONE)
    return false;
  *found = (struct secret){"a JSON Web Token", run.from, to, 3};
  return true;
}

/* ---- Private keys ---- */

bool secret_next_private_key(struct str text, size_t from, struct secret *found) {
  enum { LONGEST_BLOCK = 8192 };
  static const struct str begin = STR_INIT("-----BEGIN "), end = STR_INIT("-----END ");
  size_t first = str_find(text, begin, from);
  if (first == STR_NONE)
    return false;
  struct byte_set bytes = byte_set_of("0-9A-Za-z+/=");
  for (size_t at = first; at != STR_NONE; at = str_find(text, begin, at + begin.n)) {
    size_t line_end = str_find_char(text, '\n', at), behind = at + 80;
    struct str head = str_slice(text, at, line_end < behind ? line_end : behind);
    size_t title = str_find(head, STR("PRIVATE KEY"), 0);
    if (title == STR_NONE)
      continue;
    /* Documents show the frame around three dots. */
    size_t body = at + title;
    struct str near = str_slice(text, 0, body + LONGEST_BLOCK);
    size_t to = str_find(near, end, body);
    to = to == STR_NONE ? near.n : to;
    struct run run;
    if (!run_next(&bytes, str_slice(text, 0, to), body, 32, &run))
      continue;
    *found = (struct secret){"a private key", at, to, run.from - at};
    return true;
  }
  return false;
}
