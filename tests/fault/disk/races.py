"""Builds that are killed at random, that meet, and that are read while they happen.

  races.py kills [COUNT]      killed at a random moment, so often
  races.py signals [COUNT]    the same with SIGTERM, SIGINT and SIGHUP
  races.py pairs [COUNT]      two builds at once, so often
  races.py readers [COUNT]    readers with a handle and by path, while so many builds replace the folder
  races.py all

Two knowledge bases are built into one folder, A and B. What a reader finds is whole A or whole B."""
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import scenes

KBC, WORK = os.environ["KBC"], os.environ["WORK"]
SEED = int(os.environ.get("KBC_FAULT_SEED", "1"))


def prepare(top):
    """{"a": {name: bytes}, "b": …}: what each of them makes."""
    shutil.rmtree(top, ignore_errors=True)
    os.makedirs(f"{top}/place")
    builds = {}
    for name in ("a", "b"):
        os.makedirs(f"{top}/{name}")
        os.chdir(f"{top}/{name}")
        scenes.knowledge()
        if name == "b":
            scenes.changed_knowledge()
        assert build(top, name, "alone").returncode == 0
        builds[name] = read_folder(f"{top}/{name}/alone")
        shutil.rmtree(f"{top}/{name}/alone")
    os.chdir(top)
    assert builds["a"] != builds["b"]
    return builds


def words_of(folder):
    return [KBC, "build", "-q", "-j1", "-o", folder]


def build(top, name, folder="../place/out"):
    return subprocess.run(words_of(folder), cwd=f"{top}/{name}", stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, check=False)


def start(top, name):
    return subprocess.Popen(words_of("../place/out"), cwd=f"{top}/{name}", stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def read_folder(path):
    return {name: read(os.path.join(path, name)) for name in os.listdir(path)}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def leftovers(top):
    return [name for name in os.listdir(f"{top}/place") if name != "out"]


def hash_of(data):
    return hashlib.sha256(data).hexdigest()[:32]


def killed(top, count, signals, chance):
    """[problem] and how many builds it took: so many are to be hit before they have ended."""
    builds, problems, hits, number = prepare(top), [], 0, 0
    started = time.time()
    for _ in range(5):
        build(top, "a")
        build(top, "b")
    usual = (time.time() - started) / 10
    while hits < count and number < 20 * count:
        number += 1
        name = "ab"[number % 2]
        process = start(top, name)
        time.sleep(chance.uniform(0, usual))
        number_of_signal = chance.choice(signals)
        process.send_signal(number_of_signal)
        said = process.communicate()[1]
        hits += process.returncode == -number_of_signal
        if process.returncode not in (0, -number_of_signal):
            problems.append(f"{number}: status {process.returncode}: {said}")
        if read_folder(f"{top}/place/out") not in (builds["a"], builds["b"]):
            problems.append(f"{number}: a mixture")
        if number % 5 == 4 or process.returncode == 0:
            done = build(top, name)
            if done.returncode != 0 or read_folder(f"{top}/place/out") != builds[name] or leftovers(top):
                problems.append(f"{number}: the next build: {done.returncode} {done.stderr} {leftovers(top)}")
    return problems + ([] if hits == count else [f"only {hits} were hit"]), number


def pairs(top, count):
    """Both end well, one of them is there, and nothing else is."""
    builds, problems, wins = prepare(top), [], {"a": 0, "b": 0}
    for number in range(count):
        if number % 10 == 0:
            shutil.rmtree(f"{top}/place/out", ignore_errors=True)
        runs = [start(top, name) for name in ("a", "b")]
        said = [run.communicate()[1] for run in runs]
        statuses = [run.returncode for run in runs]
        found = read_folder(f"{top}/place/out")
        winner = [name for name in builds if builds[name] == found]
        if statuses != [0, 0] or not winner or leftovers(top):
            problems.append(f"{number}: {statuses} {winner} {leftovers(top)} {said}")
        else:
            wins[winner[0]] += 1
    return problems, wins


class Reader(threading.Thread):
    """Reads on and on until it is told to stop."""

    def __init__(self, top, builds):
        super().__init__()
        self.top, self.builds = top, builds
        self.goes_on, self.rounds, self.gone, self.told, self.problems = True, 0, 0, 0, []

    def run(self):
        try:
            while self.goes_on:
                self.look()
                self.rounds += 1
        except Exception as error:  # a thread that dies in silence would be a test that cannot fail
            self.problems.append(repr(error))


class HandleReader(Reader):
    """Whatever it can open through one handle is of one build."""

    def look(self):
        handle = os.open(f"{self.top}/place/out", os.O_RDONLY | os.O_DIRECTORY)
        possible = set(self.builds)
        try:
            for name in sorted(set(self.builds["a"]) | set(self.builds["b"])):
                try:
                    file = os.open(name, os.O_RDONLY, dir_fd=handle)
                except FileNotFoundError:
                    self.gone += 1
                    continue
                with os.fdopen(file, "rb") as opened:
                    data = opened.read()
                possible &= {build for build in self.builds if self.builds[build].get(name) == data}
        finally:
            os.close(handle)
        if not possible:
            self.problems.append("two builds through one handle")


class PathReader(Reader):
    """Each file is whole; and who compares it with the manifest knows whether it belongs to it."""

    def look(self):
        manifest = json.loads(read(f"{self.top}/place/out/manifest.json"))
        for entry in manifest["files"]:
            data = read(f"{self.top}/place/out/{entry['name']}")
            if data not in (self.builds["a"].get(entry["name"]), self.builds["b"].get(entry["name"])):
                self.problems.append(f"{entry['name']} is half")
            self.told += hash_of(data) != entry["hash"]


def readers(top, count):
    builds = prepare(top)
    build(top, "a")
    watchers = [HandleReader(top, builds), PathReader(top, builds)]
    for watcher in watchers:
        watcher.start()
    problems = []
    for number in range(count):
        done = build(top, "ba"[number % 2])
        if done.returncode != 0:
            problems.append(done.stderr)
    for watcher in watchers:
        watcher.goes_on = False
        watcher.join()
        problems += watcher.problems
    handle, path = watchers
    return problems, (f"{count} builds; {handle.rounds} times through a handle, {handle.gone} files gone; "
                      f"{path.rounds} times by path, {path.told} files told to be of another build")


def report(name, problems):
    print(("not ok " if problems else "ok ") + "disk: " + name)
    for problem in problems[:10]:
        print("  " + problem)
    sys.stdout.flush()


def main():
    what = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    chance = random.Random(SEED)
    top = os.path.join(WORK, "races")
    if what in ("kills", "all"):
        problems, builds = killed(top, count or 1000, [signal.SIGKILL], chance)
        report(f"{count or 1000} builds killed at random moments, of {builds}", problems)
    if what in ("signals", "all"):
        problems, builds = killed(top, count or 300, [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], chance)
        report(f"{count or 300} builds ended by a signal, of {builds}", problems)
    if what in ("pairs", "all"):
        problems, wins = pairs(top, count or 100)
        report(f"{count or 100} times two builds at once: {wins['a']} times the one is there, {wins['b']} times "
               "the other", problems)
    if what in ("readers", "all"):
        problems, said = readers(top, count or 400)
        report(said, problems)
    os.chdir(WORK)
    shutil.rmtree(top, ignore_errors=True)


main()
