// The job as one writes it in Node in a day: front matter, sections, log line, ids, chunks as
// JSON lines. plain.mjs FOLDER FILE [parser]: the sections by regular expressions, which quotes
// and lists mislead, or by a parser of Markdown.
import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join, relative } from "node:path";
import { load } from "js-yaml";
import { fromMarkdown } from "mdast-util-from-markdown";
import { v5 } from "uuid";

const NAMESPACE = "824c6ae0-b633-4fea-8eb7-8ba9b9df017d";
const LOG = /^\[(\w+)\] (\S+) ([a-z][a-z0-9-]*)\/(\S+) \[([a-z0-9-]+)\]: (.*?)(?: \| Context: \{(.*)\})?$/;
const FLUSH = 1 << 20;

function* pages(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pages(path);
    else if (entry.name.endsWith(".md")) yield path;
  }
}

function byLines(body) {
  let title = "", section = null, fence = false;
  const sections = new Map();
  for (const line of body.split("\n")) {
    if (/^\s*```/.test(line)) fence = !fence;
    const heading = fence ? null : /^(#{1,6}) +(.*?) *$/.exec(line);
    if (heading && heading[1].length === 1) title = heading[2];
    else if (heading && heading[1].length === 2) sections.set((section = heading[2]), []);
    else if (section) sections.get(section).push(line);
  }
  for (const [name, lines] of sections) sections.set(name, lines.join("\n").trim());
  return { title, sections };
}

const textOf = (node) => node.value ?? (node.children ?? []).map(textOf).join("");

function byParser(body) {
  const nodes = fromMarkdown(body).children, sections = new Map();
  let title = "", section = null, from = 0;
  const close = (to) => section && sections.set(section, body.slice(from, to).trim());
  for (const node of nodes) {
    if (node.type !== "heading" || node.depth > 2) continue;
    close(node.position.start.offset);
    section = node.depth === 2 ? textOf(node) : null;
    if (node.depth === 1) title = textOf(node);
    from = node.position.end.offset;
  }
  close(body.length);
  return { title, sections };
}

function parse(text, path) {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text);
  if (!match) throw new Error(`${path}: no front matter`);
  const front = load(match[1]);
  if (!front.service || !front.error_message) throw new Error(`${path}: a key is missing`);
  const { title, sections } = cut(text.slice(match[0].length));
  const log = LOG.exec(sections.get("Summary") ?? "");
  if (!title || !log) throw new Error(`${path}: no title or no log line`);
  return { front, title, sections, log };
}

const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 32);

function chunk({ front, title, sections, log }, path) {
  const id = v5(JSON.stringify(["synthetic", front.service, title]), NAMESPACE);
  const text = [`${title}\nservice: ${front.service}\nerror: ${front.error_message}`,
    sections.get("Summary"), sections.get("Cause"), sections.get("Actions")]
    .filter(Boolean).join("\n\n");
  const metadata = { service: front.service, error_message: front.error_message, level: log[1],
    version: log[4], title, path };
  return { id: v5(JSON.stringify([id, "record", "", 0, 1]), NAMESPACE), case: id, text,
    hash: hash(text.replace(/\s+/g, " ")), meta_hash: hash(JSON.stringify(metadata)), metadata };
}

const [folder, target, how] = process.argv.slice(2);
const cut = how === "parser" ? byParser : byLines;
const out = openSync(target, "w");
let lines = "", count = 0;
for (const path of pages(folder)) {
  const shown = relative(folder, path);
  lines += JSON.stringify(chunk(parse(readFileSync(path, "utf8"), shown), shown)) + "\n";
  count++;
  if (lines.length >= FLUSH) {
    writeSync(out, lines);
    lines = "";
  }
}
writeSync(out, lines);
closeSync(out);
console.log(count);
