// Formats whose stores run nowhere but at their vendors, or speak no JavaScript: read back by their form, as
// their documentation has it, and plans played on what was read. No consumer stands behind these.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parseLines, readLines, readText } from "./chunks.mjs";
import { chunkOf, operations } from "./documents.mjs";

function numbered(build, name) {
  const pattern = new RegExp(`^${name}\\.\\d{4}\\.[a-z]+$`);
  const names = readdirSync(build).filter((file) => pattern.test(file)).sort();
  if (names.length === 0) throw new Error(`no file ${name}.0001`);
  return names.map((file) => readText(join(build, file)));
}

function placed({ section, occurrence, ...row }) {
  return section ? { ...row, section, occurrence } : row;
}

// One class for all: `read` gives the rows of a build, `play` changes rows as a plan says.
class Form {
  embeds = false;

  static async open() {
    return new this();
  }

  async load(build) {
    const rows = this.read(build);
    this.held = new Map();
    this.numbers = new Map();
    for (const { vector, embedding, ...row } of rows) {
      this.held.set(row.id, row);
      this.numbers.set(row.id, vector ?? embedding);
    }
    if (this.held.size !== rows.length) throw new Error("an id is there twice");
  }

  async vectors() {
    return this.numbers;
  }

  async apply(plan) {
    this.play(plan);
  }

  async rows() {
    return [...this.held.values()];
  }

  async lose(id) {
    this.held.delete(id);
  }

  async close() {
    this.held = undefined;
  }
}

class Documents extends Form {
  play(plan) {
    for (const { op, id, ...body } of operations(plan)) {
      if (op === "delete") this.held.delete(this.bare(id));
      else this.held.set(this.bare(id), this.row(body.document ?? body.node));
    }
  }

  bare(id) {
    return id;
  }

  read(build) {
    return readLines(join(build, this.file)).map((document) => this.row(document));
  }
}

class LangChainPython extends Documents {
  static consumer = "langchain-python-form";
  plan = "langchain";
  file = "langchain.jsonl";

  row({ id, page_content: text, metadata }) {
    return chunkOf(id, text, metadata);
  }
}

class LlamaIndexPython extends Documents {
  static consumer = "llamaindex-python-form";
  static takesVectors = true;
  plan = "llamaindex";
  file = "llamaindex.jsonl";

  row({ id_: id, text, metadata, class_name: kind, embedding }) {
    if (kind !== "TextNode") throw new Error(`${id} is a ${kind}`);
    return { ...chunkOf(id, text, metadata), ...(embedding && { embedding }) };
  }
}

class Haystack extends Documents {
  static consumer = "haystack-form";
  static takesVectors = true;
  plan = "haystack";
  file = "haystack.jsonl";

  row({ id, content, meta, embedding }) {
    return { ...chunkOf(id, content, meta), ...(embedding && { embedding }) };
  }
}

class Vertex extends Documents {
  static consumer = "vertex-form";
  static takesVectors = true;
  plan = "vertex";

  bare(id) {
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(id)) throw new Error(`no id for Vertex: ${id}`);
    return id.replace(/^kbc-/, "");
  }

  read(build) {
    return numbered(build, "vertex").flatMap(parseLines).map((document) => this.row(document));
  }

  row({ id, structData, content }) {
    if (this.bare(id) !== structData.id) throw new Error(`${id} has the data of ${structData.id}`);
    const bytes = Buffer.from(content.rawBytes, "base64");
    return { ...structData, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  }
}

class Azure extends Form {
  static consumer = "azure-form";
  static takesVectors = true;
  plan = "azure";

  read(build) {
    return numbered(build, "azure").flatMap((text) => JSON.parse(text).value).map(({ "@search.action": action, ...row }) => {
      if (action !== "upload") throw new Error(`${row.id}: a build has the action ${action}`);
      return this.row(row);
    });
  }

  row(row) {
    if (!/^[A-Za-z0-9_=-]+$/.test(row.id)) throw new Error(`no key for Azure: ${row.id}`);
    // Every document has every field of the index; null is for one that it lacks.
    const metadata = Object.fromEntries(Object.entries(row.metadata).filter(([, value]) => value !== null));
    return placed({ ...row, metadata });
  }

  play(plan) {
    for (const { "@search.action": action, ...row } of JSON.parse(plan).value) {
      if (action === "delete") this.held.delete(row.id);
      else if (action === "upload") this.held.set(row.id, this.row(row));
      else this.held.set(row.id, this.row({ ...this.held.get(row.id), ...row }));
    }
  }
}

class Bulk extends Form {
  constructor(name) {
    super();
    this.plan = name;
  }

  read(build) {
    this.held = new Map();
    for (const text of numbered(build, this.plan)) this.play(text);
    return [...this.held.values()];
  }

  play(text) {
    const lines = parseLines(text);
    for (let i = 0; i < lines.length; i++) {
      const [[action, { _id: id }]] = Object.entries(lines[i]);
      if (action === "delete") this.held.delete(id);
      else if (action === "index") this.held.set(id, { id, ...lines[++i] });
      else this.held.set(id, { ...this.held.get(id), ...lines[++i].script.params.fields });
    }
  }
}

class OpenSearch extends Bulk {
  static consumer = "opensearch-form";
  static takesVectors = true;

  static async open() {
    return new OpenSearch("opensearch");
  }
}

class Elasticsearch extends Bulk {
  static consumer = "elasticsearch-form";
  static takesVectors = true;

  static async open() {
    return new Elasticsearch("elasticsearch");
  }
}

class Qdrant extends Form {
  static consumer = "qdrant-form";
  static takesVectors = true;
  plan = "qdrant";

  read(build) {
    return numbered(build, "qdrant").flatMap((text) => JSON.parse(text).points).map((point) => this.row(point));
  }

  row({ id, vector, payload }) {
    if (!vector) throw new Error(`${id} has no vector, not even an empty one`);
    return { id, ...payload, ...(Array.isArray(vector) && { vector }) };
  }

  play(plan) {
    for (const operation of JSON.parse(plan).operations) {
      for (const point of operation.upsert?.points ?? []) this.held.set(point.id, this.row(point));
      for (const id of operation.overwrite_payload?.points ?? []) {
        this.held.set(id, { id, ...operation.overwrite_payload.payload });
      }
      for (const id of operation.delete?.points ?? []) this.held.delete(id);
    }
  }
}

// Requests for vectors: nothing but ids and texts.
class OpenAiBatch extends Form {
  static consumer = "openai-batch-form";
  members = ["id", "text"];

  read(build) {
    return numbered(build, "openai-batch").flatMap(parseLines).map(({ custom_id: id, method, url, body }) => {
      if (method !== "POST" || url !== "/v1/embeddings") throw new Error(`${id} asks for ${method} ${url}`);
      return { id, text: body.input };
    });
  }
}

// A file a case; its id is that of the case.
class Bedrock extends Form {
  static consumer = "bedrock-form";
  members = ["id", "text"];
  ofCases = true;

  read(build) {
    const folder = join(build, "bedrock");
    return readdirSync(folder).filter((name) => name.endsWith(".txt")).map((name) => {
      const about = join(folder, `${name}.metadata.json`);
      if (!existsSync(about)) throw new Error(`${name} has no metadata`);
      const { metadataAttributes } = JSON.parse(readText(about));
      const id = name.replace(/\.txt$/, "");
      if (metadataAttributes.kbc_case !== id) throw new Error(`${name} is of ${metadataAttributes.kbc_case}`);
      return { id, text: readText(join(folder, name)) };
    });
  }
}

export const FORMS = [OpenSearch, Elasticsearch, Qdrant, Azure, Vertex, Haystack, LangChainPython, LlamaIndexPython,
  OpenAiBatch, Bedrock];
