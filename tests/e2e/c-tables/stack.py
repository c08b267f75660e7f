"""How deep the stack of kb.c can get, from what gcc says of each function and each call.

A call through a pointer may lead to any function of kb.c that nobody calls by name, and from there
to one of the caller's, whose stack is the caller's business. A function of the C library counts as
LIBRARY bytes."""
import glob
import os
import re

from compilers import run

LIBRARY = 128
# Without optimisation each vector of a SIMD path has a place of its own.
LIMITS = {"-O0": 24 * 1024, "-O1": 8 * 1024, "-O2": 8 * 1024, "-O3": 8 * 1024, "-Os": 8 * 1024}
INDIRECT = "__indirect_call"


def can_tell(gcc, folder):
    with open(os.path.join(folder, "empty.c"), "w", encoding="ascii") as file:
        file.write("int empty(void);\nint empty(void) { return 0; }\n")
    command = gcc + ["-fcallgraph-info=su", "-c", os.path.join(folder, "empty.c"), "-o",
                     os.path.join(folder, "empty.o")]
    return run(command)[0] == 0


def call_graph(gcc, folder, level):
    """{name: (bytes, names that it calls)} of what stands in kb.c, and what is wrong."""
    generated, place = os.path.join(folder, "generated"), os.path.join(folder, "stack")
    for old in glob.glob(place + "*"):
        os.remove(old)
    status, _, errors = run(gcc + ["-std=c99", level, "-fcallgraph-info=su", "-I", generated, "-c",
                                   os.path.join(generated, "kb.c"), "-o", place + ".o"])
    files = glob.glob(place + "*.ci")
    if status != 0 or len(files) != 1:
        return {}, [f"gcc {level} ends with {status}: {errors[:500]}"]
    with open(files[0], encoding="utf-8") as file:
        text = file.read()
    graph, problems = {}, []
    for name, size, kind in re.findall(
            r'node: \{ title: "([^"]+)" label: "[^"]*?\\n(\d+) bytes \(([a-z,]+)\)', text):
        graph[name] = (int(size), set())
        if kind not in ("static", "dynamic,bounded"):
            problems.append(f"{name} has a stack that is {kind} at {level}")
    for source, target in re.findall(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"', text):
        graph[source][1].add(target)
    return graph, problems


def short(name):
    return name.rsplit(":", 1)[-1]


def deepest(graph, name, above=()):
    """(bytes, the names on the way), of the deepest way down from `name`."""
    if name == INDIRECT and name in above:
        return 0, ()
    if name in above:
        raise RecursionError(" calls ".join(short(step) for step in above + (name,)))
    size, calls = graph.get(name, (LIBRARY, set()))
    ways = [deepest(graph, call, above + (name,)) for call in calls]
    most, way = max(ways, default=(0, ()))
    return size + most, (name,) + way


def check(gcc, folder):
    """What is wrong, and how deep it gets at each level."""
    problems, most = [], []
    for level, limit in LIMITS.items():
        graph, odd = call_graph(gcc, folder, level)
        problems += odd
        called = set().union(*(calls for _, calls in graph.values())) if graph else set()
        graph[INDIRECT] = (0, {name for name in graph if ":" in name and name not in called})
        try:
            way = max(deepest(graph, name) for name in graph if name[:1] not in "/_")
        except RecursionError as error:
            problems.append(f"{error} at {level}: there is no end to that")
            continue
        most.append(f"{way[0]} bytes with {level}")
        if way[0] > limit:
            problems.append(f"{way[0]} bytes of stack at {level}: " + " > ".join(map(short, way[1])))
    return problems, most
