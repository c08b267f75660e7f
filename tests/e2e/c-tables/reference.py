"""What it means to match, in the slowest and most obvious way: a second opinion on kb.c."""
import re

WORD = rb"[A-Za-z0-9\x80-\xff]"
STRETCH = re.compile(
    rb"(?<!%(w)s)([\"'`])(?P<quoted>(?:(?!\1)[^\x00-\x20]){1,127})\1(?!%(w)s)"
    rb"|(?P<cluster>%(w)s+(?:[-_.:/@#]%(w)s+)*)" % {b"w": WORD})


def fold(text):
    return bytes(c + 32 if 65 <= c <= 90 else c for c in text)


def words_of(message):
    """[(place, word, is it part of a value?)]"""
    found = []
    for hit in STRETCH.finditer(message):
        is_value = True
        if hit.group("quoted") is None:
            is_path = re.search(rb"(?<!%s)/\Z" % WORD, message[:hit.start()]) is not None
            is_value = is_path or re.search(rb"[0-9@]", hit.group("cluster")) is not None
        for word in re.finditer(WORD + rb"+", hit.group()):
            found.append((hit.start() + word.start(), fold(word.group()), is_value))
    return found


def begins(items, words, is_inside=False):
    """Do the words begin with the items? Answers the place of the first word, or None. Inside
    the row of plain words only values may be passed over."""
    if not items:
        return True
    item = items[0]
    if item == b"*" and begins(items[1:], words, True) is not None:
        return True
    for i, (place, word, is_value) in enumerate(words):
        if is_value:
            if item == b"=" + word and begins(items[1:], words[i + 1:], is_inside) is not None:
                return place
            continue
        if item not in (b"*", word):
            return None
        return place if begins(items[1:], words[i + 1:], True) is not None else None
    return None


def first_place(items, words):
    """Where the items occur first, or None."""
    for i in range(len(words)):
        # From a value on, or from a plain word on; not from one that is to be passed over.
        _, word, is_value = words[i]
        if items[0] == (b"=" if is_value else b"") + word:
            if begins(items, words[i:]) is not None:
                return words[i][0]
    return None


def match(patterns, service, message):
    """patterns: [(service, words, case number)]. Answers the number of the case, or None. A
    service of None is any."""
    words, best = words_of(message), None
    for wanted, text, number in patterns:
        if service is not None and wanted != service:
            continue
        items = text.split(b" ")
        place = first_place(items, words)
        if place is not None:
            length = len(b" ".join(item.lstrip(b"=") for item in items if item != b"*"))
            rank = (-length, place, number)
            best = rank if best is None or rank < best else best
    return best and best[2]
