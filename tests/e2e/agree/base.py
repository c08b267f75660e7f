"""Knowledge bases whose patterns are hard to tell apart.

Few words, in every order: patterns begin alike, lie inside one another, differ in a number or
in the service alone.

One log template that is not simple has all lines read in the slow way. So there are two kinds:
with all templates, and with simple ones, whose lines are read in the quick way."""
import os
import random

SCHEMA = r"""kbc: 1
name: agree
corpus: {include: ["kb/*.md"]}
record:
  split: file
  title: '^(?<title>.+)$'
  identity: [title]
frontmatter:
  presence: required
  schema:
    type: object
    properties:
      service: {type: string}
      error_message: {type: string}
      host: {type: string}
      patterns: {type: array, items: {type: string}}
      priority: {type: integer}
sections:
  order: any
  list:
    - {id: main, title: Main, required: false, content: {log: main, count: 1}}
    - {id: legacy, title: Legacy, required: false, content: {log: legacy, count: 1}}
    - {id: loose, title: Loose, required: false, content: {log: loose, count: 1}}
    - {id: bare, title: Bare, required: false, content: {log: bare, count: 1}}
logs:
  main:
    template: '\[{level}\] {timestamp} {service}/{version} \[{trace_id}\]: {message}[[ | Context: {context}]]'
    patterns: frontmatter.patterns
    priority: frontmatter.priority
    fields:
      level: {enum: [DEBUG, INFO, WARN, ERROR, CRITICAL]}
      timestamp: {type: timestamp, format: '%Y-%m-%dT%H:%M:%S.%3fZ'}
      service: {equals: frontmatter.service}
      message: {contains: frontmatter.error_message}
      context: {type: map, open: '{', close: '}', pair: '{key}="{value}"', join: ', '}
  legacy:
    template: '{time} <{service}@{host}>[[ ({thread})]] {message}'
    patterns: frontmatter.patterns
    priority: frontmatter.priority
    fields:
      time: {type: timestamp, format: '%H:%M:%S%z'}
      service: {equals: frontmatter.service}
      host: {equals: frontmatter.host}
      message: {contains: frontmatter.error_message}
  loose:
    template: '{time} loose[[ of {service}]]: {message}'
    fields:
      time: {type: timestamp, format: '%H:%M:%S'}
      service: {equals: frontmatter.service}
  bare:
    template: 'kernel: {facility}; {message}'
    fields:
      facility: {enum: [cpu, mem, "net/0"]}
rules: {pattern-ambiguous: off, case-unreachable: off}
"""
# The templates again, as the quick way can read them.
SIMPLE = {"{time} <{service}@{host}>[[ ({thread})]] {message}": "{time} <{service}@{host}> {message}",
          "{time} loose[[ of {service}]]: {message}": "{time} loose of {service}: {message}"}
WORDS = "pool is not available timed out for pool connection reset by peer a b 풀이 고갈됨 wörd".split()
VALUES = ["403", "502", "pool-1", "10.0.0.1", "'x'", '"out for"', "/var/pool", "a@b", "x509", "7"]
JOINS = [" ", " ", " ", " ", " ", "-", "_", ", ", ": ", " - ", "/"]
SERVICES = ["web", "db-1", "auth.보안", "Web"]


def message(dice, least=1):
    """Words with a value among them now and then."""
    made = ""
    for _ in range(dice.randint(least, 6)):
        made += (dice.choice(JOINS) if made else "")
        made += dice.choice(VALUES) if dice.random() < 0.2 else dice.choice(WORDS)
    return made


def yaml(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def case(number, dice, before, is_simple):
    """One like any other, or one that was made from another."""
    service, text = dice.choice(SERVICES), message(dice, 2)
    kind = dice.random()
    if before and kind < 0.35:
        words = dice.choice(before).split(" ")
        at = dice.randrange(len(words))
        if kind < 0.15:
            words[at] = dice.choice(VALUES if words[at] in VALUES else WORDS)
        elif kind < 0.25:
            words = words[at:] or words
        else:
            words.append(message(dice))
        text = " ".join(words)
    before.append(text)
    lines = ["---", f"service: {yaml(service)}"]
    if dice.random() < 0.4:
        lines.append(f"error_message: {yaml(message(dice, 2) if dice.random() < 0.5 else text)}")
    if dice.random() < 0.5:
        lines.append(f"host: {yaml(dice.choice(['h1', 'h2']))}")
    if dice.random() < 0.3:
        lines.append(f"priority: {dice.randint(-2, 2)}")
    if dice.random() < 0.1:
        own = ", ".join(yaml(message(dice)) for _ in range(dice.randint(1, 3)))
        lines.append(f"patterns: [{own}]")
    lines += ["---", f"# Case {number:04}", ""]
    where = dice.random()
    if where < 0.8:
        context = ' | Context: {Key="1"}' if dice.random() < 0.5 else ""
        lines += ["## Main", "", f"[ERROR] 2026-03-01T00:00:00.001Z {service}/v1.2 [ab12]: "
                  f"{text}{context}", ""]
    if where > 0.7:
        host = next((line[7:-1] for line in lines if line.startswith("host: ")),
                    dice.choice(["h1", "h2"]))
        thread = " (main)" if dice.random() < 0.5 and not is_simple else ""
        lines += ["## Legacy", "", f"10:00:00Z <{service}@{host}>{thread} {text}", ""]
    if dice.random() < 0.1:
        whose = f" of {service}" if dice.random() < 0.5 or is_simple else ""
        lines += ["## Loose", "", f"10:00:00 loose{whose}: {message(dice, 3)}", ""]
    if dice.random() < 0.05:
        lines += ["## Bare", "", f"kernel: mem; {message(dice, 3)}", ""]
    return "\n".join(lines)


def schema(is_simple):
    text = SCHEMA
    for template, simple in SIMPLE.items() if is_simple else ():
        text = text.replace(template, simple)
    return text


def write(folder, seed, count, is_simple):
    """Cases with equal patterns stay: priority and order decide between them."""
    dice, before = random.Random(seed), []
    os.makedirs(os.path.join(folder, "kb"), exist_ok=True)
    os.makedirs(os.path.join(folder, ".git"), exist_ok=True)
    files = {"kbc.yaml": schema(is_simple)}
    for number in range(count):
        files[f"kb/{number:04}.md"] = case(number, dice, before, is_simple)
    for path, text in files.items():
        with open(os.path.join(folder, path), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
