// The texts that token estimates are fitted on and held against: by kind, in two sets.
import fs from 'node:fs';
import path from 'node:path';

const LONGEST = 900; // characters: about what a chunk has

// FNV-1a: which set a file belongs to must not depend on which others there are.
export function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return (value ^ (value >>> 15)) >>> 0;
}

const is_held = (name) => hash(name) % 4 === 0;

function* walk(folder) {
  for (const entry of fs.readdirSync(folder, {withFileTypes: true}).sort((a, b) =>
    a.name < b.name ? -1 : 1)) {
    const place = path.join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || entry.name === 'build')
      continue;
    if (entry.isDirectory()) yield* walk(place);
    else if (entry.isFile()) yield place;
  }
}

// Stretches of whole paragraphs, or of whole lines, of about the length of a chunk.
export function stretches(text, border) {
  const found = [];
  let now = '';
  for (const part of text.split(border)) {
    if (now.length > 0 && now.length + part.length > LONGEST) {
      found.push(now);
      now = '';
    }
    now += (now.length > 0 ? (border === '\n' ? '\n' : '\n\n') : '') + part;
  }
  found.push(now);
  return found.map((one) => one.trim().slice(0, 4 * LONGEST)).filter((one) => one.length >= 20);
}

const PARAGRAPH = /\n[ \t]*\n/;

function add_file(texts, kind, root, place) {
  const name = path.relative(root, place);
  const border = kind === 'log' ? '\n' : PARAGRAPH;
  for (const text of stretches(fs.readFileSync(place, 'utf8'), border))
    texts.push({kind, held: is_held(name), name, text});
}

// One text alone in every n-th place of a list that has no files.
function add_list(texts, kind, name, list) {
  list.forEach((text, i) => texts.push({kind, held: is_held(`${name} ${i}`), name, text}));
}

function add_chunks(texts, kind, place) {
  const lines = fs.readFileSync(place, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  for (const chunk of lines)
    texts.push({kind, held: is_held(chunk.case), name: place, text: chunk.text});
}

function add_project(texts, root) {
  for (const place of walk(root)) {
    const name = path.relative(root, place);
    if (/^(generated|\.git)\//.test(name) || fs.statSync(place).size > 200000) continue;
    if (/\.(c|h)$/.test(name) && !/tokens_table/.test(name)) add_file(texts, 'code', root, place);
    if (/\.(py|sh|mjs|ts)$/.test(name)) add_file(texts, 'code', root, place);
    if (/\.(yaml|yml)$/.test(name)) add_file(texts, 'code', root, place);
    if (/\.md$/.test(name) && /^kb\//.test(name)) add_file(texts, 'cases', root, place);
    else if (/\.md$/.test(name) && !/^tests\/golden\//.test(name))
      add_file(texts, 'prose', root, place);
  }
}

// The Korean messages of the TypeScript compiler, a few to a text.
function add_korean(texts, modules) {
  const place = path.join(modules, 'typescript/lib/ko/diagnosticMessages.generated.json');
  const messages = JSON.parse(fs.readFileSync(place, 'utf8'));
  const lines = Object.values(messages);
  const groups = [];
  for (let i = 0; i < lines.length; i += 8) groups.push(lines.slice(i, i + 8).join('\n'));
  add_list(texts, 'korean', 'typescript', groups);
  const english = Object.keys(messages).map((key) => key.replace(/_\d+$/, '').replace(/_/g, ' '));
  const pages = [];
  for (let i = 0; i < english.length; i += 8) pages.push(english.slice(i, i + 8).join('.\n'));
  add_list(texts, 'english', 'typescript', pages);
}

const strip = (html) => html.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, '')
  .replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"')
  .replace(/[ \t]+\n/g, '\n').replace(/\n[ \t]{5,}/g, '\n    ').replace(/\n{3,}/g, '\n\n').replace(/&#39;|&#x27;/g, "'").replace(/&nbsp;/g, ' ').replace(/&amp;/g, '&');

// Texts of others, never fitted on: every Markdown, HTML and source file below the folder.
function add_held(texts, kind, folder) {
  for (const place of walk(folder)) {
    if (!/\.(md|html|txt|c|h|py|rs|log)$/.test(place) || fs.statSync(place).size > 2000000)
      continue;
    let text = fs.readFileSync(place, 'utf8');
    if (place.endsWith('.html')) text = strip(text);
    for (const one of stretches(text.replace(/\n{3,}/g, '\n\n'), PARAGRAPH))
      texts.push({kind, held: true, name: place, text: one});
  }
}

// `made` holds what kbc has made: *.log, *.jsonl of chunks. `others` is a list of KIND=FOLDER.
export function collect(root, modules, made, others) {
  const texts = [];
  add_project(texts, root);
  add_korean(texts, modules);
  for (const place of made ? walk(made) : []) {
    if (place.endsWith('.log')) {
      const lines = stretches(fs.readFileSync(place, 'utf8'), '\n');
      add_list(texts, 'log', path.basename(place), lines);
    } else if (place.endsWith('.jsonl')) {
      add_chunks(texts, 'chunks', place);
    }
  }
  for (const other of others) {
    const at = other.indexOf('=');
    add_held(texts, other.slice(0, at), other.slice(at + 1));
  }
  return texts;
}
