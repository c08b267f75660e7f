/* Reads IP addresses of both versions, and tells those of the public internet from the rest. */
#ifndef LINT_IP_H
#define LINT_IP_H

#include "base/str.h"

/* Of version 4, the last four bytes are the address and those before are those of ::ffff:0:0.
 */
struct ip {
  unsigned char bytes[16];
  bool is_v4;
};

/* An address, and how many of its first bits count (of 128). */
struct ip_range {
  struct ip base;
  unsigned bits;
};

/* The whole text must be one. Leading zeros are none of an address. */
bool ip_parse(struct str s, struct ip *ip);
/* "10.0.0.0/8", or an address alone. */
bool ip_parse_range(struct str s, struct ip_range *range);

bool ip_is_in(const struct ip *ip, const struct ip_range *range);

/* Is it one that belongs to somebody on the internet? Private, shared, local, reserved ones,
 * and those for documents do not (RFC 6890 and what came later). */
bool ip_is_public(const struct ip *ip);

#endif
