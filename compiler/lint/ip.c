/* Reads IP addresses of both versions, and tells those of the public internet from the rest. */
#include "lint/ip.h"

#include <string.h>

/* ---- Reading ---- */

static bool read_number(struct str s, size_t *at, unsigned largest, unsigned *number) {
  size_t from = *at;
  for (*number = 0; *at < s.n && is_digit_char(s.p[*at]) && *number <= largest; (*at)++)
    *number = *number * 10 + (unsigned)(s.p[*at] - '0');
  bool has_leading_zero = *at - from > 1 && s.p[from] == '0';
  return *at > from && *number <= largest && !has_leading_zero;
}

static bool parse_v4(struct str s, unsigned char bytes[4]) {
  size_t at = 0;
  for (size_t i = 0; i < 4; i++) {
    unsigned number;
    if (i > 0 && (at == s.n || s.p[at++] != '.'))
      return false;
    if (!read_number(s, &at, 255, &number))
      return false;
    bytes[i] = (unsigned char)number;
  }
  return at == s.n;
}

static int hex_digit(char c) {
  if (is_digit_char(c))
    return c - '0';
  c = lower_char(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Up to four digits; false if there is none. */
static bool read_group(struct str s, size_t *at, unsigned *group) {
  size_t from = *at;
  for (*group = 0; *at < s.n && *at - from < 4 && hex_digit(s.p[*at]) >= 0; (*at)++)
    *group = *group * 16 + (unsigned)hex_digit(s.p[*at]);
  return *at > from;
}

/* Groups between single colons; "::" once, for as many zeros as are missing. The last two may
 * be written as an address of version 4. */
static bool parse_v6(struct str s, unsigned char bytes[16]) {
  size_t n = 0, gap = STR_NONE, at = 0;
  memset(bytes, 0, 16);
  if (str_starts_with(s, STR("::"))) {
    gap = 0;
    at = 2;
  }
  while (at < s.n) {
    unsigned group;
    struct str rest = str_slice(s, at, s.n);
    if (n <= 12 && str_find_char(rest, ':', 0) == STR_NONE && parse_v4(rest, bytes + n)) {
      n += 4;
      break;
    }
    if (n == 16 || !read_group(s, &at, &group))
      return false;
    bytes[n++] = (unsigned char)(group >> 8);
    bytes[n++] = (unsigned char)(group & 0xFF);
    if (at == s.n)
      break;
    if (s.p[at++] != ':' || at == s.n)
      return false;
    if (s.p[at] == ':') {
      if (gap != STR_NONE)
        return false;
      gap = n;
      at++;
    }
  }
  if (gap == STR_NONE)
    return n == 16;
  if (n > 14)
    return false;
  memmove(bytes + gap + (16 - n), bytes + gap, n - gap);
  memset(bytes + gap, 0, 16 - n);
  return true;
}

bool ip_parse(struct str s, struct ip *ip) {
  *ip = (struct ip){.is_v4 = true};
  if (parse_v4(s, ip->bytes + 12)) {
    ip->bytes[10] = ip->bytes[11] = 0xFF;
    return true;
  }
  ip->is_v4 = false;
  return str_find_char(s, ':', 0) != STR_NONE && parse_v6(s, ip->bytes);
}

bool ip_parse_range(struct str s, struct ip_range *range) {
  size_t slash = str_find_char(s, '/', 0), at = slash + 1;
  if (!ip_parse(str_slice(s, 0, slash), &range->base))
    return false;
  unsigned most = range->base.is_v4 ? 32 : 128, bits = most;
  if (slash != STR_NONE && (!read_number(s, &at, most, &bits) || at < s.n))
    return false;
  range->bits = bits + (range->base.is_v4 ? 96 : 0);
  return true;
}

/* ---- Which is whose ---- */

bool ip_is_in(const struct ip *ip, const struct ip_range *range) {
  unsigned whole = range->bits / 8, rest = range->bits % 8;
  if (ip->is_v4 != range->base.is_v4 || memcmp(ip->bytes, range->base.bytes, whole) != 0)
    return false;
  return rest == 0 || (ip->bytes[whole] ^ range->base.bytes[whole]) >> (8 - rest) == 0;
}

/* Of version 4 all is public but these. */
static const struct {
  unsigned char bytes[4];
  unsigned bits;
} special_v4[] = {
    {{0, 0, 0, 0}, 8},       /* this network */
    {{10, 0, 0, 0}, 8},      /* private */
    {{100, 64, 0, 0}, 10},   /* shared by a carrier */
    {{127, 0, 0, 0}, 8},     /* loopback */
    {{169, 254, 0, 0}, 16},  /* link-local */
    {{172, 16, 0, 0}, 12},   /* private */
    {{192, 0, 0, 0}, 24},    /* of protocols */
    {{192, 0, 2, 0}, 24},    /* documents */
    {{192, 31, 196, 0}, 24}, /* AS112 */
    {{192, 52, 193, 0}, 24}, /* AMT */
    {{192, 88, 99, 0}, 24},  /* 6to4 relays */
    {{192, 168, 0, 0}, 16},  /* private */
    {{192, 175, 48, 0}, 24}, /* AS112 */
    {{198, 18, 0, 0}, 15},   /* benchmarks */
    {{198, 51, 100, 0}, 24}, /* documents */
    {{203, 0, 113, 0}, 24},  /* documents */
    {{224, 0, 0, 0}, 3},     /* multicast, reserved, broadcast, masks */
};

static bool is_public_v4(const unsigned char bytes[4]) {
  unsigned long address = (unsigned long)bytes[0] << 24 | (unsigned long)bytes[1] << 16 |
                          (unsigned long)bytes[2] << 8 | bytes[3];
  for (size_t i = 0; i < sizeof special_v4 / sizeof *special_v4; i++) {
    const unsigned char *b = special_v4[i].bytes;
    unsigned long base =
        (unsigned long)b[0] << 24 | (unsigned long)b[1] << 16 | (unsigned long)b[2] << 8 | b[3];
    if ((address ^ base) >> (32 - special_v4[i].bits) == 0)
      return false;
  }
  return true;
}

/* Of version 6 only 2000::/3 is handed out, and of that these are special. */
static bool is_public_v6(const unsigned char b[16]) {
  if (b[0] >> 5 != 1)
    return false;
  bool is_document = (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8) ||
                     (b[0] == 0x3F && b[1] == 0xFF && b[2] >> 4 == 0);
  bool is_protocol = b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02; /* 2001::/23 */
  bool is_6to4 = b[0] == 0x20 && b[1] == 0x02;
  return !is_document && !is_protocol && (!is_6to4 || is_public_v4(b + 2));
}

bool ip_is_public(const struct ip *ip) {
  return ip->is_v4 ? is_public_v4(ip->bytes + 12) : is_public_v6(ip->bytes);
}
