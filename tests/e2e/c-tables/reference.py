"""What it means to match, in the slowest and most obvious way: a second opinion on kb.c."""
import re

WORD = rb"[A-Za-z0-9\x80-\xff]"
TOKEN = re.compile(
    rb"(?<!%(w)s)([\"'`])(?P<quoted>(?:(?!\1)[^\x00-\x20]){1,127})\1(?!%(w)s)"
    rb"|(?P<cluster>%(w)s+(?:[-_.:/@#]%(w)s+)*)" % {b"w": WORD})
LONGEST_RUN = 128


def fold(text):
    return bytes(c + 32 if 65 <= c <= 90 else c for c in text)


def tokens(text):
    """[(word, is it part of a value?)]"""
    found = []
    for hit in TOKEN.finditer(text):
        stretch, is_value = hit.group("quoted"), True
        if stretch is None:
            stretch = hit.group("cluster")
            is_path = re.search(rb"(?<!%s)/\Z" % WORD, text[:hit.start()]) is not None
            is_value = is_path or re.search(rb"[0-9@]", stretch) is not None
        found += [(fold(word), is_value) for word in re.findall(WORD + rb"+", stretch)]
    return found


def follows(words, line):
    """Does the line begin with these words, values between them aside?"""
    passed = 0
    for text, is_value in line:
        if text == words[0]:
            words, passed = words[1:], 0
            if not words:
                return True
            continue
        passed += 1
        if not is_value or passed > LONGEST_RUN:
            return False
    return False


def match(patterns, service, message):
    """patterns: [(service, words, case number)]. Answers the number of the case, or None."""
    line, best = tokens(message), None
    for wanted, text, number in patterns:
        words = text.split(b" ")
        if wanted != service:
            continue
        for start, (first, _) in enumerate(line):
            if first == words[0] and follows(words, line[start:]):
                rank = (-len(text), start, number)
                best = rank if best is None or rank < best else best
    return best and best[2]
