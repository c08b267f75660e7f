"""The knowledge bases of this test, and log lines with the case that each belongs to."""
import os
import re

MAIN = (r"\[{level}\] {timestamp} {service}/{version} \[{trace_id}\]: {message}"
        r"[[ | Context: {context}]]")

SCHEMA = r"""kbc: 1
name: hostile
corpus: {include: ["kb/**/*.md"]}
record:
  split: auto
  title: '^(?:(?<category>.+?) - )?(?<title>.+)$'
  identity: [frontmatter.service, frontmatter.error_message, title]
frontmatter:
  presence: required
  schema:
    type: object
    required: [service]
    properties:
      service: {type: string}
      error_message: {type: string}
      host: {type: string}
sections:
  order: any
  list:
    - {id: summary, title: Summary, required: false, content: {log: main, count: 1}}
    - {id: legacy, title: Legacy, required: false, content: {log: legacy, count: 1}}
    - {id: cause, title: 'Cause "?\?/" */ MARKER', required: false}
logs:
  main:
    template: '""" + MAIN + r"""'
    fields:
      level: {enum: [DEBUG, INFO, WARN, ERROR, CRITICAL]}
      timestamp: {type: timestamp, format: '%Y-%m-%dT%H:%M:%S.%3fZ'}
      service: {pattern: '[^/ ]+', equals: frontmatter.service}
      message: {pattern: '.+', contains: frontmatter.error_message}
      context: {type: map, open: '{', close: '}', pair: '{key}="{value}"', join: ', '}
  legacy:
    template: '{time} <{service}@{host}>[[ ({thread})]] {message}'
    fields:
      time: {type: timestamp, format: '%H:%M:%S'}
      service: {equals: frontmatter.service}
      host: {equals: frontmatter.host}
      message: {contains: frontmatter.error_message}
"""


def quote(text):
    """As YAML writes it between double quotes; controls and bidi marks escaped."""
    special = "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]"
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(special, lambda hit: f"\\u{ord(hit.group()):04x}", text) + '"'


def case(title, service, error=None, main=None, legacy=None, front="", body=""):
    lines = ["---", f"service: {quote(service)}"]
    if error is not None:
        lines.append(f"error_message: {quote(error)}")
    lines += [front.strip("\n")] if front else []
    lines += ["---", f"# {title}", ""]
    if main is not None:
        lines += ["## Summary", main, ""]
    if legacy is not None:
        lines += ["## Legacy", legacy, ""]
    return "\n".join(lines) + body + "\n"


def main_line(service, message, level="ERROR", context=' | Context: {A="1", B="x y"}'):
    return f"[{level}] 2024-03-15T10:35:00.123Z {service}/v8.0.32 [tr-1]: {message}{context}"


POOL = "Connection Pool - HikariPool-1 connection is not available, timed out after 30s."
KOREAN = "보안 경보 - [FIN-ABC12] 토큰 검증 실패가 150건 급증했습니다"
PG = 'duplicate key value violates unique constraint "pk_orders_7"'
CODE = "\n".join(f"{i:04} " + "".join(chr(33 + (i * 7 + j) % 94) for j in range(40)) +
                 " 풀의 끝?" * 2 for i in range(400))
LONG = "Far too long: " + " ".join(f"wörd{chr(97 + i % 26)}{chr(97 + i // 26)}"
                                   for i in range(600))

CASES = {
    "pool": case("DB - Pool Exhausted", "db", "HikariPool-1 connection is not available",
                 main_line("db", POOL), body="## Cause\nToo few.\n\n- a\n- b\n"),
    "korean": case("인증 - 토큰 검증 실패 급증", "auth-보안", "토큰 검증 실패", main_line("auth-보안", KOREAN)),
    "http-502": case("HTTP 502", "web", "HTTP 502 from upstream",
                     main_line("web", "Bad Answer - HTTP 502 from upstream 10.0.0.1")),
    "http-504": case("HTTP 504", "web", "HTTP 504 from upstream",
                     main_line("web", "Bad Answer - HTTP 504 from upstream 10.0.0.1")),
    "reset": case("Reset", "web", "Connection reset", main_line("web", "Connection reset")),
    "reset-by-peer": case("Reset by Peer", "web", "Connection reset by peer",
                          main_line("web", "Connection reset by peer", context="")),
    "expired": case("Prose Only", "web", "Certificate has expired",
                    body="Text before the first section.\n\n## More MARKER\nAnd more.\n\n"
                         "## Cause\n\n"),
    "quotes": case('He said "x" & \\ %s', "pg", PG, main_line("pg", PG)),
    "comment": case("*/ ??/ ??= \\\\ %d MARKER /* //", "c++", "*/ int main(void) ??/ MARKER",
                    main_line("c++", "*/ int main(void) { MARKER(\"??/\"); } // \\"),
                    body="## Cause\n*/ ?? ??( ?" + "?" * 40 + "\\0 \\x41 \\\nline two\n"),
    "long": case("Long", "big", "Far too long", main_line("big", LONG),
                 body="## Cause\n```\n" + CODE + "\n```\n"),
    "values": case("Values", "v",
                   "Odd \x00 values\u202e \u2066here\u2069 \x1b[31m \x7f\u0085\ufeff",
                   main_line("v", "Odd values here"), front='''
note: "line one\\nline two\\ttab \\0 end"
tags: [a, "b\\"c", 3, {k: v}]
count: 42
ratio: 1.5
flag: true
nothing: null
host: "h"
'''),
    "dry": case("Boiler", "old", "boiler is dry", front="host: h1",
                legacy="23:59:58 <old@h1> (main) MARKER boiler is dry at 99"),
    "dry-elsewhere": case("Boiler Elsewhere", "old", "boiler is dry", front="host: h2",
                          legacy="23:59:58 <old@h2> MARKER boiler is dry at 99"),
    "code": case("Code", "job", "ERR-42", main_line("job", "ERR-42")),
}

# What belongs to which case, besides the cases' own lines.
HEAD = "[WARN] 2031-12-31T23:59:59.999Z {}/v9.9 [zz-999]: "
VARIED = [
    ("pool", HEAD.format("db") + "Connection Pool - HikariPool-77 connection is not available, "
     "timed out after 1ms. | Context: {A=\"2\"}"),
    ("pool", HEAD.format("db") + "HikariPool-1 - Connection is not available, request timed "
     "out"),
    ("pool", HEAD.format("db") + "Process Failed: connection pool hikaripool-2 CONNECTION IS "
     "NOT; available..  timed/out after: and more"),
    ("pool", "[CRITICAL] 2031-12-31T23:59:59.999999Z db/2 [q]: [FIN-ABC12] connection is 7 not "
     "'quoted' available"),
    ("pool", "2026-01-01T00:00:00Z stdout F " + HEAD.format("db") + POOL),
    ("pool", '{"log":"' + HEAD.format("db") + POOL +
     ' | Context: {A=\\"1\\"}\\n","stream":"x"}'),
    ("pool", "[ERROR] no timestamp [info] 2031-12-31T23:59:59.9Z db/1 [x]: " + POOL + "\r"),
    ("korean", HEAD.format("auth-보안") + "앞말 - [FIN-XYZ99] 토큰 검증, 실패가 9건 급증했습니다!"),
    ("http-502", HEAD.format("web") + "Bad Answer - HTTP 502 from upstream 192.168.7.7:80"),
    ("http-504", HEAD.format("web") + "http, 504 from upstream"),
    ("http-504", HEAD.format("web") + "HTTP: 504 from upstream, then HTTP 502 from upstream"),
    ("reset", HEAD.format("web") + "the connection-reset again"),
    ("reset-by-peer", HEAD.format("web") + "the CONNECTION RESET BY 3 peer again"),
    ("reset-by-peer", HEAD.format("web") + "connection reset, connection reset by peer"),
    ("expired", HEAD.format("web") + "x509: Certificate has expired: 12"),
    ("quotes", HEAD.format("pg") + "duplicate key value violates unique constraint 'other_9'"),
    ("dry", "00:00:01 <old@h1> (pool-9) marker BOILER is dry at 1200"),
    ("dry", "kernel: 00:00:01 <old@h1> the boiler is dry"),
    ("dry-elsewhere", "00:00:01 <old@h2> (x) marker BOILER is dry at 7"),
    ("code", HEAD.format("job") + "failed (err-42)"),
    ("code", HEAD.format("job") + "now err_x/42 again"),
    ("long", HEAD.format("big") + LONG.upper().replace("Ö", "ö")),
]

UNKNOWN = [
    "", " ", "[", "[ERROR]", "no log line", POOL, "\r", "[ERROR] " * 300,
    HEAD.format("db"), HEAD.format("db") + "connection is available",
    HEAD.format("db") + "connection is really not available",
    HEAD.format("db") + "available not is connection",
    HEAD.format("db") + "connection is not availablé",
    HEAD.format("dbx") + POOL, HEAD.format("DB") + POOL, HEAD.format("web") + POOL,
    HEAD.format("web") + "HTTP 503 from upstream", HEAD.format("web") + "HTTP from upstream",
    HEAD.format("web") + "HTTP 502 from the upstream",
    HEAD.format("web") + "http/504 from upstream", HEAD.format("job") + "ERR 42",
    HEAD.format("job") + "ERR-43", HEAD.format("job") + "ERR",
    HEAD.format("auth-보안") + "토큰 검증",
    HEAD.format("db").replace("WARN", "FATAL") + POOL,
    HEAD.format("db").replace("2031-", "31-") + POOL,
    HEAD.format("db").replace("]: ", "] ") + POOL,
    "00:00:01 <old@h3> (x) marker BOILER is dry at 7", "00:00:01 <old@h1 marker boiler is dry",
    "0:00:01 <old@h1> marker boiler is dry",
]


def hostile():
    files = {f"kb/{name}.md": text for name, text in CASES.items()}
    files["kbc.yaml"] = SCHEMA
    # Line ends of another system must not show.
    files["kb/pool.md"] = files["kb/pool.md"].replace("\n", "\r\n")
    return files


def lines(kb):
    """[(line, id of its case or None)]"""
    ids = {os.path.splitext(os.path.basename(case["source"]["path"]))[0]: case["id"]
           for case in kb["cases"]}
    own = [(line["text"], case["id"]) for case in kb["cases"] for line in case["log_lines"]]
    rows = own + [(line, ids[name]) for name, line in VARIED]
    rows += [(line, None) for line in UNKNOWN]
    return [(line.encode(), wanted) for line, wanted in rows]


def small(prefix):
    schema = ("kbc: 1\nname: small\ncorpus: {include: ['kb/*.md']}\n"
              "sections: {list: [{id: log, title: Log, content: {log: main, count: 1}}]}\n"
              "logs:\n  main:\n    template: '{time} {service}: {message}'\n    fields:\n"
              "      time: {type: timestamp, format: '%H:%M:%S'}\n"
              "      service: {equals: frontmatter.service}\n"
              f"outputs: {{c: {{prefix: {prefix}}}}}\n")
    text = f"---\nservice: web\n---\n# Case of {prefix}\n\n## Log\n09:09:09 web: it broke\n"
    return {"kbc.yaml": schema, "kb/a.md": text}


def without_logs():
    schema = ("kbc: 1\nname: prose\ncorpus: {include: ['kb/*.md']}\n"
              "frontmatter: {presence: optional}\n")
    return {"kbc.yaml": schema, "kb/a.md": "# First\n\n## Cause\nit broke\n",
            "kb/b.md": "# Second\n\n## Cause\nit broke\n"}
