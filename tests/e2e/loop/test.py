"""The closed loop, small: simulated lines of kb/ and of a synthetic knowledge base find their
cases. `make loop` is the same with more.

Finds KBC, CC and WORK in its environment; see tests/README.md."""
import os

import loop


def main():
    kbc, cc, folder = os.environ["KBC"], os.environ.get("CC", "cc").split(), os.getcwd()
    for name, place in loop.knowledge_bases(kbc, folder, [200], ""):
        try:
            result = loop.close(kbc, cc, place, name, 20000, 1)
            problems = result.shown + [loop.show([result])] if not result.is_good() else []
        except loop.Trouble as trouble:
            problems = str(trouble).splitlines()
        print(("not ok" if problems else "ok") + f" loop: {name}")
        for problem in problems:
            print(f"  {problem}")


main()
