/* URI references, resolved against a base (RFC 3986, section 5). */
#include "check/uri.h"

#include "base/arena.h"

#include <string.h>

/* The five parts; those that are absent have p = NULL. */
struct uri_parts {
  struct str scheme, authority, path, query, fragment;
};

static size_t scheme_length(struct str uri) {
  size_t n = 0;
  while (n < uri.n &&
         (is_alpha_char(uri.p[n]) || (n > 0 && (is_digit_char(uri.p[n]) || uri.p[n] == '+' ||
                                                uri.p[n] == '-' || uri.p[n] == '.'))))
    n++;
  return n > 0 && n < uri.n && uri.p[n] == ':' ? n : 0;
}

bool uri_has_scheme(struct str uri) {
  return scheme_length(uri) > 0;
}

struct str uri_without_fragment(struct str uri) {
  return str_slice(uri, 0, str_find_char(uri, '#', 0));
}

struct str uri_fragment(struct str uri) {
  size_t hash = str_find_char(uri, '#', 0);
  return hash == STR_NONE ? STR("") : str_slice(uri, hash + 1, uri.n);
}

/* Cuts from the first `mark` on off `rest`; absent without one. */
static struct str cut_from(struct str *rest, char mark) {
  size_t at = str_find_char(*rest, mark, 0);
  if (at == STR_NONE)
    return (struct str){NULL, 0};
  struct str part = {rest->p + at + 1, rest->n - at - 1};
  rest->n = at;
  return part;
}

static struct uri_parts split(struct str uri) {
  struct uri_parts parts = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
  parts.fragment = cut_from(&uri, '#');
  parts.query = cut_from(&uri, '?');
  size_t scheme = scheme_length(uri);
  if (scheme > 0) {
    parts.scheme = str_slice(uri, 0, scheme);
    uri = str_slice(uri, scheme + 1, uri.n);
  }
  if (str_starts_with(uri, STR("//"))) {
    size_t end = str_find_char(uri, '/', 2);
    end = end == STR_NONE ? uri.n : end;
    parts.authority = (struct str){uri.p + 2, end - 2};
    uri = str_slice(uri, end, uri.n);
  }
  parts.path = uri;
  return parts;
}

/* Section 5.2.4: "." and ".." are walked, segment by segment. Above the root there is the root;
 * above a relative path its ".." stays. */
static struct str remove_dots(struct arena *a, struct str path) {
  char *clean = arena_alloc(a, path.n + 2);
  size_t n = 0, at = 0;
  bool is_rooted = path.n > 0 && path.p[0] == '/';
  if (is_rooted) {
    clean[n++] = '/';
    at = 1;
  }
  size_t floor = n; /* what ".." cannot take away */
  while (at <= path.n) {
    size_t end = str_find_char(path, '/', at);
    bool is_last = end == STR_NONE;
    struct str segment = str_slice(path, at, is_last ? path.n : end);
    at = is_last ? path.n + 1 : end + 1;
    if (str_equal_c(segment, "."))
      continue;
    bool is_up = str_equal_c(segment, "..");
    if (is_up && (n > floor || is_rooted)) {
      /* Behind each segment stands its "/". */
      n = n > floor ? n - 1 : n;
      while (n > floor && clean[n - 1] != '/')
        n--;
      continue;
    }
    memcpy(clean + n, segment.n > 0 ? segment.p : "", segment.n);
    n += segment.n;
    if (!is_last)
      clean[n++] = '/';
    if (is_up)
      floor = n;
  }
  return (struct str){clean, n};
}

/* Section 5.2.3: the reference in the place of the base's last segment. */
static struct str merge(struct arena *a, const struct uri_parts *base, struct str path) {
  if (base->authority.p && base->path.n == 0)
    return arena_printf(a, "/%.*s", STR_ARG(path));
  size_t folder = base->path.n;
  while (folder > 0 && base->path.p[folder - 1] != '/')
    folder--;
  return arena_printf(a, "%.*s%.*s", STR_ARG(str_slice(base->path, 0, folder)), STR_ARG(path));
}

static struct str join(struct arena *a, const struct uri_parts *parts) {
  return arena_printf(a, "%.*s%s%s%.*s%.*s%s%.*s%s%.*s", STR_ARG(parts->scheme),
                      parts->scheme.p ? ":" : "", parts->authority.p ? "//" : "",
                      STR_ARG(parts->authority), STR_ARG(parts->path),
                      parts->query.p ? "?" : "", STR_ARG(parts->query),
                      parts->fragment.p ? "#" : "", STR_ARG(parts->fragment));
}

struct str uri_resolve(struct arena *a, struct str base_text, struct str reference) {
  struct uri_parts base = split(base_text), target = split(reference);
  if (target.scheme.p) {
    /* absolute */
  } else if (target.authority.p) {
    target.scheme = base.scheme;
  } else {
    target.scheme = base.scheme;
    target.authority = base.authority;
    if (target.path.n == 0) {
      target.path = base.path;
      if (!target.query.p)
        target.query = base.query;
      return join(a, &target);
    }
    if (target.path.p[0] != '/')
      target.path = merge(a, &base, target.path);
  }
  /* What has neither "/" nor an authority is opaque, as urn:uuid:… is. */
  if (target.authority.p || str_find_char(target.path, '/', 0) != STR_NONE)
    target.path = remove_dots(a, target.path);
  return join(a, &target);
}

struct str uri_from_path(struct arena *a, struct str path) {
  static const char digits[] = "0123456789ABCDEF";
  char *text = arena_alloc(a, checked_multiply(path.n, 3));
  size_t n = 0;
  for (size_t i = 0; i < path.n; i++) {
    char c = path.p[i];
    bool is_plain =
        is_alpha_char(c) || is_digit_char(c) || str_find_char(STR("/-._~"), c, 0) != STR_NONE;
    if (is_plain) {
      text[n++] = c;
      continue;
    }
    text[n++] = '%';
    text[n++] = digits[(unsigned char)c >> 4];
    text[n++] = digits[(unsigned char)c & 15];
  }
  return (struct str){text, n};
}

static int hex_value(char c) {
  if (is_digit_char(c))
    return c - '0';
  char lower = lower_char(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

struct str uri_decode(struct arena *a, struct str text) {
  if (str_find_char(text, '%', 0) == STR_NONE)
    return text;
  char *decoded = arena_alloc(a, text.n);
  size_t n = 0;
  for (size_t i = 0; i < text.n; i++) {
    int high = i + 2 < text.n && text.p[i] == '%' ? hex_value(text.p[i + 1]) : -1;
    int low = high >= 0 ? hex_value(text.p[i + 2]) : -1;
    decoded[n++] = low < 0 ? text.p[i] : (char)(high * 16 + low);
    i += low < 0 ? 0 : 2;
  }
  return (struct str){decoded, n};
}
