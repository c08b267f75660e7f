"""What the peers of kb.c are given: literals and regexes of the patterns in kb.json.

    peers.py FOLDER

Reads FOLDER/generated/kb.json and FOLDER/truth.jsonl, and writes FOLDER/bench/literals.tsv and
regexes.tsv, with a row for each: the number of the case, the length of the pattern, its service
and the text. literals.txt has the literals alone, each once, for grep and ripgrep.

A literal is the longest stretch of a message without a value in it, or of an error message: two
a case at most. It stands for the whole pattern, which is less work than ours: what surrounds it
is not looked at, and other punctuation is not seen through. A regex has all words of a pattern,
with what may stand between them.
"""
import json
import os
import re
import sys

WORD = rb"[0-9A-Za-z\x80-\xff]"
BETWEEN = r"[^0-9A-Za-z\x80-\xff\n]+(?:[^ \n]*[0-9@/'\"`][^ \n]*[^0-9A-Za-z\x80-\xff\n]+)*"
ANY = r"(?:[A-Za-z\x80-\xff]+" + BETWEEN + ")?"


def stretches(parts):
    run = []
    for part in parts + [None]:
        if isinstance(part, str):
            run.append(part)
        elif part is not None and part[0] == "code":
            run.append(part[1])
        else:
            yield " ".join(run)
            run = []


def literal(parts):
    return max(stretches(parts), key=len)


def regex_of(text):
    return "".join(chr(c) if chr(c).isalnum() and c < 128 else f"\\x{c:02x}"
                   for c in text.encode())


def regex(key):
    made = ""
    for item in key.split(" "):
        if item == "*":
            made += ANY
        else:
            made += (BETWEEN if made and not made.endswith(ANY) else "") + regex_of(item.strip("="))
    return made


def spell(length, case, number, text):
    return f"{number}\t{length}\t{case['front_matter']['service']}\t{text}\n"


def rows(kb, truth):
    literals, regexes = [], []
    for number, case in enumerate(kb["cases"]):
        made = truth[case["title"]]
        texts = {literal(made["parts"]), literal(made["error"])}
        literals += [spell(len(text.encode()), case, number, text) for text in sorted(texts) if text]
        keys = {pattern["words"] for pattern in case["patterns"]}
        regexes += [spell(len(re.sub(r"\* |=", "", key).encode()), case, number, regex(key))
                    for key in sorted(keys)]
    return literals, regexes


def write(folder):
    with open(os.path.join(folder, "generated", "kb.json"), encoding="utf-8") as file:
        kb = json.load(file)
    with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as file:
        truth = {row["title"]: row for row in map(json.loads, file)}
    literals, regexes = rows(kb, truth)
    alone = sorted({row.split("\t", 3)[3] for row in literals})
    os.makedirs(os.path.join(folder, "bench"), exist_ok=True)
    for name, lines in [("literals.tsv", literals), ("regexes.tsv", regexes),
                        ("literals.txt", alone)]:
        with open(os.path.join(folder, "bench", name), "w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write(sys.argv[1])
