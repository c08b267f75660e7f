/* Where the links of a knowledge base lead, which takes the stages that read and parse once
 * more.
 */
#ifndef DRIVER_PIPELINE_LINKS_H
#define DRIVER_PIPELINE_LINKS_H

struct arena;
struct inputs;
struct pipeline;

/* Fills in the links of run->kb. The scratch is empty afterwards. */
void pipeline_follow_links(struct pipeline *run, const struct inputs *inputs,
                           struct arena *scratch);

#endif
