/* What libyaml says where it gives up, in words of ours. */
#ifndef PARSE_YAML_PROBLEM_H
#define PARSE_YAML_PROBLEM_H

#include "parse/yaml_events.h"

/* Reports the problem at its place: the last resort where no better finding is at hand. */
void yaml_problem_report(struct yaml_job *job, const struct events_problem *problem);

/* Where in the mended bytes the mistake is: libyaml often stops only some lines below it. */
size_t yaml_problem_place(const struct events_problem *problem);

#endif
