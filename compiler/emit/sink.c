/* Where an emitter's bytes go: counted, hashed, and handed on in large pieces. */
#include "emit/sink.h"

enum { WORTH_A_CALL = 64 * 1024 };

void sink_open(struct sink *sink, bool (*write)(void *to, struct str bytes), void *to) {
  *sink = (struct sink){.write = write, .to = to};
  hash_start(&sink->hash);
}

static void hand_on(struct sink *sink) {
  struct str bytes = buf_str(&sink->out);
  hash_add(&sink->hash, bytes);
  sink->bytes += bytes.n;
  if (!sink->has_failed && bytes.n > 0)
    sink->has_failed = !sink->write(sink->to, bytes);
  buf_clear(&sink->out);
}

void sink_pass(struct sink *sink) {
  if (sink->out.n >= WORTH_A_CALL)
    hand_on(sink);
}

size_t sink_position(const struct sink *sink) {
  return sink->bytes + sink->out.n;
}

struct hash_text sink_close(struct sink *sink) {
  hand_on(sink);
  buf_free(&sink->out);
  return hash_end(&sink->hash);
}

bool sink_into_buf(void *to, struct str bytes) {
  buf_add(to, bytes);
  return true;
}
