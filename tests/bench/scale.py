"""Builds a large knowledge base and asks for its memory: at most 4 bytes a byte of input and 64 MiB.

    scale.py KBC FOLDER CASES [long|short]

The cases are as long as the longer of real ones, about 1,800 bytes, or as the shorter, about 540
(knowledge.py). Prints ok or not ok.
"""
import os
import shutil
import subprocess
import sys

import knowledge

BYTES, BASE = 4, 64 << 20


def main():
    kbc, folder, count = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), int(sys.argv[3])
    is_long = sys.argv[4:] != ["short"]
    corpus, made = os.path.join(folder, "corpus"), os.path.join(folder, "made")
    os.makedirs(folder, exist_ok=True)
    knowledge.generate(count, corpus, is_long)
    size = sum(os.path.getsize(os.path.join(where, name))
               for where, _, names in os.walk(os.path.join(corpus, "kb")) for name in names)
    shutil.rmtree(made, ignore_errors=True)
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen([kbc, "build", "-q", "-o", made], cwd=corpus, stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    peak, most = usage.ru_maxrss * 1024, BYTES * size + BASE
    is_good = process.returncode == 0 and peak <= most
    print(f"{'ok' if is_good else 'not ok'} {count} {'long' if is_long else 'short'} cases, "
          f"{size / 1e6:.1f} MB")
    print(f"  status {process.returncode}, peak {peak / 1e6:.0f} MB of {most / 1e6:.0f} MB; "
          f"{(peak - BASE) / size:.2f} bytes a byte of input, and 64 MiB")
    shutil.rmtree(folder, ignore_errors=True)
    sys.exit(not is_good)


main()
