// An embedding without a model: the words and their neighbours, hashed into 64 numbers of length 1.
export const DIMENSIONS = 64;

function hash(text) {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619) >>> 0;
  return h;
}

export function embed(text) {
  const sums = new Float64Array(DIMENSIONS);
  const words = text.split(/\s+/);
  for (let i = 0; i < words.length; i++) {
    for (const piece of [words[i], `${words[i]} ${words[i + 1] ?? ""}`]) {
      const h = hash(piece);
      sums[h % DIMENSIONS] += h & 64 ? 1 : -1;
    }
  }
  const length = Math.hypot(...sums) || 1;
  // As a store keeps them, so that a text is at distance 0 from itself.
  return Array.from(sums, (sum) => Math.fround(sum / length));
}

// Counts the texts, because only those that changed may be embedded anew.
export class Embedder {
  count = 0;

  embed(text) {
    this.count += 1;
    return embed(text);
  }
}
