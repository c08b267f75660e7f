// LlamaIndex.TS: its TextNodes in a VectorStoreIndex over a document store and a vector store.
import { join } from "node:path";
import { BaseEmbedding, MetadataMode, Settings, SimpleDocumentStore, SimpleVectorStore, TextNode, VectorStoreIndex,
  storageContextFromDefaults } from "llamaindex";
import { readLines } from "./chunks.mjs";
import { chunkOf, operations } from "./documents.mjs";

class CountedEmbedding extends BaseEmbedding {
  constructor(embedder) {
    super();
    this.embedder = embedder;
  }

  async getTextEmbedding(text) {
    return this.embedder.embed(text);
  }
}

// A plan is spelled as Python does.
function typescriptNode(node) {
  return {
    id_: node.id_,
    text: node.text,
    metadata: node.metadata,
    excludedEmbedMetadataKeys: node.excluded_embed_metadata_keys,
    excludedLlmMetadataKeys: node.excluded_llm_metadata_keys,
    relationships: { SOURCE: { nodeId: node.relationships["1"].node_id, metadata: {} } },
  };
}

export class LlamaIndex {
  static consumer = "llamaindex";
  static takesVectors = true;
  plan = "llamaindex";
  embeds = true;

  static async open({ embedder }) {
    Settings.embedModel = new CountedEmbedding(embedder);
    const store = new LlamaIndex();
    store.documents = new SimpleDocumentStore();
    store.vectorStore = new SimpleVectorStore();
    const storageContext = await storageContextFromDefaults({ docStore: store.documents, vectorStore: store.vectorStore });
    store.index = await VectorStoreIndex.init({ nodes: [], storageContext });
    return store;
  }

  async load(build) {
    const nodes = readLines(join(build, "llamaindex.ts.jsonl")).map((fields) => new TextNode(fields));
    const here = new Set(nodes.map(({ id_ }) => id_));
    await this.change(nodes, (await this.nodes()).map(({ id_ }) => id_).filter((id) => !here.has(id)));
  }

  async apply(plan) {
    const all = operations(plan);
    const there = all.filter(({ op }) => op !== "delete").map(({ node }) => new TextNode(typescriptNode(node)));
    await this.change(there, all.filter(({ op }) => op === "delete").map(({ id }) => id));
  }

  async nodes() {
    return Object.values(await this.documents.docs());
  }

  // LlamaIndex deletes by the source of a node, here its case: the case's other nodes go back as they were.
  async change(nodes, gone) {
    const held = new Map((await this.nodes()).map((node) => [node.id_, node]));
    const isGone = new Set(gone);
    const changed = [...nodes, ...gone.flatMap((id) => held.get(id) ?? [])];
    const cases = new Set(changed.map((node) => node.sourceNode.nodeId));
    const next = new Map(nodes.map((node) => [node.id_, node]));
    for (const node of held.values()) {
      if (!cases.has(node.sourceNode.nodeId) || isGone.has(node.id_)) continue;
      const given = next.get(node.id_);
      if (given && given.metadata.kbc_hash !== node.metadata.kbc_hash) continue;
      next.set(node.id_, given ?? node);
      next.get(node.id_).embedding = await this.vectorStore.get(node.id_);
    }
    for (const id of new Set([...held.values()].map((node) => node.sourceNode.nodeId).filter((id) => cases.has(id)))) {
      await this.index.deleteRefDoc(id);
      await this.documents.deleteRefDoc(id, false);
    }
    const [kept, fresh] = [[], []];
    for (const node of next.values()) (node.embedding ? kept : fresh).push(node);
    for (const node of fresh) {
      if (node.getContent(MetadataMode.EMBED) !== node.text.trim()) throw new Error("more than the text is embedded");
    }
    await this.index.insertNodes(fresh);
    await this.vectorStore.add(kept);
    await this.index.insertNodesToStore(kept.map(({ id_ }) => id_), kept, this.vectorStore);
  }

  async rows() {
    const nodes = await this.nodes();
    const vectors = Object.keys(this.vectorStore.data.embeddingDict);
    const known = new Set(nodes.map(({ id_ }) => id_));
    if (vectors.length !== nodes.length || vectors.some((id) => !known.has(id))) {
      throw new Error(`${nodes.length} nodes and ${vectors.length} vectors`);
    }
    return nodes.map(({ id_, text, metadata }) => chunkOf(id_, text, metadata));
  }

  async vectors() {
    return new Map(Object.entries(this.vectorStore.data.embeddingDict));
  }

  async nearest(text) {
    const found = await this.index.asRetriever({ similarityTopK: 1 }).retrieve({ query: text });
    return found[0]?.node.text;
  }

  // Its filters take no booleans.
  async withValue(key, value) {
    if (typeof value === "boolean") return undefined;
    const { ids } = await this.vectorStore.query({ queryEmbedding: await Settings.embedModel.getTextEmbedding("x"),
      mode: "default", similarityTopK: 1000000, filters: { filters: [{ key, value, operator: "==" }] } });
    return ids;
  }

  async lose(id) {
    await this.change([], [id]);
  }

  async close() {
    this.index = undefined;
  }
}
