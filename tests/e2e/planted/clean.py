"""Clean cases for schema/case.yaml: as many as one wants, no two alike, the same for one seed."""

THINGS = """broker cache certificate cluster connection container cursor database deadlock deployment
disk endpoint firewall gateway handshake heartbeat index ingress keyspace ledger listener lock mailbox
migration mirror mutex node partition pipeline pod proxy queue quota replica router scheduler session
shard snapshot socket storage stream tablespace thread token tunnel volume worker""".split()
STATES = """abandoned blocked broken corrupted delayed denied detached drained evicted exhausted expired
frozen interrupted invalidated lost mismatched overloaded refused rejected stale stalled starved
throttled unreachable""".split()
TAILS = ["during the nightly run", "while the leader was elected", "after the last rollout",
         "for the second tenant", "behind the load balancer", "in the eastern zone",
         "at the end of the batch", "on the warm standby", "before the first read"]
PARTS = ["pay", "auth", "order", "search", "billing", "mail", "report", "stock", "ship", "chat"]
ROLES = ["api", "gateway", "worker", "store", "proxy"]
CATEGORIES = ["Pay", "Infra", "Auth", "Data", "Network", "인증", "결제"]
ENDS = ["Seen By Clients", "On Start", "Under Load", "In One Zone", "After Failover", "밤 배치 중"]
CAUSES = [
    "The {thing} was {state} because its owner had moved it without telling the {other} team.",
    "A change to the {other} left the {thing} {state}, which nobody saw until clients complained.",
    "Two jobs shared the {thing}; the slower one kept the {other} busy and left it {state}.",
    "배포 뒤 {thing} 설정이 옛 값으로 되돌아가 {other} 쪽 요청이 쌓였다.",
    "{other} 점검이 예정보다 길어져 {thing} 연결이 모두 끊긴 상태였다.",
    "The {other} asks the {thing} again and again without a pause, so that it stays {state}.",
    "`{thing}_limit` was lowered for a test and never raised; the {other} ran into it.",
    "The library behind the {thing} hides the first failure, and the {other} goes on as if all was well.",
]
ACTIONS = [
    "Look at the {thing} page of the dashboard and note which {other} is hit.",
    "Ask the team of the {other} whether they changed the {thing} today.",
    "Run `opsctl status {thing}` and compare the answer with the {other}.",
    "Move the load from the {thing} to its spare, one {other} at a time.",
    "{thing} 로그에서 처음 실패한 요청을 찾아 {other} 담당자에게 알린다.",
    "{other} 재시도 간격을 늘려 {thing} 부하를 줄인다.",
    "Write the time of the failover of the {thing} into the log book of the {other}.",
    "Wait until the {other} has caught up, then open the {thing} for all clients.",
    "Add an alert on the {thing} that fires before the {other} notices.",
    "Keep the {thing} closed for writers as long as the {other} reports errors.",
]
TITLES = {"summary": ["Incident Summary", "장애 요약", "증상"],
          "cause": ["Root Cause", "근본 원인", "원인"],
          "actions": ["Action Items", "조치 사항", "대응 방안"]}
# What stands before a message so that it must be quoted, and what kbc says if it is not.
DECORATIONS = {"x509: ": "yaml-plain-colon", "rpc: code: ": "yaml-plain-colon",
               "@": "yaml-indicator", "%": "yaml-indicator", "*": "yaml-indicator",
               "`io` ": "yaml-indicator", "[E] ": "yaml-indicator", '"disk" ': "yaml-quote"}


class Case:
    """What a file is made of; `text()` puts it together."""

    def __init__(self, path, service, message, title):
        self.path, self.service, self.message, self.title = path, service, message, title
        self.front = []     # lines
        self.sections = []  # [heading, body]
        self.newline, self.bom = "\n", ""
        self.is_bundle = False  # the title stands above the front matter

    def first(self):
        """The line of the first key."""
        return 3 if self.is_bundle else 2

    def heading(self, title=None):
        """The line of the case's title, or of a section's."""
        return "#" * (1 + self.is_bundle + (title is not None)) + " " + (title or self.title)

    def text(self):
        front, title = ["---", *self.front, "---"], [self.heading()]
        parts = title + front if self.is_bundle else front + title
        for heading, body in self.sections:
            parts += ["", self.heading(heading), *body]
        return self.bom + self.newline.join(parts) + self.newline

    def line_of(self, wanted):
        """The 1-based line that is the wanted one, of which there must be one."""
        lines = self.text().lstrip("\ufeff").replace("\r\n", "\n").split("\n")
        assert lines.count(wanted) == 1, wanted
        return lines.index(wanted) + 1


def quoted(chance, message):
    """The value as YAML: plain where that is right and chance has it so."""
    if not any(message.startswith(start) for start in DECORATIONS) and chance.random() < 0.6:
        return message
    if '"' in message or chance.random() < 0.5:
        return "'" + message.replace("'", "''") + "'"
    return '"' + message + '"'


def fill(chance, template, thing, state):
    return template.format(thing=thing, state=state,
                           other=chance.choice([word for word in THINGS if word != thing]))


def log_line(chance, number, case):
    minute, second = divmod(number * 7 % 3600, 60)
    where = chance.choice(["", f' | Context: {{Zone="{chance.choice("abc")}", Attempts="{number % 7 + 2}"}}'])
    level = chance.choice(["WARN", "ERROR", "CRITICAL"])
    return (f"[{level}] 2026-02-{number % 28 + 1:02}T{number // 60 % 24:02}:{minute:02}:{second:02}.{number % 1000:03}Z "
            f"{case.service}/v{len(case.service) % 5 + 1}.2 [{number:05x}{chance.choice('abcdef')}]: "
            f"{case.message} {chance.choice(TAILS)}{where}")


def make(chance, number, thing, state):
    service = f"{chance.choice(PARTS)}-{chance.choice(ROLES)}"
    decoration = chance.choice([*DECORATIONS]) if chance.random() < 0.4 else ""
    message = f"{decoration}{thing} {state}"
    title = f"{chance.choice(CATEGORIES)} - {thing.title()} {state.title()} {chance.choice(ENDS)}"
    case = Case(f"kb/{service}/{thing}-{state}.md", service, message, title)
    case.front = [f"service: {service}", f"error_message: {quoted(chance, message)}"]
    if chance.random() < 0.3:
        case.front.reverse()
    if chance.random() < 0.2:
        case.front.insert(chance.randint(0, 2), "# reviewed by the night shift")
    language = chance.randint(0, 2)
    steps = chance.sample(ACTIONS, chance.randint(2, 6))
    case.sections = [
        [TITLES["summary"][language], [log_line(chance, number, case)]],
        [TITLES["cause"][language], [fill(chance, chance.choice(CAUSES), thing, state)]],
        [TITLES["actions"][language], [f"{i}. {fill(chance, step, thing, state)}"
                                       for i, step in enumerate(steps, 1)]]]
    case.newline = "\r\n" if chance.random() < 0.1 else "\n"
    case.is_bundle = chance.random() < 0.25
    case.bom = "\ufeff" if chance.random() < 0.05 else ""
    case.decoration = decoration
    return case


def cases(chance, count):
    pairs = [(thing, state) for thing in THINGS for state in STATES]
    return [make(chance, number, *pair)
            for number, pair in enumerate(chance.sample(pairs, count))]
