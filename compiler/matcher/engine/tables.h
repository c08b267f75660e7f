/* What the matcher knows: the rows of numbers by which it finds the case of a line. */
#ifndef KB_TABLES_H
#define KB_TABLES_H

/* Texts lie in one row of bytes and are named by offset and length. A number that names nothing
 * is KB_NO_NUMBER. */
#define KB_NO_NUMBER 0xFFFFFFFFu

/* Longest stretch of plain words, and number of variable ones, that may stand before the word
 * by which a pattern is looked for. */
enum { KB_MOST_BEFORE = 24, KB_MOST_ANY = 15 };

/* The numbers of a row. */
enum {
  /* A pattern: items with one space between two. "=" leads a value word, "*" is a variable one.
   * The rows of a bucket, which is what the hash of service and anchor leads to, stand together
   * with the longest first. */
  KB_PATTERN_TEXT,
  KB_PATTERN_N,       /* bytes of the text, and above 16 bits where the anchor is in it */
  KB_PATTERN_LENGTH,  /* bytes that count when patterns are compared */
  KB_PATTERN_SHAPE,   /* bits 0 to 7: plain and variable words before it, 8 to 15: variable
                         ones of these, 16 to 23: flags, 24 and up: all variable ones */
  KB_PATTERN_SERVICE, /* row of services */
  KB_PATTERN_ORDER,   /* of two that are equally long and equally far left the lower wins */
  KB_PATTERN_NUMBER,  /* of the case */
  KB_PATTERN_NUMBERS,

  KB_SERVICE_TEXT = 0,
  KB_SERVICE_N,
  KB_SERVICE_FLAGS,
  KB_SERVICE_NUMBERS,

  /* A piece of a log template. Between OPEN, which a literal follows, and CLOSE stands what
   * may be left out. */
  KB_PART_KIND = 0,
  KB_PART_FIELD, /* counted within the template */
  KB_PART_TEXT,
  KB_PART_N,
  KB_PART_NUMBERS,

  KB_FIELD_NAME = 0,
  KB_FIELD_NAME_N,
  KB_FIELD_KIND,
  KB_FIELD_FORMAT, /* of a time */
  KB_FIELD_FORMAT_N,
  KB_FIELD_VALUES, /* of an enum: first row and number */
  KB_FIELD_VALUE_COUNT,
  KB_FIELD_AGREED, /* column of `agreed` that it must equal, counted from 1; 0: none */
  KB_FIELD_NUMBERS,

  KB_TEXT_AT = 0,
  KB_TEXT_N,
  KB_TEXT_NUMBERS,

  /* A log template. */
  KB_FORM_PARTS = 0,
  KB_FORM_PART_COUNT,
  KB_FORM_FIELDS,
  KB_FORM_FIELD_COUNT,
  KB_FORM_SERVICE, /* fields, counted within the template, or KB_NO_NUMBER */
  KB_FORM_MESSAGE,
  KB_FORM_NUMBERS,

  /* How a form is read without looking at its parts one by one: one row a form. It begins with
   * a literal or with its first field; fields with a literal behind each follow (steps), then
   * the message, and what may be left out: a literal and one field, or nothing. */
  KB_QUICK_STEPS = 0,
  KB_QUICK_STEP_COUNT,
  KB_QUICK_START, /* the literal at the beginning */
  KB_QUICK_START_N,
  KB_QUICK_START_RARE, /* as KB_STEP_RARE */
  KB_QUICK_TAIL, /* the literal behind the message; n = 0: none */
  KB_QUICK_TAIL_N,
  KB_QUICK_TAIL_RARE,
  KB_QUICK_TAIL_FIELD,
  KB_QUICK_MESSAGE, /* field */
  KB_QUICK_SERVICE, /* row of services, of a form without such a field */
  KB_QUICK_NUMBERS,

  KB_STEP_KIND = 0,
  KB_STEP_FIELD,
  KB_STEP_TEXT, /* the literal behind it */
  KB_STEP_N,
  KB_STEP_RARE,  /* place in it of the byte that is looked for */
  KB_STEP_HELP,  /* KB_STEP_VALUES: texts of 8 bytes; KB_STEP_TIME: three texts of 32 bytes */
  KB_STEP_COUNT, /* values; bytes of a time */
  KB_STEP_NUMBERS
};

enum { KB_STEP_TEXT_FIELD, KB_STEP_SERVICE, KB_STEP_VALUES, KB_STEP_TIME, KB_STEP_SLOW };

enum { KB_MOST_STEPS = 12 }; /* of a form that is read quickly */

enum { KB_LITERAL, KB_FIELD, KB_OPEN, KB_CLOSE }; /* kinds of parts */
enum { KB_ANY_TEXT, KB_ONE_OF, KB_TIME };         /* kinds of fields */

enum {
  KB_IS_MIXED = 1 << 16, /* the pattern has values or variable words */
  KB_LEADS_WITH_VALUE = 1 << 17,
  KB_IS_VALUE = 1 << 18, /* it has no plain word */

  KB_HAS_VALUE_PATTERNS = 1 /* of a service: some of its patterns have no plain word */
};

struct kb_tables {
  const char *text;
  const uint32_t *patterns;
  const uint32_t *heads;       /* of each bucket: its first pattern; one more closes the last */
  const uint32_t *any_heads;   /* the same for buckets of the anchor alone, */
  const uint32_t *any_members; /* whose patterns stand here */
  const uint32_t *services;
  const uint32_t *service_slots; /* rows of services, at the hash of the name or behind it */
  const uint32_t *forms, *parts, *fields, *values;
  const uint32_t *agreed;       /* a row a case: rows of agreed_texts; 0: says nothing */
  const uint32_t *agreed_texts; /* row 0 is empty */
  const uint32_t *filter; /* two bits of one number are set for each anchor of a service */
  /* At the hash of all its words or behind it: a pattern that no other can beat where it is the
   * whole message. Above its 24 bits stand 8 of the hash. */
  const uint32_t *whole;
  const uint32_t *quick, *steps;
  uint32_t pattern_count, service_count, form_count, agreed_columns;
  uint32_t head_bits, service_bits, filter_bits, whole_bits; /* of the hashes */
  uint32_t is_quick; /* can all forms be read by steps? */
};

#endif
