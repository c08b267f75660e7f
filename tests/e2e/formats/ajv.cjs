// Holds a document against a JSON Schema (2020-12), formats included: ajv.cjs SCHEMA DOCUMENT
const fs = require("fs");
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const [schema, document] = process.argv.slice(2).map((path) =>
  JSON.parse(fs.readFileSync(path, "utf8")));
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const validate = ajv.compile(schema);
if (!validate(document)) {
  console.log(ajv.errorsText(validate.errors.slice(0, 20), { separator: "\n" }));
  process.exit(1);
}
