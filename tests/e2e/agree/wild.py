"""Patterns as no message would give them: values, variable words and ties at random."""
import random

import base

ITEMS = [word.lower() for word in base.WORDS] + ["=403", "=502", "=pool", "=1", "=a", "=x509"]


def pattern(dice):
    """Variable words are neither first nor last among the plain ones."""
    items = [dice.choice(ITEMS) for _ in range(dice.randint(1, 7))]
    plain = [i for i, item in enumerate(items) if item[0] != "="]
    for _ in range(dice.choice([0, 0, 1, 2, 3])):
        if len(plain) > 1:
            items.insert(dice.randint(plain[0] + 1, plain[-1]), "*")
            plain = [i for i, item in enumerate(items) if item[0] != "=" and item != "*"]
    return " ".join(items)


def write(rules, out, seed, count):
    """The rows of `rules` with other patterns: some begin as the one before them, some are equal."""
    dice, before = random.Random(seed), [pattern(random.Random(seed))]
    with open(rules, encoding="ascii") as file:
        rows = [row for row in file if not row.startswith("pattern ")]
    cases = next(int(row.split()[1]) for row in rows if row.startswith("cases "))
    for _ in range(count):
        made, kind = pattern(dice), dice.random()
        if kind < 0.1:
            made = dice.choice(before)
        elif kind < 0.3:
            made = dice.choice(before) + " " + made
        before.append(made)
        rows.append(f"pattern {dice.randrange(cases)} {dice.choice([0, 0, 0, 1, -1])} "
                    f"{dice.choice(base.SERVICES).encode().hex()} {made.encode().hex()}\n")
    with open(out, "w", encoding="ascii") as file:
        file.writelines(rows)
