/* The formats that JSON Schema 2020-12 names, each a question to a text. */
#ifndef CHECK_JSON_FORMAT_H
#define CHECK_JSON_FORMAT_H

#include "base/str.h"

struct json_format;

/* By its name, or NULL. */
const struct json_format *json_format_find(struct str name);
size_t json_format_count(void);
const struct json_format *json_format_at(size_t index);

struct str json_format_name(const struct json_format *format);
/* "a date such as 2026-01-31" */
const char *json_format_text(const struct json_format *format);
bool json_format_fits(const struct json_format *format, struct str text);

/* The questions themselves, each by the standard that JSON Schema refers to. */
bool format_is_date(struct str text); /* RFC 3339, section 5.6, as the next two */
bool format_is_time(struct str text); /* with an offset */
bool format_is_date_time(struct str text);
bool format_is_duration(struct str text); /* RFC 3339, appendix A */
bool format_is_uri(struct str text);      /* RFC 3986; with a scheme */
bool format_is_uri_reference(struct str text);
bool format_is_iri(struct str text); /* RFC 3987: the same with non-ASCII characters */
bool format_is_iri_reference(struct str text);
bool format_is_uri_template(struct str text); /* RFC 6570 */
bool format_is_json_pointer(struct str text); /* RFC 6901 */
bool format_is_relative_json_pointer(struct str text);
bool format_is_ipv4(struct str text); /* RFC 2673, section 3.2 */
bool format_is_ipv6(struct str text); /* RFC 4291, section 2.2 */

#endif
