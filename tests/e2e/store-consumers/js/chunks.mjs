// Reads what kbc builds and plans, and says what a store must hold after a load and after a plan.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function readText(path) {
  return utf8.decode(readFileSync(path));
}

export function parseLines(text) {
  if (text !== "" && !text.endsWith("\n")) throw new Error("the last line has no end");
  return text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
}

export function readLines(path) {
  return parseLines(readText(path));
}

export function byId(rows) {
  const map = new Map(rows.map((row) => [row.id, row]));
  if (map.size !== rows.length) throw new Error(`${rows.length - map.size} ids are there twice`);
  return map;
}

export function readChunks(build) {
  return byId(readLines(join(build, "chunks.jsonl")));
}

// A plan leaves the text of a chunk alone where only its white space differs.
export function expectedAfter(old, next) {
  return new Map([...next].map(([id, chunk]) => {
    const before = old.get(id);
    if (!before || before.hash !== chunk.hash) return [id, chunk];
    return [id, { ...chunk, text: before.text, tokens: before.tokens }];
  }));
}

// What has to be embedded on the way from one build to the other.
export function newTexts(old, next) {
  return [...next.values()].filter((chunk) => old.get(chunk.id)?.hash !== chunk.hash).length;
}

function sorted(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

function show(value) {
  return JSON.stringify(sorted(value)) ?? "nothing";
}

// What keeps the rows of a store from being the chunks, each difference a line. A text is compared
// byte for byte: two strings are equal where their UTF-16 is, and none holds half a pair.
export function differences(rows, wanted) {
  const got = byId(rows);
  const found = [];
  for (const id of got.keys()) if (!wanted.has(id)) found.push(`${id} should not be there`);
  for (const [id, chunk] of wanted) {
    const row = got.get(id);
    if (!row) {
      found.push(`${id} (${chunk.metadata.path}) is missing`);
      continue;
    }
    for (const key of new Set([...Object.keys(chunk), ...Object.keys(row)])) {
      if (show(row[key]) === show(chunk[key])) continue;
      found.push(`${id}: ${key} is ${show(row[key]).slice(0, 120)}, not ${show(chunk[key]).slice(0, 120)}`);
    }
  }
  return found;
}

// A row without what is null in it: chunks leave out what they do not have.
export function withoutNull(row) {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}
