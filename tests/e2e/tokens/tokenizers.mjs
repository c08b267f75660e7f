// The tokenizers that estimates are fitted on and held against.
import path from 'node:path';
import {createRequire} from 'node:module';

export const VOCABULARIES = ['o200k', 'cl100k'];

// count(text) for a vocabulary; the pieces are remembered, as words come again and again.
export function tokenizer(modules, vocabulary) {
  const require = createRequire(path.join(modules, 'here.js'));
  const {Tiktoken} = require('js-tiktoken/lite');
  const ranks = require(`js-tiktoken/ranks/${vocabulary}_base`);
  const tokens = new Tiktoken(ranks);
  const pieces = new RegExp(ranks.pat_str, 'gu');
  const known = new Map();
  const count_piece = (piece) => {
    let n = known.get(piece);
    if (n === undefined) known.set(piece, n = tokens.encode(piece, [], []).length);
    return n;
  };
  return {
    pieces: (text) => text.match(pieces) ?? [],
    count_piece,
    count: (text) => (text.match(pieces) ?? []).reduce((sum, one) => sum + count_piece(one), 0),
    count_whole: (text) => tokens.encode(text, [], []).length,
  };
}
