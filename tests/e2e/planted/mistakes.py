"""Mistakes by rule, one in a case at a time: what is written, and the finding that must follow."""
import collections
import copy
import math

from clean import DECORATIONS, TITLES

# rule, line, column, end_line, end_column; what is suggested; the files that it may be about.
Finding = collections.namedtuple("Finding", "rule place suggestion")
LATIN = "abcdefghijklmnopqrstuvwxyz_-"
HANGUL = [chr(code) for code in range(0xAC00, 0xAC00 + 11172, 97)]


# ---- Slips of the hand ---------------------------------------------------------------------


def distance(left, right):
    """Restricted Damerau-Levenshtein, from its recurrence alone."""
    known = {}

    def of(i, k):
        if (i, k) not in known:
            if min(i, k) == 0:
                known[i, k] = max(i, k)
            else:
                least = min(of(i - 1, k) + 1, of(i, k - 1) + 1,
                            of(i - 1, k - 1) + (left[i - 1] != right[k - 1]))
                if min(i, k) > 1 and left[i - 1] == right[k - 2] and left[i - 2] == right[k - 1]:
                    least = min(least, of(i - 2, k - 2) + 1)
                known[i, k] = least
        return known[i, k]

    return of(len(left), len(right))


def fold(word):
    return "".join(letter.lower() if letter.isascii() else letter for letter in word)


def suggestion(word, candidates):
    """What kbc promises to suggest: equal but for case first, then the nearest, the earlier one of
    two; at most a third of the length away."""
    for candidate in candidates:
        if fold(candidate) == fold(word):
            return candidate
    most = 1 if len(word) == 2 else len(word) // 3
    near = [(distance(fold(word), fold(candidate)), i) for i, candidate in enumerate(candidates)]
    best = min(near, default=(math.inf, 0))
    return candidates[best[1]] if len(word) > 1 and best[0] <= most else None


def slip(chance, word, letters):
    """One slip: a letter too many, one too few, a wrong one, two swapped, or one in another case."""
    kind = chance.choice(["insert", "delete", "replace", "transpose", "case"])
    at = chance.randrange(len(word))
    if kind == "insert":
        at = chance.randint(0, len(word))
        return word[:at] + chance.choice(letters) + word[at:]
    if kind == "delete":
        return word[:at] + word[at + 1:]
    if kind == "replace":
        return word[:at] + chance.choice(letters) + word[at + 1:]
    if kind == "transpose" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + word[at].swapcase() + word[at + 1:]


def misspell(chance, word, candidates, is_right):
    """The word with one to three slips, as far as kbc must still know what was meant."""
    letters = LATIN if word.isascii() else HANGUL
    while True:
        wrong = word
        for _ in range(chance.choice([1, 1, 1, 2, 2, 3])):
            wrong = slip(chance, wrong, letters) or wrong
        # Heading decoration and blanks at the ends are no part of a name.
        clean = wrong.strip(" _-") == wrong and wrong[:1].isalpha()
        if clean and not is_right(wrong) and suggestion(wrong, candidates) == word:
            return wrong


# ---- The kinds -----------------------------------------------------------------------------


def front_line(case, key):
    """Index of the key's line in the front matter."""
    return next(i for i, line in enumerate(case.front) if line.startswith(key + ":"))


def on_line(line, column, length):
    return (line, column, line, column + length)


def missing_key(chance, case, _):
    del case.front[front_line(case, chance.choice(["service", "error_message"]))]
    last = case.first() + len(case.front) - 1
    return Finding("key-missing", (case.first(), 1, last, len(case.front[-1]) + 1), None)


def misspelt_key(chance, case, _):
    keys = ["service", "error_message"]
    key = chance.choice(keys)
    at = front_line(case, key)
    wrong = misspell(chance, key, keys, keys.__contains__)
    case.front[at] = wrong + case.front[at][len(key):]
    return Finding("key-unknown", on_line(case.first() + at, 1, len(wrong)), key)


def duplicate_key(chance, case, _):
    key = chance.choice(["service", "error_message"])
    first = front_line(case, key)
    again = case.front[first] if chance.random() < 0.5 else f"{key}: another value"
    at = chance.randint(first + 1, len(case.front))
    case.front.insert(at, again)
    return Finding("yaml-duplicate-key", on_line(case.first() + at, 1, len(key)), None)


def broken_yaml(chance, case, number):
    """What must be quoted is not, or one of the signs of YAML is missing, or one too many."""
    key = "error_message" if case.decoration or number % 2 == 0 else "service"
    value = case.message if key == "error_message" else case.service
    at, column = front_line(case, key), len(key) + 3
    if case.decoration:
        rule, line, place = DECORATIONS[case.decoration], f"{key}: {value}", (column, len(value))
    else:
        rule, line, place = chance.choice([
            ("yaml-unclosed-quote", f'{key}: "{value}', (column, len(value) + 1)),
            ("yaml-unclosed-quote", f"{key}: '{value}", (column, len(value) + 1)),
            ("yaml-missing-colon", f"{key} {value}", (1, len(key) + 1 + len(value))),
            ("yaml-colon-space", f"{key}:{value}", (1, len(key) + 1 + len(value))),
            ("yaml-tab", f"\t{key}: {value}", (1, 1)),
            ("yaml-indentation", f"  {key}: {value}", (3, len(key) + 2 + len(value))),
            ("yaml-missing-colon", f"{key} = {value}", (1, len(key) + 3 + len(value))),
            ("yaml-anchor", f"{key}: &note {value}", (column, len("&note"))),
            ("yaml-tag", f"{key}: !!str {value}", (column, len("!!str"))),
        ])
    case.front[at] = line
    return Finding(rule, on_line(case.first() + at, *place), None)


def heading_place(case, title=None):
    """Where the words of a heading stand: the case's own, or that of a section."""
    line = case.heading(title)
    words = title or case.title
    return on_line(case.line_of(line), len(line) - len(words) + 1, len(words))


def missing_section(chance, case, _):
    del case.sections[chance.randrange(3)]
    return Finding("section-missing", heading_place(case), None)


def misspelt_section(chance, case, _):
    at = chance.randrange(3)
    names = [name for names in TITLES.values() for name in names]
    absent = TITLES[list(TITLES)[at]]  # the other sections are there, and so not meant
    title = case.sections[at][0]
    wrong = misspell(chance, title, absent,
                     lambda word: fold(word) in map(fold, names))
    case.sections[at][0] = wrong
    return Finding("section-unknown", heading_place(case, wrong), title)


def empty_section(chance, case, _):
    at = chance.randrange(3)
    title = case.sections[at][0]
    case.sections[at][1] = chance.choice([[], [""], ["", "<!-- to be written -->", ""], ["", ""]])
    return Finding("section-empty", heading_place(case, title), None)


def duplicate_case(chance, case, _):
    """A copy under another path, as it is or with what is no part of what a case is."""
    twin = copy.deepcopy(case)
    twin.path = case.path[:-3] + "-copy.md"
    log = twin.sections[0][1][0]
    if chance.random() < 0.7:
        twin.sections[0][1][0] = log.replace("2026-02-", "2026-03-").replace(" [", " [7", 1)
    if chance.random() < 0.5:
        twin.sections[1][1] = ["The same thing again, told in other words by another shift."]
    if chance.random() < 0.5:
        twin.front.reverse()
    later = max(case.path, twin.path, key=str.encode)
    return twin, later, Finding("duplicate-identity", heading_place(twin), None)


KINDS = {"a missing key": missing_key, "a misspelt key": misspelt_key, "broken YAML": broken_yaml,
         "a missing section": missing_section, "a misspelt section": misspelt_section,
         "an empty section": empty_section, "a duplicate key": duplicate_key,
         "a duplicate case": duplicate_case}
