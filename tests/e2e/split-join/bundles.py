"""Bundles as nobody would write them on purpose: every layout and oddity that is no error."""

SERVICES = ["pay-api", "auth-svc", "db-proxy"]
WORDS = ["Card Declined", "Timeout", "토큰 만료", "Disk *Full*", "a_b_c lost", "🔥 OOM", "C#", "CON",
         "x / y \\ z", "Über `code`", "Really " * 20 + "Long", "404", "[Link](https://example.org)"]
CAUSES = [
    "The issuer refused the card.",
    "Two lines\nof one paragraph.  ",
    "은행이 12초 뒤에 답했다.",
    "Before.\n\n<!-- a comment with ## 02. and ---\n\nservice: x\n-->\n\nAfter.",
    "Trailing blanks   \nstand here.\t",
    "> quoted\n> ## 03. No case\n\nAnd text.",
    "#### A deeper heading\n\nText below it.",
    "See [the page][ref].\n\n[ref]: https://example.org/a",
    "It was cut\\\nby a backslash & an `&amp;`.",
]
ACTIONS = [
    "1. Ask the customer.\n2. Ask the issuer.",
    "1. Run this:\n\n   ```sh\n   echo '---'\n   ```\n2. Look.",
    "1. First.\n<!-- between -->\n2. Second.",
    "```yaml\n---\nservice: x\n---\n## 02. In a fence\n```\n\n1. Only one item here.",
    "1. Five little words here.\n2. Nest:\n   - one\n   - two",
]
GLUE = ["\n---\n\n", "---\n", "\n", "", "\n\n\n", "\n-----\n\n", "\n---   \n\n", "\n---\n\n---\n\n",
        "   \n\n---\n"]
OUTSIDE = ["", "", "", "# Part two\n\nWords between the parts.\n\n", "# Only a title\n"]


def front(random, service, message):
    lines = [f"service: {service}", random.choice([f"error_message: {message}", f'error_message: "{message}"'])]
    if random.random() < 0.2:
        lines.insert(1, "# a note")
    if random.random() < 0.1:
        lines.append("")
    if random.random() < 0.1:
        lines.append("owner: nobody")
    dashes = random.choice(["---", "---", "---  "])
    return "\n".join([random.choice(["---", "---", "--- "]), *lines, dashes]) + "\n"


def sections(random, marks, service, message, number):
    parts = [(f"{marks} {random.choice(['Incident Summary', '장애 요약', 'Incident Summary ' + marks])}",
              f"[WARN] 2026-01-01T00:00:{number:02}.000Z {service}/v1 [{random.getrandbits(32):08x}]: {message}"),
             (f"{marks} Root Cause", random.choice(CAUSES)),
             (f"{marks} Action Items", random.choice(ACTIONS))]
    if random.random() < 0.1:
        parts.pop(random.randrange(3))
    if random.random() < 0.1:
        parts.reverse()
    gap = random.choice(["\n\n", "\n", "\n\n\n"])
    return gap.join(heading + random.choice(["\n", "\n\n"]) + text for heading, text in parts)


def case(random, number):
    service, title = random.choice(SERVICES), random.choice(WORDS)
    message = f"error {random.randrange(1000)} of {service}"
    prefix = f"{number:02}. " if random.random() < 0.9 else ""
    heading = random.choice(["## ", "##  ", " ## ", "##\t"]) + prefix + random.choice(["Pay - ", ""]) + title
    heading += random.choice(["", "", " ##", "  "]) + "\n"
    if prefix and random.random() < 0.1:
        return heading + random.choice(["", "\n"]) + sections(random, "###", service, message, number)
    if random.random() < 0.03:
        return heading + front(random, service, message).rstrip("\n")
    return (heading + random.choice(["", "", "\n", "  \n\n"]) + front(random, service, message)
            + random.choice(["", "", "\n"]) + sections(random, "###", service, message, number))


def bundle(random):
    """The bytes of one bundle."""
    text = random.choice(["", "# All of them\n\nA preamble.\n\n", "\n\n", "Prose before.\n\n---\n\n"])
    if random.random() < 0.2:
        text = (front(random, "pay-api", "message at the top") + "# At the top\n\n"
                + sections(random, "##", "pay-api", "message at the top", 0) + random.choice(["\n\n", "\n"]))
        if random.random() < 0.3:
            text += "# The bundle\n\nWith a word about it.\n\n"
    count = random.randrange(1, 7)
    for number in range(1, count + 1):
        text += case(random, number) + "\n" + random.choice(GLUE)
        if number < count:
            text += random.choice(OUTSIDE)
    if random.random() < 0.3:
        text = text.rstrip() + random.choice(["", " ", "\n\n", "\t\n"])
    if random.random() < 0.3:
        text = text.replace("\n", "\r\n")
    elif random.random() < 0.2:
        text = "".join(line + random.choice(["\n", "\r\n"]) for line in text.split("\n"))[:-1].rstrip("\r")
    return (b"\xef\xbb\xbf" if random.random() < 0.2 else b"") + text.encode()
