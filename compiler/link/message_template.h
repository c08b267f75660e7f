/* Finds what a log message has in common with the same message tomorrow. */
#ifndef LINK_MESSAGE_TEMPLATE_H
#define LINK_MESSAGE_TEMPLATE_H

struct arena;
struct kb;
struct kb_case;

/* Fills in kb_case->message: the message of the first log line, cut into constant text and
 * variable values; the parts one behind the other are the message. Nothing if the case has no
 * log line. Lives in `a`. */
void message_template_build(struct arena *a, struct kb_case *kb_case);

/* Fills in kb_case->patterns of all cases: the message of each log line, the same without a
 * label ("Label - message"), and the front matter value that the schema wants to occur in it.
 * Values are no part of a pattern, unless it has nothing else or two cases of one service
 * differ in them alone; such values are constant in kb_case->message from then on. Needs the
 * index of every case. Lives in `a`. */
void message_patterns_build(struct arena *a, struct kb *kb);

#endif
