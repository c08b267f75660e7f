"""To which case a message belongs: slow, and by the rules as they are written down."""
import itertools
import re

WORD = re.compile(rb"[A-Za-z0-9\x80-\xff]")
RUN = re.compile(rb"[A-Za-z0-9\x80-\xff]+")
CLUSTER = re.compile(rb"[A-Za-z0-9\x80-\xff]+(?:[-_.:/@#][A-Za-z0-9\x80-\xff]+)*")
ANY = b"*"
QUOTED = re.compile(rb"([\"'`])([^\x00-\x20]{1,127}?)\1(?![A-Za-z0-9\x80-\xff])")


def is_word(text, at):
    return 0 <= at < len(text) and WORD.match(text[at:at + 1])


def words_of(text):
    """[(word in small letters, is it a value?)]"""
    words, at = [], 0
    while at < len(text):
        found = CLUSTER.match(text, at)
        quoted = None if found or is_word(text, at - 1) else QUOTED.match(text, at)
        if found:
            path = text[at - 1:at] == b"/" and not is_word(text, at - 2)
            value = path or re.search(rb"[0-9@]", found[0]) is not None
            words += [(word.lower(), value) for word in RUN.findall(found[0])]
        elif quoted:
            words += [(word.lower(), True) for word in RUN.findall(quoted[2])]
        at = (found or quoted).end() if found or quoted else at + 1
    return words


def gaps_of(items):
    """The plain words, and what values stand before the first, between two, behind the last."""
    plain, gaps = [], [[]]
    for word, is_value in items:
        if is_value:
            gaps[-1].append(word)
        else:
            plain.append(word)
            gaps.append([])
    return plain, gaps


def holds(values, wanted):
    rest = iter(values)
    return all(value in rest for value in wanted)


def place(pattern, message):
    """The first place in the message where the pattern occurs, or None."""
    wanted, wanted_gaps = pattern
    plain, gaps = message
    for start in range(len(plain) - len(wanted) + 1):
        if all(word in (ANY, plain[start + i]) for i, word in enumerate(wanted)) and \
                all(holds(gaps[start + i], values) for i, values in enumerate(wanted_gaps)):
            return start
    return None


def forms_of(items):
    """The items with each ANY, which stands for no or one plain word, and without it."""
    ways = [([], [item]) if item[0] == ANY else ([item],) for item in items]
    for way in itertools.product(*ways):
        yield gaps_of([item for part in way for item in part])


class Reference:
    def __init__(self, kb):
        self.patterns = []
        for order, case in enumerate(kb["cases"]):
            for pattern in case["patterns"]:
                items = [(item.lstrip("=").encode(), item.startswith("="))
                         for item in pattern["words"].split(" ")]
                length = len(b" ".join(word for word, _ in items if word != ANY))
                rank = (-pattern.get("priority", 0), order)
                self.patterns += [(pattern["service"] or "", form, length, rank, case["id"])
                                  for form in forms_of(items)]

    def case_of(self, service, message):
        words, best = gaps_of(words_of(message)), None
        for owner, pattern, length, rank, case in self.patterns:
            at = place(pattern, words) if owner == (service or "") else None
            if at is not None and (best is None or (-length, at, rank) < best[0]):
                best = ((-length, at, rank), case)
        return best and best[1]
