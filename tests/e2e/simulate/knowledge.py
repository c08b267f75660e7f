"""Knowledge bases of other kinds than the project's own: each with its schema and cases.

`form` reads a line as the template does; `lacks` are kinds of lines that there cannot be."""


def page(title, line, front=""):
    return f"{front}# {title}\n\n## Text\n\n{line}\n"


def schema(template, fields, more="", front="{presence: forbidden}"):
    return ("kbc: 1\nname: other\ncorpus: {include: ['kb/*.md']}\n"
            f"frontmatter: {front}\n"
            f"logs:\n  main:\n    template: '{template}'\n    fields: {fields}\n{more}"
            "sections: {list: [{id: text, title: Text, content: {log: main, count: 1}}]}\n"
            "record: {identity: [title]}\nrules: {}\n")


FRONT = "---\nservice: {0}\n---\n"
WITH_FRONT = ("{presence: required, schema: {type: object, required: [service], "
              "properties: {service: {type: string}}}}")

KNOWLEDGE = {
    # Numbers that tell cases apart, beside numbers of the same length that do not.
    "codes": {
        "files": {
            "kbc.yaml": schema(
                r"{time} \[{service}\] {message}",
                "{time: {type: timestamp, format: '%d/%m/%Y %H:%M:%S,%6f'}, "
                "service: {equals: frontmatter.service}}",
                "    noise: ['answer {404} from {10.1.2.3}', 'upstream said {502} after {300ms}']\n",
                front=WITH_FRONT),
            "kb/forbidden.md": page("Forbidden", "15/03/2024 10:00:00,000123 [edge] answer 403 from upstream "
                                    "10.2.3.4 after 125ms", FRONT.format("edge")),
            "kb/gateway.md": page("Gateway", "15/03/2024 10:00:00,000123 [edge] answer 502 from upstream "
                                  "10.2.3.4 after 125ms", FRONT.format("edge")),
            "kb/other.md": page("Elsewhere", "15/03/2024 10:00:00,000123 [core] answer 120 of 125 came late",
                                FRONT.format("core")),
            "kb/x509.md": page("Certificate", "15/03/2024 10:00:00,000123 [core] x509: certificate of "
                               "host-12 has expired", FRONT.format("core")),
        },
        "form": rb"(?P<time>\d\d/\d\d/\d{4} \d\d:\d\d:\d\d,\d{6}) \[(?P<service>[a-z]+)\] (?P<message>.+)",
    },
    # Nothing but a message: no time, no service, no map.
    "bare": {
        "files": {
            "kbc.yaml": schema(r"{message}", "{}", "    noise: ['all is well {123}', 'user {kim|lee} came']\n"
                               "    trace: ['Trace of {17}', '  at {f|g} line {12}']\n"),
            "kb/disk.md": page("Disk", "no space left on device after 412 writes"),
            "kb/pod.md": page("Pod", "pod web-6d94bc8694-xq7mz was killed at 2001:db8:0:0:0:0:0:17"),
            "kb/peer.md": page("Peer", "peer 2001:db8:7::1:9 has left the cluster"),
            "kb/path.md": page("Path", "cannot open '/var/log/app-17.log' for writing: 12:30:45"),
        },
        "form": rb"(?P<message>.+)",
    },
    # Words beyond ASCII, a zone, a stretch that only some lines have, a time without date.
    "korean": {
        "files": {
            "kbc.yaml": schema(
                r"{level} {time} {service}: {message}[[ ctx={context}]]",
                "{level: {enum: [정보, 경고, 오류]}, time: {type: timestamp, format: '%H:%M:%S.%9f%z'}, "
                "service: {equals: frontmatter.service}, "
                "context: {type: map, pair: '{key}={value}', join: ','}}",
                front=WITH_FRONT),
            "kb/a.md": page("연결", "오류 10:00:00.000000001+09:00 결제: 연결 풀 고갈 50/50 대기 3000ms ctx=ip=10.0.0.1,n=5",
                            FRONT.format("결제")),
            "kb/b.md": page("토큰", "경고 10:00:01.000000001+09:00 인증: 토큰 검증 실패 12건", FRONT.format("인증")),
            "kb/c.md": page("지연", "오류 10:00:02.000000001+09:00 결제: 응답 지연 user-17 @ 03:15 ctx=ip=10.0.0.2",
                            FRONT.format("결제")),
        },
        "form": rb"(?P<level>\S+) (?P<time>\d\d:\d\d:\d\d\.\d{9})\+09:00 (?P<service>[^:]+): "
                rb"(?P<message>.+?)(?: ctx=.*)?",
    },
}

# Two templates, and a case whose line is another one's.
KNOWLEDGE["two"] = {
    "files": {
        "kbc.yaml": schema(
            r"A {service} {message}", "{service: {equals: frontmatter.service}}",
            "  audit:\n    template: 'B|{service}|{id}|{message}'\n"
            "    fields: {service: {equals: frontmatter.service}, id: {unique: corpus}}\n"
            "    noise: ['user {kim|lee} logged in']\n", front=WITH_FRONT).replace(
                "{id: text, title: Text, content: {log: main, count: 1}}",
                "{id: text, title: Text, required: false, content: {log: main, count: 1}}, "
                "{id: audit, title: Audit, required: false, content: {log: audit, count: 1}}"),
        "kb/a.md": page("Login", "A door login of user 17 refused at gate", FRONT.format("door")),
        "kb/b.md": page("Key", "B|door|k-1a2b|key 17 of user bo was copied",
                        FRONT.format("door")).replace("## Text", "## Audit"),
    },
    "form": rb"(?:A (?P<service>[a-z]+) |B\|(?P<other>[a-z]+)\|[^|]+\|)(?P<message>.+)",
}
