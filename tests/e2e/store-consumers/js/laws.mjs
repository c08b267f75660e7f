// What must hold of every store, whatever it is: each law loads or changes it and says what is wrong then.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { embed } from "./embedding.mjs";
import { differences, expectedAfter, newTexts, readChunks } from "./chunks.mjs";

// The chunks as the store can hold them: all of them, or for a format of cases the whole cases.
function heldBy(store, chunks) {
  if (!store.members) return chunks;
  let rows = [...chunks.values()];
  if (store.ofCases) {
    rows = rows.filter(({ unit, parts }) => unit === "record" && parts === 1);
    return new Map(rows.map((chunk) => [chunk.case, { id: chunk.case, text: chunk.text }]));
  }
  return new Map(rows.map((chunk) => [chunk.id, Object.fromEntries(store.members.map((key) => [key, chunk[key]]))]));
}

async function compare(store, chunks) {
  let rows = await store.rows();
  const wanted = heldBy(store, chunks);
  if (store.ofCases) {
    const cases = new Set([...chunks.values()].map((chunk) => chunk.case));
    const wrong = rows.filter(({ id }) => !cases.has(id)).length + Math.abs(cases.size - rows.length);
    if (wrong > 0) return [`${rows.length} files for ${cases.size} cases`];
    // Of a case in sections or parts the file is its whole text, which no chunk is.
    rows = rows.filter(({ id }) => wanted.has(id));
  }
  return differences(rows, wanted);
}

// A search for the text of each chunk, and for each value of its metadata, finds what has it.
export async function search(store, chunks) {
  const found = [];
  const values = new Map();
  for (const chunk of chunks.values()) {
    if (store.nearest && (await store.nearest(chunk.text)) !== chunk.text) found.push(`${chunk.id} is not found`);
    for (const [key, value] of Object.entries(chunk.metadata)) {
      const name = JSON.stringify([key, value]);
      if (!values.has(name)) values.set(name, []);
      values.get(name).push(chunk.id);
    }
  }
  if (!store.withValue) return found;
  for (const [name, ids] of values) {
    const got = await store.withValue(...JSON.parse(name));
    if (got && [...got].sort().join() !== ids.sort().join()) found.push(`${name}: ${got.length} chunks, not ${ids.length}`);
  }
  return found;
}

export async function load(store, [first]) {
  const chunks = readChunks(first);
  await store.load(first);
  return [...await compare(store, chunks), ...await search(store, chunks)];
}

export async function secondLoad(store, [first], { embedder }) {
  const count = embedder.count;
  await store.load(first);
  const found = await compare(store, readChunks(first));
  if (store.embeds && embedder.count !== count) found.push(`${embedder.count - count} texts were embedded again`);
  return found;
}

// The plan from one build to the next, applied twice.
async function follow(store, { kbc, embedder }, since, old, next) {
  const found = [];
  const wanted = expectedAfter(old, readChunks(next));
  const text = kbc.plan(store.plan, since, next);
  for (const round of ["applied", "applied again"]) {
    const count = embedder.count;
    await store.apply(text);
    found.push(...(await compare(store, wanted)).map((line) => `${round}: ${line}`));
    const most = round === "applied" ? newTexts(old, wanted) : 0;
    if (store.embeds && embedder.count - count !== most) {
      found.push(`${round}: ${embedder.count - count} texts were embedded, not ${most}`);
    }
  }
  return found;
}

export async function change(store, [first, second], context) {
  const old = readChunks(first);
  const found = await follow(store, context, join(first, "manifest.json"), old, second);
  return [...found, ...await search(store, expectedAfter(old, readChunks(second)))];
}

export async function deletion(store, [first, second, third], context) {
  const held = expectedAfter(readChunks(first), readChunks(second));
  return follow(store, context, join(second, "manifest.json"), held, third);
}

// A load of the newest build over whatever plans have left.
export async function reload(store, [, , third]) {
  await store.load(third);
  await store.load(third);
  const chunks = readChunks(third);
  return [...await compare(store, chunks), ...await search(store, chunks)];
}

// The store has missed two changes and lost a row: what it says that it holds is enough to mend it.
export async function drift(store, [first, , third], context) {
  await store.load(first);
  const old = readChunks(first);
  const lost = old.keys().next().value;
  await store.lose(lost);
  if ((await compare(store, old)).length !== 1) return ["a row is lost, and nothing says so"];
  old.delete(lost);
  const ids = (await store.rows()).map(({ id, hash, meta_hash }) => JSON.stringify({ id, hash, meta_hash }));
  const file = join(context.work, "ids.jsonl");
  writeFileSync(file, ids.map((line) => `${line}\n`).join(""));
  return follow(store, context, file, old, third);
}

// Vectors that come with the build: they are the store's, to the last bit of a float, and none is made anew.
export async function vectors(store, [, , newest], { embedder, kbc }) {
  const chunks = readChunks(newest);
  await store.load(kbc.buildWithVectors(chunks));
  const found = await compare(store, chunks);
  if (embedder.count > 0) found.push(`${embedder.count} texts were embedded`);
  const held = await store.vectors();
  for (const { id, text } of chunks.values()) {
    const numbers = held.get(id)?.map(Math.fround);
    if (JSON.stringify(numbers) !== JSON.stringify(embed(text))) found.push(`${id} has another vector`);
  }
  return [...found, ...await search(store, chunks)];
}
