"""Writes a synthetic knowledge base: the same cases every time, as many as one wants.

    knowledge.py N FOLDER [long]

FOLDER becomes a project of its own: kbc.yaml, kb/ (a file a case; from 50,000 cases on a bundle
a service) and truth.jsonl, which says how each case's message is made, for lines.py. No two
cases of a service have the same constant words in a message, in one behind its label or in an
error message; some have the same in another service, some lie inside another one, and some
differ in a number alone. Cases have about 540 bytes; long ones, with what people write into a cause
and into actions, about 1,800.
"""
import json
import os
import shutil
import subprocess
import sys

import words

BUNDLES_FROM = 50_000
KOREAN = 0.05
TWIN, LONGER, ELSEWHERE = 0.02, 0.03, 0.03  # shares of cases that are made from the one before
LABELLED, ERROR_INSIDE, ERROR_WHOLE = 0.5, 0.6, 0.25

SCHEMA = r"""kbc: 1
name: synthetic-%d
corpus: {include: ["kb/**/*.md"]}
record:
  split: auto
  title: '^(?<title>.+)$'
  identity: [frontmatter.service, title]
frontmatter:
  presence: required
  schema:
    type: object
    required: [service, error_message]
    additionalProperties: false
    properties:
      service: {type: string, pattern: '^[a-z][a-z0-9-]*$'}
      error_message: {type: string, minLength: 4}
sections:
  order: strict
  list:
    - {id: summary, title: Summary, content: {log: main, count: 1}}
    - {id: cause, title: Cause}
    - {id: actions, title: Actions}
logs:
  main:
    template: '\[{level}\] {timestamp} {service}/{version} \[{trace_id}\]: {message}[[ | Context: {context}]]'
    fields:
      level:     {enum: [DEBUG, INFO, WARN, ERROR, CRITICAL]}
      timestamp: {type: timestamp, format: '%%Y-%%m-%%dT%%H:%%M:%%S.%%3fZ'}
      service:   {pattern: '[a-z][a-z0-9-]*', equals: frontmatter.service}
      version:   {pattern: 'v?\d+(\.\d+){0,2}'}
      trace_id:  {pattern: '[a-z0-9-]{3,12}', generate: '[0-9a-f]{8}'}
      message:   {pattern: '.+', contains: frontmatter.error_message}
      context:   {type: map, open: '{', close: '}', pair: '{key}="{value}"', join: ', '}
rules: {near-duplicate: off, error-message-in-log: off, log-key-style: off, log-value-type: off,
  says-too-little: off, value-in-prose: off, log-context-missing: off, log-version-order: off}
"""


class Service:
    def __init__(self, name, dice):
        self.name, self.taken = name, set()
        self.version = f"v{dice.between(1, 9)}.{dice.between(0, 20)}.{dice.between(0, 9)}"


def error_of(parts, dice):
    """Parts of the message, the message, or a text of its own."""
    kind = dice.random()
    if kind >= ERROR_INSIDE + ERROR_WHOLE:
        return words.english(dice)
    if kind >= ERROR_INSIDE:
        return parts
    runs, run = [], []
    for part in parts + [None]:
        if isinstance(part, str):
            run.append(part)
            continue
        if len(run) >= 2 and len(words.constant_words(run).split()) >= 3:
            runs.append(run)
        run = []
    return dice.pick(runs) if runs else parts


def keys_of(case):
    """The constant words of all that it may be found by. A number that is all that two cases
    differ in counts."""
    def key(parts):
        return words.constant_words([part[1] if part[0] == "code" else part for part in parts])
    keys = {key(case["parts"]), key(case["error"])}
    return keys | {key([case["label"]] + case["parts"])} if case["label"] else keys


def is_new(service, case):
    keys = keys_of(case)
    if keys & service.taken:
        return False
    service.taken |= keys
    return True


def text_of(parts):
    return " ".join(part if isinstance(part, str) else part[1] for part in parts)


def finish(case, service, dice):
    case["service"], case["version"] = service.name, service.version
    case["level"] = dice.pick(["ERROR", "ERROR", "ERROR", "WARN", "CRITICAL"])
    keys = {dice.pick(words.FIRST) + "Id": None for _ in range(dice.below(4))}
    case["context"] = [(key, words.draw(dice.pick(["order", "item", "count", "milliseconds"]), dice))
                       for key in keys]
    return case


def fresh(service, dice):
    while True:
        parts = words.korean(dice) if dice.chance(KOREAN) else words.english(dice)
        case = {"label": words.label(dice) if dice.chance(LABELLED) else None, "parts": parts}
        case["error"] = error_of(parts, dice)
        if is_new(service, case):
            return [case]


def twins(service, dice):
    """Two messages that only a number tells apart."""
    while True:
        parts = [part for part in words.english(dice) if isinstance(part, str)]
        made, codes = [], [400 + dice.below(60), 500 + dice.below(60)]
        for code in codes:
            coded = parts[:3] + [("code", str(code))] + parts[3:]
            made.append({"label": None, "parts": coded, "error": coded})
        if all([is_new(service, case) for case in made]):
            return made


def longer(service, dice):
    """A message, and one that goes on behind it."""
    while True:
        first = fresh(service, dice)[0]
        parts = first["parts"] + [dice.pick(words.CAUSES), dice.pick(words.STATES),
                                  dice.pick(words.THINGS)]
        case = {"label": first["label"], "parts": parts, "error": parts}
        if is_new(service, case):
            return [first, case]


def elsewhere(service, before, dice):
    """What another service has, too, but for the name of a component."""
    parts = [dice.pick(words.FIRST) + dice.pick(words.SECOND)] + before["parts"][1:]
    case = {"label": before["label"], "parts": parts, "error": parts}
    return [case] if is_new(service, case) else []


def make_cases(count):
    dice = words.Dice(count)
    names = sorted(words.services(max(5, count // 20)))
    made, before, service = [], None, None
    for i in range(count):
        name = names[i * len(names) // count]
        if service is None or service.name != name:
            before = made[-1] if made else None
            service, waiting = Service(name, dice), []
        if not waiting:
            kind = dice.random()
            if kind < TWIN / 2:
                waiting = twins(service, dice)
            elif kind < TWIN / 2 + LONGER:
                waiting = longer(service, dice)
            elif kind < TWIN / 2 + LONGER + ELSEWHERE and before and before["parts"][1:]:
                waiting = elsewhere(service, before, dice)
        case = (waiting or fresh(service, dice)).pop(0)
        made.append(finish(case, service, dice))
    return made


# ---- Files -------------------------------------------------------------------------------

def log_line(case, number, dice):
    message = text_of([case["label"] + " -"] if case["label"] else []) + \
        (" " if case["label"] else "") + text_of(case["parts"])
    context = ", ".join(f'{key}="{value}"' for key, value in case["context"])
    time = f"2026-03-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:00.{number % 1000:03}Z"
    return (f"[{case['level']}] {time} {case['service']}/{case['version']} "
            f"[{dice.hexadecimal(8)}]: {message}" + (f" | Context: {{{context}}}" if context else ""))


def quote(text):
    return json.dumps(text, ensure_ascii=False)


def markdown(case, number, level, dice):
    marks = "#" * level
    head = f"---\nservice: {case['service']}\nerror_message: {quote(text_of(case['error']))}\n---\n"
    title = f"{marks} Case {number:06}\n"
    thing, end = dice.pick(words.THINGS), dice.pick(words.ENDS)
    body = (f"\n{marks}# Summary\n\n{log_line(case, number, dice)}\n"
            f"\n{marks}# Cause\n\nThe {thing} {end}, so requests to it fail.\n"
            f"\n{marks}# Actions\n\n1. Look at the {thing} with `kubectl get pods`.\n"
            f"2. Restart the service if the {dice.pick(words.THINGS)} is {dice.pick(words.STATES)}.\n")
    return title + "\n" + head + body if level == 2 else head + "\n" + title + body


def sentence(dice):
    thing, other = dice.pick(words.THINGS), dice.pick(words.THINGS)
    return (f"The {dice.pick(words.STATES)} {thing} {dice.pick(words.ENDS)} "
            f"{dice.pick(words.CAUSES)} the {other} is {dice.pick(words.STATES)}.")


def lengthen(text, dice):
    """The case as somebody writes it who has seen it: a cause in paragraphs, steps with commands."""
    cause = "\n\n".join(" ".join(sentence(dice) for _ in range(3)) for _ in range(3))
    steps = "".join(f"{3 + i}. Look at `{dice.pick(words.THINGS)}-{dice.below(90)}`. "
                    f"{sentence(dice)}\n" for i in range(6))
    listed = "".join(f"   kubectl describe {dice.pick(words.THINGS)} {dice.hexadecimal(6)}\n"
                     for _ in range(2))
    text = text.replace(", so requests to it fail.\n", f", so requests to it fail.\n\n{cause}\n", 1)
    return text + steps + f"\n   ```sh\n{listed}   ```\n"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def generate(count, folder, is_long=False):
    """The cases, in the order of the knowledge base: services and files are sorted."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    subprocess.run(["git", "init", "-q", "--template=", folder], check=True)
    cases, dice, bundles = make_cases(count), words.Dice(count + 1), {}
    more = words.Dice(count + 2)
    for number, case in enumerate(cases):
        is_bundled = count >= BUNDLES_FROM
        text = markdown(case, number, 2 if is_bundled else 1, dice)
        text = lengthen(text, more) if is_long else text
        if is_bundled:
            bundles.setdefault(case["service"], []).append(text)
        else:
            write(os.path.join(folder, "kb", case["service"], f"{number:06}.md"), text)
    for service, texts in bundles.items():
        write(os.path.join(folder, "kb", f"{service}.md"), "\n---\n\n".join(texts))
    write(os.path.join(folder, "kbc.yaml"), SCHEMA % count)
    write(os.path.join(folder, "truth.jsonl"),
          "".join(json.dumps({"title": f"Case {number:06}", **case}, ensure_ascii=False) + "\n"
                  for number, case in enumerate(cases)))
    return cases


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ["long"]):
        sys.exit(__doc__)
    generate(int(sys.argv[1]), sys.argv[2], len(sys.argv) == 4)
