/* The floor under `kbc check`: reads the files that are named on standard input, runs libyaml
 * over the front matter and cmark over the rest, and throws away what they find. */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* Where the line after the one that holds only `---` begins, from `at` on; `n` if none does. */
static size_t after_marker(const char *text, size_t n, size_t at) {
  while (at < n) {
    const char *end = memchr(text + at, '\n', n - at);
    size_t next = end ? (size_t)(end - text) + 1 : n;
    if (next - at >= 4 && memcmp(text + at, "---\n", 4) == 0)
      return next;
    at = next;
  }
  return n;
}

static size_t count_events(const char *text, size_t n) {
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser))
    abort();
  yaml_parser_set_input_string(&parser, (const unsigned char *)text, n);
  size_t events = 0;
  for (yaml_event_type_t type = YAML_NO_EVENT; type != YAML_STREAM_END_EVENT; events++) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event))
      break;
    type = event.type;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return events;
}

static size_t count_blocks(const char *text, size_t n) {
  cmark_node *document = cmark_parse_document(text, n, CMARK_OPT_DEFAULT);
  size_t blocks = 0;
  for (cmark_node *node = cmark_node_first_child(document); node;
       node = cmark_node_next(node)) {
    blocks++;
  }
  cmark_node_free(document);
  return blocks;
}

/* The whole file in a buffer that grows and is used again. */
static size_t read_file(const char *path, char **buffer, size_t *room) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(1);
  }
  size_t n = 0;
  for (;;) {
    if (*room - n < 4096) {
      *room = *room * 2 + 65536;
      *buffer = realloc(*buffer, *room);
      if (!*buffer)
        abort();
    }
    size_t got = fread(*buffer + n, 1, *room - n, file);
    if (got == 0)
      break;
    n += got;
  }
  fclose(file);
  return n;
}

int main(void) {
  char path[4096];
  char *buffer = NULL;
  size_t room = 0, files = 0, bytes = 0, events = 0, blocks = 0;
  while (fgets(path, sizeof path, stdin)) {
    path[strcspn(path, "\n")] = '\0';
    size_t n = read_file(path, &buffer, &room);
    size_t front = after_marker(buffer, n, 0);
    size_t body = after_marker(buffer, n, front);
    events += count_events(buffer + front, body - front);
    blocks += count_blocks(buffer + body, n - body);
    files++;
    bytes += n;
  }
  free(buffer);
  printf("%zu files, %zu bytes, %zu events, %zu blocks\n", files, bytes, events, blocks);
  return 0;
}
