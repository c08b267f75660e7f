// The features of a text that compiler/emit/chunks/tokens.c charges for, found the same way as there.

// Groups of features: how many there are of each. The order is that of struct charges.
export const GROUPS = {
  word: 12,          // a word, by what is before it and by its capitals
  word_length: 48,   // up to 24 letters, of small letters and of capitals alone
  letter_pair: 1458, // letters that follow each other, 26 is the border; of capitals alone behind
  letter_three: 2048, // three letters, hashed; words that are not capitals alone
  hangul: 4,         // a run of Hangul, by what is before it
  hangul_length: 12,
  hangul_kind: 3,    // a syllable that takes one, two or three tokens alone
  syllable: 512,    // hashed
  syllable_pair: 2048, // hashed
  mark_joined: 128,  // one mark at the front of a word, by the mark
  mark_length: 12,   // of a run of marks; six more where it ends a line
  mark_pair: 1156,   // 33 x 33 and borders
  mark_repeat: 34,   // four times more the same mark, by the mark
  other: 16,         // what is neither, by the block; again where it repeats the one before
};

const FIRST = {};
let total = 0;
for (const [name, count] of Object.entries(GROUPS)) {
  FIRST[name] = total;
  total += count;
}
export const COUNT = total;

const is_upper = (c) => c >= 65 && c <= 90;
const is_lower = (c) => c >= 97 && c <= 122;
const is_alpha = (c) => is_upper(c) || is_lower(c);
const is_digit = (c) => c >= 48 && c <= 57;
const is_blank = (c) => c === 32 || c === 9;
const is_break = (c) => c === 10 || c === 13;
const is_hangul = (c) => c >= 0xac00 && c <= 0xd7a3;
const is_mark = (c) => c > 32 && c < 127 && !is_digit(c) && !is_alpha(c);
const is_letter = (c) => is_alpha(c) || (c >= 0x80 && !is_symbol(c));
const is_symbol = (c) => (c >= 0x80 && c < 0xc0 && c !== 0xaa && c !== 0xb5 && c !== 0xba) ||
  c === 0xd7 || c === 0xf7 || (c >= 0x2000 && c < 0x2c00) || (c >= 0x3000 && c < 0x3040) ||
  (c >= 0xfe00 && c < 0x10000) || c >= 0x1f000;

const mixed = (value, bits) => Math.imul(value, 0x9e3779b1) >>> (32 - bits);

const LATIN_MOST = 24;
const HANGUL_MOST = 12;
const MARKS_MOST = 6;
const RUN_MOST = 32;
const SPACE_MOST = 64;

// 0 nothing or a letter, 1 a blank, 2 a mark
function word_features(codes, from, lower, to, before, out) {
  const capitals = lower - from;
  const n = Math.min(to - from, LATIN_MOST);
  const shouts = to === lower && capitals > 1;
  const kind = shouts ? 2 : capitals > 1 ? 3 : capitals;
  out.push(FIRST.word + before * 4 + kind, FIRST.word_length + (shouts ? LATIN_MOST : 0) + n - 1);
  const pairs = FIRST.letter_pair + (shouts ? 729 : 0);
  let last = 26, second = 26;
  for (let i = from; i <= to; i++) {
    const c = i < to ? (codes[i] | 32) - 97 : 26;
    out.push(pairs + last * 27 + c);
    if (!shouts) out.push(FIRST.letter_three + mixed((second * 27 + last) * 27 + c, 11));
    second = last;
    last = c;
  }
}

function hangul_features(codes, from, to, before, kinds, out) {
  out.push(FIRST.hangul + before, FIRST.hangul_length + to - from - 1);
  let last = 0;
  for (let i = from; i <= to; i++) {
    const c = i < to ? codes[i] - 0xac00 + 1 : 0;
    if (c > 0)
      out.push(FIRST.hangul_kind + kinds[c - 1] - 1, FIRST.syllable + mixed(c, 9));
    out.push(FIRST.syllable_pair + mixed(last * 11173 + c, 11));
    last = c;
  }
}

const mark_number = (c) => c < 48 ? c - 33 : c < 65 ? c - 58 + 15 : c < 97 ? c - 91 + 22
  : c - 123 + 28; // 0..31

// A rule of dashes is one token however long it is, or one in four.
function mark_features(codes, from, to, spaced, breaks, out) {
  const n = Math.min(to - from, MARKS_MOST);
  out.push(FIRST.mark_length + (breaks ? MARKS_MOST : 0) + n - 1);
  let last = spaced ? 33 : 32;
  let repeats = 0;
  for (let i = from; i <= to; i++) {
    const c = i < to ? mark_number(codes[i]) : breaks ? 33 : 32;
    repeats = c === last ? repeats + 1 : 0;
    if (repeats < 4) out.push(FIRST.mark_pair + last * 34 + c);
    else if (repeats % 4 === 0) out.push(FIRST.mark_repeat + c);
    last = c;
  }
}

function block_of(c) {
  if (c < 0x180) return is_symbol(c) ? 0 : 1;
  if (c < 0x800) return 2;
  if (c >= 0x2000 && c < 0x2070) return 3;
  if ((c >= 0x2190 && c < 0x2194) || (c >= 0x2500 && c < 0x2580)) return 4;
  if (c >= 0x2e80 && c < 0xa000) return 5;
  return c < 0x10000 ? 6 : 7;
}

// Calls add(features, least) for each stretch and fixed(tokens) for what is known.
export function scan(text, kinds, splits_camel, add, fixed) {
  const codes = Array.from(text, (c) => c.codePointAt(0));
  const n = codes.length;
  let at = 0;
  let before = 0; // of the next stretch: 0 nothing, 1 a blank, 2 a mark, 3 a letter
  while (at < n) {
    const c = codes[at];
    if (is_alpha(c)) {
      const from = at;
      while (at < n && at - from < LATIN_MOST && is_upper(codes[at])) at++;
      const lower = at;
      while (at < n && at - from < LATIN_MOST && is_lower(codes[at])) at++;
      const out = [];
      word_features(codes, from, lower, at, before === 3 ? 0 : before, out);
      add(out, before === 3 && !(splits_camel && lower > from) ? 0.25 : before === 2 ? 0.5 : 1);
      before = 3;
    } else if (is_digit(c)) {
      const from = at;
      while (at < n && at - from < 3 && is_digit(codes[at])) at++;
      fixed(1);
      before = 0;
    } else if (is_hangul(c)) {
      const from = at;
      while (at < n && at - from < HANGUL_MOST && is_hangul(codes[at])) at++;
      const out = [];
      hangul_features(codes, from, at, before, kinds, out);
      add(out, before === 3 ? 0.25 : before === 2 ? 0.5 : 1);
      before = 3;
    } else if (is_mark(c)) {
      const from = at;
      while (at < n && at - from < RUN_MOST && is_mark(codes[at])) at++;
      if (at - from === 1 && at < n && is_letter(codes[at]) && before !== 1) {
        add([FIRST.mark_joined + mark_number(c) * 4 +
          (is_alpha(codes[at]) ? is_upper(codes[at]) ? 1 : 0 : is_hangul(codes[at]) ? 2 : 3)], 0);
        before = 2;
      } else {
        const out = [];
        const breaks = at < n && is_break(codes[at]);
        mark_features(codes, from, at, before === 1, breaks, out);
        if (breaks) while (at < n && is_break(codes[at])) at++;
        add(out, 1);
        before = 0;
      }
    } else if (is_blank(c) || is_break(c)) {
      const from = at;
      let end = from; // behind the last line break
      let breaks = 0;
      while (at < n && at - from < SPACE_MOST && (is_blank(codes[at]) || is_break(codes[at]))) {
        at++;
        if (is_break(codes[at - 1])) {
          if (end !== at - 1 || end === from) breaks++;
          end = at;
        }
      }
      fixed(breaks);
      const blanks = at - end;
      const joins = at < n && (is_letter(codes[at]) || (codes[at - 1] === 32 && !is_digit(codes[at])));
      before = blanks > 0 && joins ? 1 : 0;
      if (blanks > 0) fixed(blanks > 1 && at < n ? (joins ? 1 : 2) : joins ? 0 : 1);
    } else {
      const block = block_of(c);
      const repeats = (block === 3 || block === 4) && at > 0 && codes[at - 1] === c;
      const feature = FIRST.other + block + (repeats ? 8 : 0);
      add([feature, feature, feature], 0); // thrice, as it may be up to four tokens
      before = is_letter(c) ? 3 : 0;
      at++;
    }
  }
}
