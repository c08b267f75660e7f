// Holds kbc's token counts against the tokenizers, prints a table, and fails where they are off.
//
//     node measure.mjs COUNT ROOT MODULES MADE [KIND=FOLDER…]
//
// COUNT is the program of count.c. In the environment: KBC_TOKENS_SHARE, of the project's own
// code every n-th text only (1).
import {spawnSync} from 'node:child_process';
import {collect, hash} from './texts.mjs';
import {tokenizer, VOCABULARIES} from './tokenizers.mjs';

const MEAN = 0.05;
const SHARE = Number(process.env.KBC_TOKENS_SHARE ?? 1);
const [program, root, modules, made, ...others] = process.argv.slice(2);

const texts = collect(root, modules, made, others)
  .filter((one) => one.kind !== 'code' || hash(one.text) % SHARE === 0)
  .filter((one) => !one.text.includes('\0'));
const counted = spawnSync(program, {input: texts.map((one) => one.text + '\0').join(''),
  maxBuffer: 1 << 28, encoding: 'utf8'});
if (counted.status !== 0) {
  console.log(`count ended with ${counted.status}: ${counted.stderr}`);
  process.exit(1);
}
const counts = counted.stdout.trim().split('\n').map((line) => line.split(' ').map(Number));

const percent = (share) => `${(100 * share).toFixed(1)} %`;
let is_good = counts.length === texts.length;

function add(row, truth, estimate, bound) {
  row.texts++;
  row.tokens += truth;
  row.error += Math.abs(estimate - truth) / truth;
  row.worst = Math.max(row.worst, Math.abs(estimate - truth) / truth);
  row.excess += bound / truth - 1;
  row.tightest = Math.min(row.tightest, bound / truth - 1);
}

const new_row = () => ({texts: 0, tokens: 0, error: 0, worst: 0, excess: 0, tightest: Infinity});

console.log('| vocabulary | text | texts | tokens | mean error | worst | bound above | at least |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const [place, vocabulary] of VOCABULARIES.entries()) {
  const counter = tokenizer(modules, vocabulary);
  const rows = new Map();
  texts.forEach((one, i) => {
    const truth = counter.count(one.text);
    const [estimate, bound] = counts[i].slice(2 * place, 2 * place + 2);
    for (const name of [one.kind + (one.held ? ', held out' : ''), 'all']) {
      if (!rows.has(name)) rows.set(name, new_row());
      add(rows.get(name), truth, estimate, bound);
    }
    if (bound < truth) {
      is_good = false;
      console.log(`${vocabulary}: the bound ${bound} is below ${truth} for ${one.name}: ` +
        JSON.stringify(one.text.slice(0, 300)));
    }
  });
  for (const [name, row] of [...rows].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    console.log(`| ${vocabulary} | ${name} | ${row.texts} | ${row.tokens} | ` +
      [row.error / row.texts, row.worst, row.excess / row.texts, row.tightest].map(percent)
        .join(' | ') + ' |');
    if (row.error / row.texts > MEAN) {
      is_good = false;
      console.log(`${vocabulary}: the mean error of ${name} is above ${percent(MEAN)}`);
    }
  }
}
process.exit(is_good ? 0 : 1);
