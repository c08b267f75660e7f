/* What a log message has in common with the same message tomorrow. */
#ifndef LINK_MESSAGE_TEMPLATE_H
#define LINK_MESSAGE_TEMPLATE_H

struct arena;
struct kb;
struct kb_case;

/* Fills in kb_case->message: the message of the first log line, cut into constant text and
 * variable values; the parts one behind the other are the message. Nothing if the case has no
 * log line. What other cases have to say is in it once the patterns are built. Lives in `a`. */
void message_template_build(struct arena *a, struct kb_case *kb_case);

/* Fills in kb_case->patterns of all cases from their drafts. Values become constant in which
 * alone two cases of one service differ, words variable in which alone messages of several
 * services do. Needs the index of every case. Lives in `a`. */
void message_patterns_build(struct arena *a, struct kb *kb);

#endif
