"""A small knowledge base, and log lines of which is known to which case they belong."""
import os
import random
import subprocess

KBC = os.environ["KBC"]

SCHEMA = r"""kbc: 1
name: shop
corpus: {include: ["cases/**/*.md"]}
record: {split: file, identity: [frontmatter.service, title]}
frontmatter:
  schema:
    type: object
    required: [service, error]
    properties: {service: {type: string}, error: {type: string}}
sections:
  list:
    - {id: line, title: Line, content: {log: main, count: 1}}
    - {id: cause, title: Cause, content: {allow: [paragraph]}}
logs:
  main:
    template: '\[{level}\] {time} {service} <{id}>: {message}[[ | {context}]]'
    fields:
      level: {enum: [INFO, WARN, ERROR]}
      time: {type: timestamp, format: '%Y-%m-%dT%H:%M:%S.%3fZ'}
      service: {pattern: '[a-z-]+', equals: frontmatter.service}
      id: {pattern: '[0-9a-z]+'}
      message: {pattern: '.+', contains: frontmatter.error}
      context: {pattern: '.+'}
rules: {log-value-uncertain: off}
"""

# title, service, level, message with a place for a number
CASES = [
    ("Pool Exhausted", "order-api", "ERROR", "Connection pool has no free connection after {} ms"),
    ("Card Refused", "pay-api", "WARN", "Payment Failed - card was refused by the issuer, code {}"),
    ("결제 승인 지연", "pay-api", "ERROR", "결제 승인 응답이 {}ms 동안 없습니다"),
    ("Stock Below Zero", "stock-api", "ERROR", "stock of article {} fell below zero"),
    ("Stock Below Zero Again", "stock-api", "ERROR", "article {} fell below zero again"),
]
NOISE = [("order-api", "INFO", "order {} was shipped"), ("pay-api", "ERROR", "nothing that anybody knows {}"),
         ("mail-api", "WARN", "mail {} bounced back to sender")]


def line(service, level, message, number, context=True):
    time = f"2026-03-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:07.{number % 1000:03}Z"
    tail = f" | User=\"u{number}\"" if context else ""
    return f"[{level}] {time} {service} <a{number:x}>: {message.format(number)}{tail}"


def write_cases():
    os.makedirs("cases", exist_ok=True)
    with open("kbc.yaml", "w", encoding="utf-8") as file:
        file.write(SCHEMA)
    for number, (title, service, level, message) in enumerate(CASES):
        error = message.split("{}")[0].split(" - ")[-1].strip()
        with open(f"cases/case-{number}.md", "w", encoding="utf-8") as file:
            file.write(f"---\nservice: {service}\nerror: {error!r}\n---\n\n# {title}\n\n## Line\n\n"
                       f"{line(service, level, message, 101 + number)}\n\n## Cause\n\nNobody knows yet.\n")
    subprocess.run(["git", "init", "-q", "."], check=True)
    build = run("build", "-o", "out")
    assert build.returncode == 0, build.stdout + build.stderr


def lines(count, seed):
    """Pairs of a line and the title of its case, None if it has none."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        if draw.random() < 0.5:
            title, service, level, message = draw.choice(CASES)
        else:
            title, (service, level, message) = None, draw.choice(NOISE)
        text = line(service, level, message, number, draw.random() < 0.5)
        if draw.random() < 0.1:
            text = "2026-01-01T00:00:00Z stdout F " + text
        found.append((text, title))
    return found


def run(*words, text=None, **options):
    data = text.encode() if isinstance(text, str) else text
    done = subprocess.run([KBC, *words], input=data, capture_output=True, check=False, timeout=120, **options)
    done.stdout, done.stderr = done.stdout, done.stderr.decode()
    return done


def report(name, test):
    try:
        test()
    except AssertionError as error:
        print(f"not ok {name}")
        print("  " + str(error).replace("\n", "\n  "))
    else:
        print(f"ok {name}")
