/* The incidents of a knowledge base, which takes the stages that read and parse once more. */
#ifndef DRIVER_PIPELINE_INCIDENTS_H
#define DRIVER_PIPELINE_INCIDENTS_H

struct arena;
struct bag;
struct pipeline;

/* The files that the globs of the schema name, relative to the working folder. Lives in `a`. */
struct file_set pipeline_incident_files(struct arena *a, struct bag *bag,
                                        const struct pipeline *run);

/* Reads those that the schema names and finds their cases in run->kb; what is wrong goes into
 * the bag. Fills in run->incidents: the whole ones. */
void pipeline_find_incidents(struct pipeline *run, struct arena *scratch);

#endif
