/* The same lines by RE2::Set, which is asked about one line after another.
 *
 *     re2_set PATTERNS STEM MEGABYTES [ROUNDS]
 *
 * PATTERNS is what hyperscan.c reads, too; MEGABYTES is what RE2 may take for its automata. The
 * longest pattern of the line's service gives its label, the first one of several. */
#include "input.h"

#include <re2/re2.h>
#include <re2/set.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <sys/resource.h>
#include <vector>

struct row {
  uint32_t number, length;
  std::string service;
};

static bool add_all(const char *path, RE2::Set *set, std::vector<row> *rows) {
  size_t n;
  const char *text = input_file(path, &n);
  for (const char *p = text, *end; p < text + n; p = end + 1) {
    char *rest;
    end = strchr(p, '\n');
    row one;
    one.number = static_cast<uint32_t>(strtoul(p, &rest, 10));
    one.length = static_cast<uint32_t>(strtoul(rest + 1, &rest, 10));
    const char *service = rest + 1, *pattern = strchr(service, '\t') + 1;
    one.service.assign(service, pattern - 1);
    std::string error;
    if (set->Add(re2::StringPiece(pattern, static_cast<size_t>(end - pattern)), &error) < 0) {
      printf("failed %s\n", error.c_str());
      return false;
    }
    rows->push_back(one);
  }
  return true;
}

static const row *best_of(const std::vector<int> &ids, const std::vector<row> &rows,
                          const char *service, size_t n) {
  const row *best = nullptr;
  for (int id : ids) {
    const row *one = &rows[static_cast<size_t>(id)];
    if (one->service.size() != n || memcmp(one->service.data(), service, n) != 0)
      continue;
    if (!best || one->length > best->length ||
        (one->length == best->length && one->number < best->number))
      best = one;
  }
  return best;
}

static bool match_all(const struct input *input, const RE2::Set &set,
                      const std::vector<row> &rows, int32_t *found) {
  std::vector<int> ids;
  size_t line = 0;
  for (const char *p = input->text, *end = p + input->n; p < end; line++) {
    const char *next = static_cast<const char *>(memchr(p, '\n', static_cast<size_t>(end - p)));
    RE2::Set::ErrorInfo error;
    const row *best = nullptr;
    ids.clear();
    if (set.Match(re2::StringPiece(p, static_cast<size_t>(next - p)), &ids, &error)) {
      size_t n = 0;
      const char *service = input_service(p, next, &n);
      best = service ? best_of(ids, rows, service, n) : nullptr;
    } else if (error.kind != RE2::Set::kNoError) {
      return false;
    }
    found[line] = best ? static_cast<int32_t>(best->number) : -1;
    p = next + 1;
  }
  return true;
}

int main(int argc, char **argv) {
  if (argc < 4)
    return 2;
  int rounds = argc > 4 ? atoi(argv[4]) : 2;
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(strtoll(argv[3], nullptr, 10) << 20);
  RE2::Set set(options, RE2::UNANCHORED);
  std::vector<row> rows;
  double start = input_seconds();
  if (!add_all(argv[1], &set, &rows))
    return 0;
  if (!set.Compile()) {
    printf("failed Compile: not within %s MB\n", argv[3]);
    return 0;
  }
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("compiled patterns %zu seconds %.2f kilobytes %ld\n", rows.size(),
         input_seconds() - start, usage.ru_maxrss);
  struct input input = input_read(argv[2]);
  int32_t *found = static_cast<int32_t *>(calloc(input.lines + 1, sizeof *found));
  for (int i = 0; i < rounds; i++) {
    start = input_seconds();
    if (!match_all(&input, set, rows, found)) {
      printf("failed Match: the automaton does not fit into %s MB\n", argv[3]);
      return 0;
    }
    input_report("labels", input_seconds() - start);
  }
  input_score("labels", &input, found);
  return 0;
}
