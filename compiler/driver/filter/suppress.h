/* Takes out the findings that comments silence, and says what is wrong with these comments. */
#ifndef DRIVER_FILTER_SUPPRESS_H
#define DRIVER_FILTER_SUPPRESS_H

struct arena;
struct bag;
struct cloud;
struct pipeline;
struct policy;

/* Takes the findings of the run that are silenced out of its bag, and adds what there is to say
 * about the comments. All findings must be there, with the levels of `policy`, those that
 * --select and --ignore hide among them. Under the cloud no comment is called unused. Lives in
 * the arena of the bag. */
void suppress_findings(struct pipeline *run, const struct policy *policy,
                       const struct cloud *cloud);

#endif
