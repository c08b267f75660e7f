/* Paths as text: no system call, nothing resolved. */
#include "base/path.h"

#include "base/arena.h"
#include "base/buf.h"

#include <string.h>

static size_t last_slash(struct str path) {
  for (size_t i = path.n; i > 0; i--) {
    if (path.p[i - 1] == '/')
      return i - 1;
  }
  return STR_NONE;
}

struct str path_folder(struct str path) {
  size_t slash = last_slash(path);
  if (slash == STR_NONE)
    return STR(".");
  return str_slice(path, 0, slash > 0 ? slash : 1);
}

struct str path_name(struct str path) {
  size_t slash = last_slash(path);
  return slash == STR_NONE ? path : str_slice(path, slash + 1, path.n);
}

struct str path_stem(struct str path) {
  struct str name = path_name(path);
  for (size_t i = name.n; i > 1; i--) {
    if (name.p[i - 1] == '.')
      return str_slice(name, 0, i - 1);
  }
  return name;
}

struct str path_join(struct arena *a, struct str folder, struct str name) {
  if (folder.n == 0 || str_equal_c(folder, ".") || (name.n > 0 && name.p[0] == '/'))
    return name;
  bool ends = folder.p[folder.n - 1] == '/';
  size_t from = ends ? folder.n : folder.n + 1;
  char *path = arena_alloc(a, checked_add(checked_add(from, name.n), 1));
  memcpy(path, folder.p, folder.n);
  path[from - 1] = '/';
  if (name.n > 0)
    memcpy(path + from, name.p, name.n);
  return (struct str){path, from + name.n};
}

/* Takes the last component off what is there, if it is one that ".." may cancel. */
static bool cancel_last(struct buf *out, size_t root) {
  struct str done = buf_str(out);
  size_t slash = last_slash(done);
  size_t from = slash == STR_NONE || slash < root ? root : slash + 1;
  struct str last = str_slice(done, from, done.n);
  if (last.n == 0)
    return root > 0;
  if (str_equal_c(last, ".."))
    return false;
  out->n = from > root ? from - 1 : root;
  return true;
}

struct str path_clean(struct arena *a, struct str path) {
  struct buf out = {0};
  size_t root = path.n > 0 && path.p[0] == '/' ? 1 : 0;
  if (root)
    buf_add_char(&out, '/');
  for (size_t at = 0; at < path.n;) {
    size_t slash = str_find_char(path, '/', at);
    size_t end = slash == STR_NONE ? path.n : slash;
    struct str part = str_slice(path, at, end);
    at = end + 1;
    if (part.n == 0 || str_equal_c(part, "."))
      continue;
    if (str_equal_c(part, "..") && cancel_last(&out, root))
      continue;
    if (out.n > root)
      buf_add_char(&out, '/');
    buf_add(&out, part);
  }
  if (out.n == 0)
    buf_add_char(&out, '.');
  struct str clean = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return clean;
}

bool path_is_clean(struct str path) {
  for (size_t at = 0, end; at <= path.n; at = end + 1) {
    end = str_find_char(path, '/', at);
    end = end == STR_NONE ? path.n : end;
    struct str part = str_slice(path, at, end);
    if (part.n == 0 || str_equal_c(part, ".") || str_equal_c(part, ".."))
      return false;
  }
  return true;
}

bool path_is_below(struct str path, struct str folder) {
  if (str_equal_c(folder, "."))
    return path.n > 0 && path.p[0] != '/' && !str_equal_c(path, "..") &&
           !str_starts_with(path, STR("../"));
  if (str_equal_c(folder, "/"))
    return path.n > 0 && path.p[0] == '/';
  return str_starts_with(path, folder) && (path.n == folder.n || path.p[folder.n] == '/');
}

struct str path_relative(struct arena *a, struct str path, struct str base) {
  if (str_equal(path, base))
    return STR(".");
  struct buf out = {0};
  while (!path_is_below(path, base)) {
    buf_add_c(&out, out.n > 0 ? "/.." : "..");
    base = path_folder(base);
  }
  size_t from = str_equal_c(base, "/") ? 1 : base.n + 1;
  struct str rest = str_slice(path, from, path.n);
  if (out.n > 0 && rest.n > 0)
    buf_add_char(&out, '/');
  buf_add(&out, rest);
  struct str relative = arena_copy(a, buf_str(&out));
  buf_free(&out);
  return relative;
}

/* The length of the class at the front of the glob, 0 if nothing closes it; does it hold the
 * byte? */
static size_t match_class(struct str glob, char c, bool *holds) {
  size_t at = 1;
  bool is_negated = at < glob.n && (glob.p[at] == '!' || glob.p[at] == '^');
  at += is_negated;
  *holds = false;
  for (size_t first = at; at < glob.n && (glob.p[at] != ']' || at == first); at++) {
    unsigned char low = (unsigned char)glob.p[at], high = low, byte = (unsigned char)c;
    if (at + 2 < glob.n && glob.p[at + 1] == '-' && glob.p[at + 2] != ']') {
      high = (unsigned char)glob.p[at + 2];
      at += 2;
    }
    *holds = *holds || (byte >= low && byte <= high);
  }
  *holds = *holds != is_negated && c != '/';
  return at < glob.n ? at + 1 : 0;
}

/* One byte of the path against the front of the glob; the bytes of the glob that it took, or 0.
 */
static size_t match_one(struct str glob, char c) {
  if (glob.n == 0)
    return 0;
  bool holds = false;
  size_t n = glob.p[0] == '[' ? match_class(glob, c, &holds) : 0;
  if (n > 0)
    return holds ? n : 0;
  if (glob.p[0] == '?')
    return c != '/';
  if (glob.p[0] == '\\' && glob.n > 1)
    return glob.p[1] == c ? 2 : 0;
  return glob.p[0] == c;
}

/* Two stars that are a whole component, and the slash behind them. */
static size_t folders_length(struct str glob, size_t at) {
  bool opens = at == 0 || glob.p[at - 1] == '/';
  if (!opens || !str_starts_with(str_slice(glob, at, glob.n), STR("**")))
    return 0;
  if (at + 2 == glob.n)
    return 2;
  return glob.p[at + 2] == '/' ? 3 : 0;
}

/* How many bytes at the end of the glob stand for nothing but themselves. */
static size_t plain_tail(struct str glob) {
  size_t n = 0;
  while (n < glob.n && (is_alpha_char(glob.p[glob.n - 1 - n]) || glob.p[glob.n - 1 - n] == '.'))
    n++;
  return n;
}

/* Backtracks to the last star only, and to the last pair of stars when that fails: no input
 * makes it worse than the product of the two lengths. Most globs have a plain end, which tells
 * most paths that do not match, and how much the star before it takes. */
bool glob_matches(struct str glob, struct str path) {
  size_t tail = plain_tail(glob);
  if (!str_ends_with(path, str_slice(glob, glob.n - tail, glob.n)))
    return false;
  size_t g = 0, p = 0;
  size_t star = STR_NONE, star_at = 0, folders = STR_NONE, folders_at = 0;
  while (p < path.n || g < glob.n) {
    size_t n = folders_length(glob, g);
    if (n > 0) {
      folders = g += n;
      folders_at = p;
      star = STR_NONE;
      if (n == 2)
        return p < path.n;
      continue;
    }
    bool is_star = g < glob.n && glob.p[g] == '*';
    if (is_star && glob.n - g - 1 > tail) {
      star = ++g;
      star_at = p;
      continue;
    }
    if (is_star && p <= path.n - tail && str_find_char(path, '/', p) >= path.n - tail)
      return true;
    star = is_star ? STR_NONE : star; /* none before it takes a slash either */
    n = !is_star && p < path.n ? match_one(str_slice(glob, g, glob.n), path.p[p]) : 0;
    if (n > 0) {
      g += n;
      p++;
    } else if (star != STR_NONE && star_at < path.n && path.p[star_at] != '/') {
      g = star;
      p = ++star_at;
    } else if (folders != STR_NONE &&
               (folders_at = str_find_char(path, '/', folders_at)) != STR_NONE) {
      g = folders;
      p = ++folders_at;
      star = STR_NONE;
    } else {
      return false;
    }
  }
  return true;
}

bool glob_matches_any(const struct str *globs, size_t count, struct str path) {
  for (size_t i = 0; i < count; i++) {
    if (glob_matches(globs[i], path))
      return true;
  }
  return false;
}

/* Cuts the first component off the front, and the slash behind it. */
static struct str next_component(struct str *rest) {
  size_t slash = str_find_char(*rest, '/', 0);
  struct str part = str_slice(*rest, 0, slash);
  *rest = slash == STR_NONE ? (struct str){NULL, 0} : str_slice(*rest, slash + 1, rest->n);
  return part;
}

static bool ends_in_backslash(struct str glob) {
  size_t count = 0;
  while (count < glob.n && glob.p[glob.n - 1 - count] == '\\')
    count++;
  return count % 2 == 1;
}

static bool has_open_class(struct str glob) {
  for (size_t i = 0; i < glob.n; i++) {
    bool holds;
    size_t n = glob.p[i] == '[' ? match_class(str_slice(glob, i, glob.n), 'x', &holds) : 1;
    if (n == 0)
      return true;
    i += n - 1 + (glob.p[i] == '\\');
  }
  return false;
}

const char *glob_mistake(struct str glob) {
  if (glob.n == 0)
    return "it is empty";
  if (glob.p[0] == '/')
    return "it begins with \"/\", but is relative";
  if (glob.p[glob.n - 1] == '/')
    return "it ends with \"/\"; what is in a folder is  folder/**";
  if (ends_in_backslash(glob))
    return "it ends with a backslash";
  if (has_open_class(glob))
    return "its \"[\" is not closed";
  while (glob.n > 0) {
    struct str part = next_component(&glob);
    if (part.n == 0)
      return "it has two \"/\" in a row";
    if (str_equal_c(part, ".") || str_equal_c(part, ".."))
      return "it has a part \".\" or \"..\", which no path has";
  }
  return NULL;
}

bool glob_reaches(struct str glob, struct str folder) {
  if (str_equal_c(folder, "."))
    return glob.n > 0;
  while (folder.n > 0) {
    struct str part = next_component(&glob);
    if (str_equal_c(part, "**"))
      return true;
    if (!glob_matches(part, next_component(&folder)))
      return false;
  }
  return glob.n > 0;
}
