// Fits the charges of compiler/emit/chunks/tokens.c on texts and prints compiler/emit/chunks/tokens_table.c.
//
//     node fit.mjs ROOT MODULES MADE
//
// A piece of a text, as the tokenizer cuts it, is an example: what its stretches are charged should
// add up to its tokens. Texts that are held out are not looked at. The same texts give the same
// table.
import {collect} from './texts.mjs';
import {tokenizer, VOCABULARIES} from './tokenizers.mjs';
import {COUNT, GROUPS, scan} from './scan.mjs';

const WIDTH = 84;             // of a line of the table
const STEP = 24;             // a token has so many steps
const ROUNDS = 40;
const RATE = 0.15;
const DECAY = 0.02;
const NOISE = 1500;
const POWER = 0.6; // how much more a common piece counts than a rare one

function kinds_of(counter) {
  const kinds = new Uint8Array(11172);
  for (let i = 0; i < kinds.length; i++)
    kinds[i] = Math.min(3, counter.count_piece(String.fromCharCode(0xac00 + i)));
  return kinds;
}

// The pieces of the texts, each with its features, its tokens and how often it is there.
function examples_of(texts, counter, kinds, splits_camel) {
  const seen = new Map();
  for (const {text} of texts)
    for (const piece of counter.pieces(text)) seen.set(piece, (seen.get(piece) ?? 0) + 1);
  const examples = [];
  for (const [piece, times] of seen) {
    const stretches = [];
    let known = 0;
    scan(piece, kinds, splits_camel, (features, least) => stretches.push({features, least}),
      (n) => known += n);
    if (stretches.length > 0)
      examples.push({stretches, known, tokens: counter.count_piece(piece), weight: times ** POWER});
  }
  return examples;
}

// Words that nobody wrote, so that pairs of letters and syllables that are rare are not cheap.
function noise() {
  let seed = 99;
  const draw = (n) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % 65521 % n;
  const make = (from, count, most) =>
    ' '.repeat(draw(2)) + Array.from({length: 1 + draw(most)},
      () => String.fromCodePoint(from + draw(count))).join('');
  const words = [];
  for (let i = 0; i < NOISE; i++)
    words.push(make(97, 26, 10), make(65, 26, 8), make(0xac00, 11172, 4), make(97, 6, 6));
  for (let i = 0; i < NOISE / 10; i++)
    words.push(make(0xc0, 0x40, 5), make(0x2200, 0x200, 4), make(0x4e00, 0x5000, 4),
      make(0x1f300, 0x300, 3), make(0x400, 0x60, 6), make(0x3040, 0xb0, 5));
  for (let mark = 33; mark < 127; mark++)
    if (!/[0-9a-z]/i.test(String.fromCharCode(mark)))
      for (let n = 3; n < 33; n++) words.push(String.fromCharCode(mark).repeat(n));
  return words.map((text) => ({text}));
}

function value_of(weights, stretch) {
  let sum = 0;
  for (const feature of stretch.features) sum += weights[feature];
  return sum;
}

// Stochastic gradient descent with a rate of its own for each weight (Adagrad).
function fit(examples) {
  const weights = new Float64Array(COUNT);
  const squares = new Float64Array(COUNT).fill(1e-3);
  let seed = 1;
  const order = examples.map((_, i) => i);
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      const j = seed % (i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (const index of order) {
      const example = examples[index];
      const values = example.stretches.map((one) => value_of(weights, one));
      let guess = example.known;
      example.stretches.forEach((one, i) => guess += Math.max(one.least, values[i]));
      const error = guess - example.tokens;
      example.stretches.forEach((one, i) => {
        // Below its least a stretch learns only to come up again.
        if (values[i] < one.least && error > 0) return;
        for (const feature of one.features) {
          const slope = error * Math.min(example.weight, 20) + DECAY * weights[feature];
          squares[feature] += slope * slope;
          weights[feature] -= RATE * slope / Math.sqrt(squares[feature]);
        }
      });
    }
  }
  return weights;
}

const quantise = (value) => Math.max(-32, Math.min(31, Math.round(value * STEP)));

const character = (level) => level + 63 === 92 ? '\\\\' : String.fromCharCode(level + 63);

function print_text(name, levels) {
  const lines = [];
  let line = '';
  for (const one of levels.map(character)) {
    if (line.length + one.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += one;
  }
  lines.push(line);
  return `    .${name} =\n${lines.map((text) => `        "${text}"`).join('\n')},\n`;
}

const [root, modules, made] = process.argv.slice(2);
const texts = collect(root, modules, made, []);
console.log(`/* What a text is charged for by each vocabulary: made by \`make fit-tokens\`. */
#include "emit/chunks/tokens_table.h"

/* clang-format off */
`);
for (const vocabulary of VOCABULARIES) {
  const counter = tokenizer(modules, vocabulary);
  const kinds = kinds_of(counter);
  const splits_camel = vocabulary === 'o200k';
  const known = texts.filter((one) => !one.held).concat(noise());
  const examples = examples_of(known, counter, kinds, splits_camel);
  const weights = fit(examples);
  console.error(`${vocabulary}: ${examples.length} pieces`);
  let out = `const struct charges charges_${vocabulary} = {\n`;
  let at = 0;
  for (const [name, count] of Object.entries(GROUPS)) {
    const levels = [];
    for (let i = 0; i < count; i++) levels.push(quantise(weights[at++]) + 32);
    out += print_text(name, levels);
  }
  const packed = [];
  for (let i = 0; i < kinds.length; i += 3)
    packed.push(kinds[i] | (kinds[i + 1] ?? 0) << 2 | (kinds[i + 2] ?? 0) << 4);
  out += print_text('kinds', packed) + '};\n';
  console.log(out);
}
