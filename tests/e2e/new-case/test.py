"""New cases by four schemas: with a blank in it none is clean, filled in each of them is."""
import os
import re
import subprocess

KBC, ROOT = os.environ["KBC"], os.environ["ROOT"]

FRONT_HEAVY = r"""
kbc: 1
name: front-heavy
record: {split: file}
frontmatter:
  schema:
    type: object
    allOf: [{$ref: '#/$defs/base'}]
    required: [title, severity, owner, tags, "two words"]
    additionalProperties: true
    properties:
      title: {type: string, description: What happened, minLength: 5}
      severity: {enum: [low, high]}
      score: {type: integer, minimum: 1, maximum: 9}
      owner: {type: object, required: [team], properties: {team: {type: string}, mail: {type: string}}}
      tags: {type: array, minItems: 1, items: {type: string}}
      two words: {type: integer}
    $defs:
      base: {required: [kind, self], properties: {kind: {const: runbook}, self: {$ref: '#/$defs/loop'}}}
      loop: {type: object, properties: {self: {$ref: '#/$defs/loop'}}}
sections: {list: [{id: text, title: What to do}]}
"""

SECTION_HEAVY = r"""
kbc: 1
name: section-heavy
record: {split: heading, level: 3, title: '^[A-Z].* -- .*$'}
frontmatter: {presence: forbidden}
sections:
  order: strict
  additional: false
  preamble: forbid
  list:
    - {id: a, title: '*Why* _this_ `matters` #', content: {allow: [paragraph, quote], chars: 10..}}
    - {id: b, title: 명령, content: {allow: [code]}}
    - {id: c, title: Notes, required: false}
    - {id: d, title: Steps, content: {allow: [list], list: {count: 1, items: 2..}, item: {chars: ..40}}}
"""

OPTIONAL = r"""
kbc: 1
name: optional
frontmatter:
  presence: optional
  schema: {properties: {service: {type: string}}}
sections: {list: [{id: a, title: Meaning}, {id: b, title: Mitigation}]}
"""


def run(*words, text=None):
    return subprocess.run([KBC, *words], capture_output=True, input=text, text=True, check=False)


def fill(text, values, title, contents):
    """The blanks one after the other: a key without value, the title, a section's comment."""
    for key, value in values.items():
        text, count = re.subn(rf"^( *){re.escape(key)}:$", rf"\g<1>{key}: {value}", text, count=1, flags=re.M)
        assert count == 1, f"no blank for {key}"
        yield text
    if title:
        text, count = re.subn(r"^(#+) <!-- the title.*-->$", rf"\g<1> {title}", text, count=1, flags=re.M)
        assert count == 1, "no blank for the title"
        yield text
    for heading, content in contents.items():
        text, count = re.subn(rf"^(#+ {re.escape(heading)}\n\n)<!-- .* -->$", lambda m: m[1] + content, text, count=1,  # pylint: disable=cell-var-from-loop
                              flags=re.M)
        assert count == 1, f"no blank for {heading}"
        yield text


def check(name, schema, values, title, contents, words=()):
    problem = None
    said = run("new", "--schema", schema, *words)
    text = said.stdout
    if said.returncode != 0 or said.stderr:
        problem = f"new: {said.returncode} {said.stderr}"
    steps = [text, *fill(text, values, title, contents)]
    for number, step in enumerate(steps):
        with open("case.md", "w", encoding="utf-8") as file:
            file.write(step)
        found = run("check", "--schema", schema, "--deny-warnings", "case.md")
        if problem is None and (found.returncode == 0) != (number == len(steps) - 1):
            problem = f"step {number} of {len(steps) - 1}: status {found.returncode}\n{step}\n{found.stdout}{found.stderr}"
    print(("not ok" if problem else "ok") + f" new: {name}")
    if problem:
        print("  " + problem.replace("\n", "\n  "))


for stem, schema_text in (("front", FRONT_HEAVY), ("section", SECTION_HEAVY), ("optional", OPTIONAL)):
    with open(stem + ".yaml", "w", encoding="utf-8") as schema_file:
        schema_file.write(schema_text)

OURS = {"Incident Summary": "[WARN] 2026-01-01T00:00:00.000Z pay-api/v1 [a1b2c3d4]: card lost",
        "Root Cause": "The issuer refused it.", "Action Items": "1. Ask the customer.\n2. Ask the issuer."}
check("the project's schema", os.path.join(ROOT, "schema", "case.yaml"),
      {"service": "pay-api", "error_message": "card lost"}, "Pay - Card Lost", OURS)
check("the project's schema, with a title", os.path.join(ROOT, "schema", "case.yaml"),
      {"service": "pay-api", "error_message": "card lost"}, None, OURS, ["--title", "Pay - C#: a_b *lost* [x](y) <b> &amp; #"])
check("a file each, much front matter", "front.yaml",
      {"title": "Disk full", "severity": "high", "team": "storage", "tags": "[disk]", "self": "{}", '"two words"': "2"},
      None, {"What to do": "Clean up."}, ["--title", "Disk full"])
check("headings open cases, no front matter", "section.yaml", {}, "Disk -- full",
      {r"\*Why\* \_this\_ \`matters\` \#": "Nobody can log in.", "명령": "```sh\ndf -h\n```", "Steps": "- Look.\n- Clean."})
check("front matter is optional", "optional.yaml", {}, "Disk full", {"Meaning": "It is full.", "Mitigation": "Clean up."})
