/* What a text is charged for by each vocabulary, fitted by `make fit-tokens`. */
#ifndef EMIT_CHUNKS_TOKENS_TABLE_H
#define EMIT_CHUNKS_TOKENS_TABLE_H

/* A charge is a printable character: so many steps above '_', TOKEN_STEPS of them a token.
 * Hashed tables are shared by what falls together. What the places of each mean says tokens.c.
 */
struct charges {
  const char *word, *word_length, *letter_pair, *letter_three;
  const char *hangul, *hangul_length, *hangul_kind, *syllable, *syllable_pair;
  const char *mark_joined, *mark_length, *mark_pair, *mark_repeat;
  const char *other;
  const char *kinds; /* of each syllable: 1, 2 or 3 tokens alone, three syllables a character */
};

enum { TOKEN_STEPS = 24, NO_CHARGE = '_', FIRST_KIND = '?' };

extern const struct charges charges_o200k, charges_cl100k;

#endif
