"""The hash by which code scanning knows a line again, made from its description, the slow way."""

WINDOW, FACTOR = 100, 37


def units_of(data):
    """The text in units of UTF-16; each line end is one LF."""
    wide = data.decode("utf-8", "replace").encode("utf-16-le")
    units = [int.from_bytes(wide[i:i + 2], "little") for i in range(0, len(wide), 2)]
    for i, unit in enumerate(units):
        is_second = unit == 10 and i > 0 and units[i - 1] == 13
        if not is_second:
            yield 10 if unit == 13 else unit


def line_hashes(data):
    kept, starts, is_start = [], [], True
    for unit in units_of(data):
        if unit in (32, 9):
            continue
        if is_start:
            starts.append(len(kept))
        kept.append(unit)
        is_start = unit == 10
    if is_start:
        starts.append(len(kept))
    kept += [0xFFFF] + [0] * WINDOW
    seen, answers = {}, []
    for start in starts:
        value = 0
        for unit in kept[start:start + WINDOW]:
            value = (value * FACTOR + unit) % 2 ** 64
        seen[value] = seen.get(value, 0) + 1
        answers.append(f"{value:x}:{seen[value]}")
    return answers
