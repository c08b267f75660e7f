"""Writes log lines for a synthetic knowledge base, and the case that each belongs to.

    lines.py FOLDER plain|harder COUNT

Reads truth.jsonl and generated/kb.json in FOLDER and writes there bench/plain.log or
bench/harder.log, beside it .labels (for each line the number of its case in the knowledge base
as 4 bytes, small end first, or -1) and .kinds (a byte a line: its place in KINDS, and 128 if
the message is Korean). Of ten lines three belong to a case. In plain ones the values differ
from those of the case; in harder ones something was done to the line, too, once or twice.
The others belong to none, because no pattern can stand in them: they lack its words, or their
order, or belong to another service.
"""
import array
import json
import os
import sys

import words

CASES = 0.3
NOISE = [("traffic", 0.62), ("elsewhere", 0.10), ("words between", 0.06), ("words missing", 0.06),
         ("another order", 0.06), ("another format", 0.10)]
HARDER = ["prefix", "inserted id", "letters", "punctuation", "tail", "level", "no context",
          "json", "container"]
KINDS = ["plain"] + HARDER + ["several"] + [name for name, _ in NOISE]
LEVELS = ["DEBUG", "INFO", "WARN", "ERROR", "CRITICAL"]
PREFIXES = ["Process Failed: ", "nested exception is: ", "[retry 3/5] ", "(worker-7) ", "Oops -- "]
TAILS = ["; meanwhile retrying in 5s", " (attempt 3 of 5)", ", evidently caused by the walrus",
         " at com.example.Teapot.pour(Teapot.java:42)", ". Hopefully gone by morning!"]
MARKS = [", ", ": ", "; ", " - ", "  ", "\t", " -> ", ". ", " (", ") ", "-", "_", ".", ":"]
TRAFFIC = ["Request gladly completed in {}ms", "GET /api/v1/teapot/{} 200 in 12ms",
           "Heartbeat of willow-{} is cheerful", "Meadow scan walked {} pebbles",
           "Session of user-{}@example.com opened somewhat late", "Harbour lantern {} lit",
           "orchard: harvested {} of 9000 baskets, hopefully all"]
OTHER = ['192.0.2.7 - - [01/Mar/2026:00:00:{0:02} +0000] "GET /teapot/{1} HTTP/1.1" 200 {1}',
         "    at com.example.Teapot.pour(Teapot.java:{1})",
         "ts=2026-03-01T00:00:{0:02}Z caller=walrus.go:{1} msg=\"sunny meadow\" took=12ms",
         "Mar  1 00:00:{0:02} node-3 kernel: [{1}.000000] lantern: pebble {1} lit"]


def head(dice, level, service, version):
    second = dice.below(86400)
    return (f"[{level}] 2026-04-{1 + dice.below(28):02}T{second // 3600:02}:"
            f"{second // 60 % 60:02}:{second % 60:02}.{dice.below(1000):03}Z "
            f"{service}/{version} [{dice.hexadecimal(8)}]: ")


def value(part, dice):
    """Another value of the same kind; a number that tells two cases apart stays."""
    return part[1] if part[0] not in words.VALUES else words.draw(part[0], dice)


def context(case, dice):
    pairs = [f'{key}="{dice.between(1, 99999)}"' for key, _ in case["context"]]
    return " | Context: {" + ", ".join(pairs) + "}" if pairs else ""


class Message:
    """The words of a message, and for each what stands between it and the next."""

    def __init__(self, case, dice):
        self.words, self.is_value = [], []
        if case["label"]:
            self.add(case["label"].split(), False)
        self.label_end = len(self.words) - 1
        for part in case["parts"]:
            if isinstance(part, str):
                self.add(part.split(), False)
            else:
                self.add([value(part, dice)], True)
        self.gaps = [" "] * len(self.words)
        if case["label"]:
            self.gaps[self.label_end] = " - "
        self.before = self.behind = ""

    def add(self, texts, is_value):
        self.words += texts
        self.is_value += [is_value] * len(texts)

    def gap(self, dice):
        """Somewhere between two constant words, where a mark cannot become part of a value."""
        places = [i for i in range(len(self.words) - 1)
                  if not self.is_value[i] and not self.is_value[i + 1]]
        return dice.pick(places)

    def text(self):
        self.gaps[-1] = ""
        return self.before + "".join(a + b for a, b in zip(self.words, self.gaps)) + self.behind


def respell(word, dice):
    kind = dice.below(3)
    return word.upper() if kind == 0 else word.lower() if kind == 1 else word.capitalize()


def escape(line):
    return json.dumps(line + "\n", ensure_ascii=False)


def change(kind, message, around, dice):
    """Does one thing to a line."""
    if kind == "prefix":
        message.before = dice.pick(PREFIXES)
    elif kind == "inserted id":
        message.words[message.gap(dice)] += f" [FIN-ABC{dice.between(10, 99)}]"
    elif kind == "letters":
        message.words = [word if is_value else respell(word, dice)
                         for word, is_value in zip(message.words, message.is_value)]
    elif kind == "punctuation":
        for _ in range(dice.between(1, 3)):
            message.gaps[message.gap(dice)] = dice.pick(MARKS)
    elif kind == "tail":
        message.behind = dice.pick(TAILS)
    else:
        around.add(kind)


def case_line(case, dice, kinds):
    message, around = Message(case, dice), set()
    for kind in kinds:
        change(kind, message, around, dice)
    level = case["level"]
    if "level" in around:
        level = dice.pick(LEVELS + ["error", "Warn"])
    line = head(dice, level, case["service"],
                f"v{dice.between(1, 19)}.{dice.below(30)}.{dice.below(10)}") + message.text()
    if "no context" not in around:
        line += context(case, dice)
    if "json" in around:
        line = f'{{"log":{escape(line)},"stream":"stderr","time":"2026-04-01T00:00:00.1Z"}}'
    if "container" in around:
        line = "2026-01-01T00:00:00Z stdout F " + line
    return line


def is_inside(message, others):
    text = " " + words.constant_words(message) + " "
    return any(" " + words.constant_words(parts) + " " in text
               for case in others for parts in (case["parts"], case["error"]))


class Noise:
    def __init__(self, cases):
        self.cases, self.by_service = cases, {}
        for case in cases:
            self.by_service.setdefault(case["service"], []).append(case)
        names = sorted(self.by_service)
        others = [name for name in words.services(len(names) * 2)
                  if name not in self.by_service][:len(names)]
        self.services = names * 3 + others      # of four lines, one is of an unknown service

    def traffic(self, dice):
        message = dice.pick(TRAFFIC).format(dice.between(1, 9999))
        pairs = f' | Context: {{UserId="{dice.between(1, 9999)}", Took="{dice.between(1, 999)}ms"}}'
        return head(dice, dice.pick(["INFO", "INFO", "DEBUG", "WARN"]), dice.pick(self.services),
                    "v1.4.2") + message + (pairs if dice.chance(0.7) else "")

    def near(self, kind, dice):
        case = dict(dice.pick(self.cases), label=None)
        parts = case["parts"]
        if kind == "words between":
            case["parts"] = [x for part in parts for x in (part, "somewhat gladly")]
        elif kind == "words missing":
            case["parts"] = parts[::2] if dice.chance(0.5) else parts[1::2]
        elif kind == "another order":
            case["parts"] = [part if not isinstance(part, str) else " ".join(part.split()[::-1])
                             for part in parts[::-1]]
        else:
            case["service"] = dice.pick(self.services)
        if is_inside(case["parts"], self.by_service.get(case["service"], [])):
            return self.traffic(dice)
        return case_line(case, dice, [])

    def line(self, kind, dice):
        if kind == "traffic":
            return self.traffic(dice)
        if kind == "another format":
            return dice.pick(OTHER).format(dice.below(60), dice.between(1, 99999))
        return self.near(kind, dice)


def pick_noise(dice):
    at = dice.random()
    for name, share in NOISE:
        at -= share
        if at < 0:
            return name
    return NOISE[0][0]


def make(cases, numbers, mode, count):
    """(line, number of its case, kind) for each line."""
    dice, noise = words.Dice(f"{mode} {len(cases)}"), Noise(cases)
    for _ in range(count):
        if not dice.chance(CASES):
            kind = pick_noise(dice)
            yield noise.line(kind, dice), -1, KINDS.index(kind)
            continue
        case = dice.pick(cases)
        kinds = []
        if mode == "harder":
            kinds = [dice.pick(HARDER) for _ in range(dice.pick([1, 1, 2, 3]))]
        name = "plain" if not kinds else kinds[0] if len(kinds) == 1 else "several"
        is_korean = any(isinstance(part, str) and part[0] > "\x7f" for part in case["parts"])
        yield (case_line(case, dice, kinds), numbers[case["title"]],
               KINDS.index(name) + (128 if is_korean else 0))


def read(folder):
    """The cases of truth.jsonl, and the number in the knowledge base of each title."""
    with open(os.path.join(folder, "generated", "kb.json"), encoding="utf-8") as file:
        titles = [case["title"] for case in json.load(file)["cases"]]
    with open(os.path.join(folder, "truth.jsonl"), encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    return cases, {title: number for number, title in enumerate(titles)}


def write(folder, mode, count):
    cases, numbers = read(folder)
    os.makedirs(os.path.join(folder, "bench"), exist_ok=True)
    labels, kinds, place = array.array("i"), bytearray(), os.path.join(folder, "bench", mode)
    with open(place + ".log", "w", encoding="utf-8", newline="\n") as file:
        for line, number, kind in make(cases, numbers, mode, count):
            file.write(line + "\n")
            labels.append(number)
            kinds.append(kind)
    if sys.byteorder == "big":
        labels.byteswap()
    with open(place + ".labels", "wb") as file:
        labels.tofile(file)
    with open(place + ".kinds", "wb") as file:
        file.write(kinds)


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[2] not in ("plain", "harder"):
        sys.exit(__doc__)
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
