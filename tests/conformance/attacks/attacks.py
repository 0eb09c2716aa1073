#!/usr/bin/env python3
"""Proves that no single input brings the program down: it answers in bounded time and memory, and says what is wrong.

Usage: attacks.py SPRAVKA [CLASS...] [--only WORDS] [--seconds N] [--against OTHER...]

A class is a file beside this one with a list `CASES`; without one, all are tried. Each case makes its input in an
empty folder and runs the program there. The exit code must be expected, stderr must match, and neither the time
nor the memory may exceed the budget: 10 seconds for a program built for release, thrice as many for one that is
not (the default), and 1 GiB. Time is the shorter of that of the clock and that of the processors, so that other
work of the machine does not count. The program is stopped after twice its time, or at 6 GiB of addresses.

`--against` prints a table of what each program does instead, without a verdict. Needs Linux and nothing installed.
"""

import argparse
import importlib
import multiprocessing
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from case import Place  # noqa: E402
from verdicts import end, verdict  # noqa: E402

WORK = HERE.parents[2] / "target" / "conformance" / "attacks"
MIB = 1 << 20
# What is promised of every input below 50 MB.
SECONDS, MEMORY = 10, 1024
# How much slower a program is that is not built for release.
UNOPTIMISED = 3
# More than this nobody reads, and a terminal or a log has to take it.
OUTPUT = 4 * MIB
NOT_CASES = {"attacks", "case"}


@dataclass(frozen=True)
class Measured:
    """How a run ended: its exit code (negative: killed by a signal), seconds, peak MiB, and the start of stderr."""

    code: int
    seconds: float
    memory: int
    output: int
    stderr: str

    @property
    def end(self):
        """The exit code, or what ended the process instead."""
        return str(self.code) if self.code >= 0 else signal.Signals(-self.code).name

    def __str__(self):
        return f"{self.seconds:.1f} s, {self.memory} MiB, {self.end}"


def limits():
    """Sets the limits of the process that becomes the program."""
    resource.setrlimit(resource.RLIMIT_AS, (6144 * MIB, 6144 * MIB))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048 * MIB, 2048 * MIB))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def measured(program, arguments, folder, logs, patience):
    """Runs the program until it ends or the patience does."""
    logs.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with open(logs / "stdout", "wb") as stdout, open(logs / "stderr", "wb") as stderr:
        child = subprocess.Popen(
            [program, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
            start_new_session=True, preexec_fn=limits,
        )  # fmt: skip
        stop = signal.signal(signal.SIGALRM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, patience)
        _, status, used = os.wait4(child.pid, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, stop)
    seconds = min(time.monotonic() - began, used.ru_utime + used.ru_stime)
    if time.monotonic() - began >= patience:
        seconds = time.monotonic() - began
    output = sum((logs / name).stat().st_size for name in ("stdout", "stderr"))
    with open(logs / "stderr", "rb") as stderr:
        said = stderr.read(OUTPUT).decode("utf-8", "replace")
    child.returncode = os.waitstatus_to_exitcode(status)
    return Measured(child.returncode, seconds, used.ru_maxrss // 1024, output, said)


def tried(program, case, folder, seconds):
    """Makes the input of a case and runs the program on it; what is wrong afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    place = Place(program, folder / "place")
    place.folder.mkdir(parents=True)
    # In a process of its own: the memory of one that starts another counts as the other's.
    maker = multiprocessing.get_context("fork").Process(target=case.make, args=(place,))
    maker.start()
    maker.join()
    if maker.exitcode != 0:
        sys.exit(f"the input of “{case.name}” cannot be made")
    arguments = case.command(place) if callable(case.command) else case.command
    done = measured(program, arguments, place.folder, folder / "logs", 2 * seconds)
    problems = list(case.after(place)) if case.after else []
    shutil.rmtree(folder / "place", ignore_errors=True)
    return done, problems


def faults(case, done, seconds):
    """What of a run is not as promised."""
    if done.code not in case.codes:
        yield f"it ends with {done.end}, and not {' or '.join(map(str, case.codes))}"
    if done.seconds > seconds:
        yield f"it takes {done.seconds:.1f} s, and may take {seconds:g}"
    if done.memory > MEMORY:
        yield f"it takes {done.memory} MiB, and may take {MEMORY}"
    if done.output > OUTPUT:
        yield f"it prints {done.output // MIB} MiB, and may print {OUTPUT // MIB}"
    if not re.search(case.says, done.stderr):
        yield f"it does not say “{case.says}”, but"
        yield from (line[:200] for line in done.stderr.splitlines()[:12])


def classes(named, only):
    """The cases of the classes, by class."""
    found = named or sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_CASES)
    for name in found:
        yield name, [case for case in importlib.import_module(name).CASES if only in case.name]


def judged(options, name, number):
    """The verdict of one case, by its number in its class."""
    [(_, cases)] = classes([name], options.only)
    case = cases[number]
    done, problems = tried(options.program, case, WORK / name / str(number), options.seconds)
    problems += faults(case, done, options.seconds)
    return list(verdict(f"attacks {name}", case.name, problems, str(done)))


def judge(options):
    """A verdict for each case. Two are tried at a time."""
    found = classes(options.classes, options.only)
    places = [(name, number) for name, cases in found for number in range(len(cases))]
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(max_workers=2, mp_context=fork) as pool:
        for lines in pool.map(judged, repeat(options), *zip(*places)):
            yield from lines


def table(options):
    """A table of what every program does with each case."""
    programs = [*options.against, options.program]
    print(f"| case | {' | '.join(map(str, programs))} |\n|---{'|---' * len(programs)}|")
    for name, cases in classes(options.classes, options.only):
        for case in cases:
            runs = [tried(program, case, WORK / name, options.seconds)[0] for program in programs]
            print(f"| {name}: {case.name} | {' | '.join(map(str, runs))} |", flush=True)


def main():
    """Parses the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("classes", nargs="*")
    parser.add_argument("--only", default="", help="only cases with these words in their name")
    parser.add_argument("--seconds", type=float, default=SECONDS * UNOPTIMISED)
    parser.add_argument("--against", type=Path, nargs="+", default=[])
    options = parser.parse_args()
    options.program = options.program.absolute()
    options.against = [program.absolute() for program in options.against]
    if options.against:
        table(options)
    else:
        end(judge(options))


if __name__ == "__main__":
    main()
