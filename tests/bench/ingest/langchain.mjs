// A text splitter and nothing else: LangChain's for Markdown, its documents as JSON lines.
// langchain.mjs FOLDER FILE
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { MarkdownTextSplitter } from "@langchain/textsplitters";

const FLUSH = 1 << 20;
const splitter = new MarkdownTextSplitter();

function* pages(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pages(path);
    else if (entry.name.endsWith(".md")) yield path;
  }
}

const [folder, target] = process.argv.slice(2);
const out = openSync(target, "w");
let lines = "", count = 0;
for (const path of pages(folder)) {
  const text = readFileSync(path, "utf8");
  for (const document of await splitter.createDocuments([text], [{ path }])) {
    lines += JSON.stringify(document) + "\n";
    count++;
  }
  if (lines.length >= FLUSH) {
    writeSync(out, lines);
    lines = "";
  }
}
writeSync(out, lines);
closeSync(out);
console.log(count);
