/* Front matter that libyaml refuses, line by line: what is wrong, and what was meant. */
#ifndef PARSE_YAML_MEND_H
#define PARSE_YAML_MEND_H

#include "parse/yaml_text.h"

/* Looks through job->clean. Reports every broken line once, adds a patch for each to the job,
 * and answers whether there was any. Valid YAML never comes here, so what looks odd is the
 * mistake. */
bool yaml_mend(struct yaml_job *job);

/* In a text that is not mended: reports what is wrong with the value around `at`, if that
 * shows. */
bool yaml_report_value_at(struct yaml_job *job, size_t at);

#endif
