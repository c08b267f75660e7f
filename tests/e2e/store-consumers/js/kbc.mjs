// Asks kbc for plans, in JSON or in the words of a store; each is asked for once.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { embed } from "./embedding.mjs";

const WITH_VECTORS = "chunks,milvus,opensearch,elasticsearch,qdrant,azure,vertex,haystack,llamaindex,pgvector";

export class Kbc {
  constructor(program, base) {
    Object.assign(this, { program, base });
  }

  run(...words) {
    const done = spawnSync(this.program, words, { cwd: this.base.folder, maxBuffer: 1 << 30 });
    if (done.status !== 0) throw new Error(`kbc ${words.join(" ")}: ${done.status}\n${done.stderr}`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(done.stdout);
  }

  // The newest state, whose sources are the ones that are there, with the vectors of a file.
  buildWithVectors(chunks) {
    const folder = join(this.base.folder, "with-vectors");
    if (!this.base.hasVectors) {
      const file = join(this.base.folder, "vectors.jsonl");
      const lines = [...chunks.values()].map(({ id, text }) => JSON.stringify({ id, vector: embed(text) }));
      writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
      this.run("build", "--quiet", "--format", "github", "-o", folder, "--emit", WITH_VECTORS, "--vectors", file);
      this.base.hasVectors = true;
    }
    return folder;
  }

  plan(store, since, to) {
    const words = store === null ? [] : ["--emit", store];
    return this.run("plan", "--quiet", "--since", since, "--to", to, ...words, ...this.base.words);
  }
}
