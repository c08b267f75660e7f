// What the formats of the frameworks have in common: one flat map in which kbc's own members have a prefix.
import { parseLines } from "./chunks.mjs";

const PREFIX = "kbc_";

// The chunk that a document was made of.
export function chunkOf(id, text, flat) {
  const chunk = { id, text, metadata: {} };
  for (const [key, value] of Object.entries(flat)) {
    if (key.startsWith(PREFIX)) chunk[key.slice(PREFIX.length)] = value;
    else chunk.metadata[key] = value;
  }
  return chunk;
}

// The operations of a plan; of two with one id the last holds.
export function operations(plan) {
  const all = parseLines(plan);
  for (const { op, id } of all) if (!op || !id) throw new Error("an operation without op or id");
  return all;
}
