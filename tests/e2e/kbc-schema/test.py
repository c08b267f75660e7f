"""schema/kbc.schema.json against the schemas in this tree, the reader in C, and the manual.

Two engines hold every schema file against it: jsonschema and kbc's own (holds.c). Both must take what
kbc takes. Of what kbc refuses they must refuse each mistake of form, line by line.
"""
import glob
import json
import os
import re
import subprocess

import jsonschema

KBC, ROOT, BUILD = os.environ["KBC"], os.environ["ROOT"], os.environ["BUILD"]
SCHEMA = os.path.join(ROOT, "schema/kbc.schema.json")

# Rules about the form of a schema: which keys, which kinds of values, which words.
FORM = {"schema-type", "schema-key-unknown", "schema-key-missing", "schema-value", "schema-version"}

# Mistakes of form that JSON Schema cannot see: folder (or its beginning), line or all, why.
ALL = None
UNSEEN = [
    ("bad-range-order", 6, "two numbers within one text are not compared"),
    ("chunks-wrong", 8, "a number within a text is not compared"),
    ("content-wrong", 12, "two numbers within one text are not compared"),
    ("content-new-wrong", 6, "what a section allows stands in another key"),
    ("example-no-block", 3, "how a text is written is not seen"),
    ("filter-wrong", 7, "what a path consists of is no simple pattern"),
    ("fields-wrong", 13, "what a format consists of is no simple pattern"),
    ("glob", 4, "what a glob consists of is no simple pattern"),
    ("glob", 5, "what a glob consists of is no simple pattern"),
    ("limits-of-logs-many", 1004, "how many there are is not counted"),
    ("limits-of-words", 5, "how many there are is not counted"),
    ("limits-of-words", 6, "how many there are is not counted"),
    ("level-too-deep", 3, "how deep sections nest is not counted"),
    ("noise-wrong", 8, "which field is the message is not known"),
    ("noise-wrong", 10, "a line break within a text is not looked for"),
    ("noise-wrong", 17, "what a glob consists of is no simple pattern"),
    ("overrides", 16, "what a glob consists of is no simple pattern"),
    ("variant-refuses-itself", ALL, "what another key says of a value is not asked"),
    ("project-keys", 12, "what a path consists of is no simple pattern"),
    ("project-keys", 13, "what a path consists of is no simple pattern"),
    ("project-keys", 14, "what a path consists of is no simple pattern"),
    ("project-keys", 21, "what a glob consists of is no simple pattern"),
    ("project-near", ALL, "without the key projects it could be a schema as well"),
    ("project-schema", ALL, "it is used as a project file and as a schema"),
    ("rule-option-", ALL, "which options a rule has is left open"),
    ("prefix-standard", 4, "the list of headers is kbc's"),
    ("shipping-wrong", 15, "what another key says of a value is not asked"),
    ("shipping-wrong", 16, "what another key says of a value is not asked"),
    ("shipping-wrong", 17, "what another key says of a value is not asked"),
    ("shipping-wrong", 18, "what another key says of a value is not asked"),
    ("timestamp-format", 4, "what a format consists of is no simple pattern"),
]

# Mappings that are read by hand and not by a table: their keys are those of a case or of a rule.
BY_HAND = {"when", "rule_options", "levels"}
# Tables of keys that are options of rules, which the JSON Schema leaves open.
OF_OPTIONS = {frozenset({"avoid", "prefer", "unless"})}


def report(name, problems):
    print(("not ok " if problems else "ok ") + "kbc-schema: " + name)
    for problem in problems[:20]:
        print("  " + problem)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def schema_files():
    names = [name for pattern in ("tests/golden/*/*/schema.yaml", "tests/golden/*/*/kbc.yaml",
                                  "tests/e2e/*/*.yaml", "tests/spec/*.yaml")
             for name in glob.glob(os.path.join(ROOT, pattern))]
    return [os.path.join(ROOT, "schema/case.yaml")] + sorted(names)


def own_engine(files):
    """{file: None, or (what stands in it, [(line, finding)])}, and what is wrong with the schema."""
    done = subprocess.run([os.path.join(BUILD, "schema-holds"), SCHEMA, *files],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {}, [done.stdout + done.stderr]
    results, file = {}, None
    for line in done.stdout.split("\n"):
        word, _, rest = line.partition(" ")
        if word == "file":
            file, results[rest] = rest, None
        elif word == "json":
            results[file] = (json.loads(rest), [])
        elif word == "error":
            number, _, message = rest.partition(" ")
            results[file][1].append((int(number), message))
    return results, []


def of_kbc(file):
    """[(line, rule)] of the errors that kbc finds in a schema."""
    done = subprocess.run([KBC, "check", "--format", "json", "--schema", file, "-"], input="# Page\n",
                          capture_output=True, text=True, check=False)
    if "the schema is wrong" not in done.stderr:
        return []
    return [(found["line"], found["rule"]) for found in json.loads(done.stdout)["diagnostics"]
            if found["level"] == "error" and os.path.basename(found["path"]) == os.path.basename(file)]


def folder_of(file):
    return os.path.basename(os.path.dirname(file))


def compare_lines(file, mistakes, findings):
    seen, wrong = {line for line, _ in findings}, {line for line, _ in mistakes}
    ours = [line for folder, line, _ in UNSEEN if folder == folder_of(file) or
            folder.endswith("-") and folder_of(file).startswith(folder)]
    if ALL in ours:
        return
    unseen = set(ours)
    for line, rule in mistakes:
        if rule in FORM and line not in seen | unseen:
            yield f"{file}:{line}: {rule} is not seen"
    for line in unseen & seen:
        # Another mistake on the same line may be the one that is seen.
        if len([1 for number, rule in mistakes if number == line and rule in FORM]) == 1:
            yield f"{file}:{line}: is seen, and on the list of what is not"
    for line, message in findings:
        if line not in wrong:
            yield f"{file}:{line}: kbc takes this, and the schema does not: {message}"


def hold_files():
    files = schema_files()
    results, problems = own_engine(files)
    report("kbc's engine takes it without a finding", problems)
    validator = jsonschema.Draft202012Validator(json.loads(read(SCHEMA)))
    lines, verdicts, taken, refused = [], [], 0, 0
    for file, result in results.items():
        mistakes = of_kbc(file)
        if result is None:
            continue
        content, findings = result
        lines += compare_lines(file, mistakes, findings)
        errors = list(validator.iter_errors(content))
        if bool(errors) != bool(findings):
            verdicts.append(f"{file}: {errors[:1]} and {findings[:1]}")
        taken, refused = taken + (not errors), refused + bool(errors)
    stale = [f"{folder} is no golden folder" for folder, _, _ in UNSEEN
             if not glob.glob(os.path.join(ROOT, "tests/golden/schema", folder + "*"))]
    report("it refuses what kbc refuses for its form, and nothing else", lines + stale)
    report("jsonschema and kbc's engine agree", verdicts)
    report("there were schemas of both kinds", [] if taken > 40 and refused > 20 else
           [f"{taken} taken, {refused} refused"])


def c_tables():
    """{(file, keys)} of the tables by which the reader knows the keys of a mapping."""
    for path in sorted(glob.glob(os.path.join(ROOT, "compiler/*/*.c"))):
        for rows in re.findall(r"struct schema_key \w+\[\] = \{(.*?)\};", read(path), re.S):
            yield os.path.relpath(path, ROOT), frozenset(re.findall(r'\{"([^"]+)",', rows))


def described_tables(schema):
    """{path: keys} of the mappings that the JSON Schema describes."""
    def walk(node, path):
        if isinstance(node, list):
            for item in node:
                yield from walk(item, path)
        if not isinstance(node, dict):
            return
        if "properties" in node and any(isinstance(value, dict) for value in node["properties"].values()):
            yield path, frozenset(node["properties"])
        for key, value in node.items():
            if key in ("if", "then", "else"):
                continue
            if key in ("properties", "$defs"):
                for name, child in value.items():
                    yield from walk(child, name if key == "$defs" else f"{path}.{name}")
            elif key not in ("enum", "const"):
                yield from walk(value, path)
    return dict(walk(schema, ""))


def fits(keys, described):
    return keys == described


def is_read_by_hand(path):
    return path.split(".")[-1] in BY_HAND


def compare_with_reader(schema):
    described, tables = described_tables(schema), list(c_tables())
    problems = [f"{path}: {sorted(keys)} is described nowhere" for path, keys in tables
                if keys not in OF_OPTIONS and not any(fits(keys, other) for other in described.values())]
    problems += [f"{path}: {sorted(keys)} is in no table of the reader" for path, keys in described.items()
                 if not is_read_by_hand(path) and not any(fits(other, keys) for _, other in tables)]
    report("it has the keys that the reader has", problems if len(tables) > 15 else ["no tables"])


def words_of_manual():
    rows = [line for line in read("schema/README.md").splitlines() if line.startswith("|")]
    spans = [span for row in rows for span in re.findall(r"`([^`]+)`", row)]
    first = [span for row in rows for span in re.findall(r"`([^`]+)`", row.split("|")[1])]
    return ({word for span in spans for word in re.findall(r"[A-Za-z_-]+", span)},
            {word for span in first for word in re.findall(r"[A-Za-z_-]+", span.split(":")[0])})


def compare_with_manual(schema):
    anywhere, first = words_of_manual()
    described = described_tables(schema)
    keys = set().union(*described.values())
    words = {str(word) for enum in re.findall(r'"enum": (\[[^\[\]]*\])', read(SCHEMA))
             for word in json.loads(enum)}
    problems = [f"{key} is not in schema/README.md" for key in sorted(keys - anywhere)]
    problems += [f"{word} in schema/README.md is no key" for word in sorted(first - keys - words)
                 if not word.isupper()]
    report("it has the keys that schema/README.md has", problems)


def undescribed(node, path=""):
    """The keys of mappings that have neither a description nor a definition with one."""
    if isinstance(node, list):
        for item in node:
            yield from undescribed(item, path)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in ("if", "then", "else"):
            continue
        if key == "properties":
            yield from (f"{path}.{name}" for name, child in value.items()
                        if isinstance(child, dict) and not described(child))
        yield from undescribed(value, f"{path}.{key}")


def described(child):
    definition = child.get("$ref", "").rpartition("/")[2]
    return len(child.get("description", "")) > 5 or \
        len(SCHEMA_TREE["$defs"].get(definition, {}).get("description", "")) > 5


SCHEMA_TREE = json.loads(read(SCHEMA))


def main():
    problems = []
    try:
        jsonschema.Draft202012Validator.check_schema(SCHEMA_TREE)
    except jsonschema.SchemaError as error:
        problems = [str(error)]
    report("it is a JSON Schema 2020-12", problems)
    report("every key is described", [f"{key} is not" for key in undescribed(SCHEMA_TREE)])
    hold_files()
    compare_with_reader(SCHEMA_TREE)
    compare_with_manual(SCHEMA_TREE)


main()
