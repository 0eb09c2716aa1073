"""Proves that killing spravka at any time leaves a valid archive with every acknowledged record.

Usage: killed.py SPRAVKA FOLDER BRIEF [COUNT]

`archive add` files two papers at once, again and again into one archive, and is killed COUNT (300) times, at
random instants of its whole run. Of the two papers, either both are in the archive or neither.
"""

import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import tomli

from filed import another, archive, bags, ids, names, run, staged, whole
from verdicts import end, verdict

SEED = 9
# Its time varies, and its last steps matter most.
SLOWER = 1.2
KINDS = ("memo", "plates")


def adding(program, folder, brief, name):
    """The command that is killed, with a paper of its own."""
    own = another(brief, folder.parent, f"killed-{name}")
    return [program, "archive", "--archive", str(folder), "add", str(own), "-t", ",".join(KINDS)]


def kill_after(delay, command):
    """Starts a command and kills it. Returns its output and whether it was killed before it ended."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        time.sleep(delay)
        process.kill()
        out, _ = process.communicate()
    return ids(out), process.returncode < 0


def duration(commands):
    """The time of a command when it is not killed."""
    def once(command):
        start = time.monotonic()
        subprocess.run(command, capture_output=True, check=True)
        return time.monotonic() - start

    return statistics.median(once(command) for command in commands)


def kind(bag):
    """The kind of paper of a bag."""
    try:
        return tomli.loads((bag / "data" / "record.toml").read_text("utf-8"))["kind"]
    except (OSError, ValueError, KeyError):
        return "nothing that can be read"


def main(program, folder, brief, count="300"):
    """Kills commands on one archive, then checks it."""
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    run(program, "archive", "init", folder)
    takes = duration(adding(program, folder, brief, f"timed-{number}") for number in range(7))
    draw = random.Random(SEED)
    acknowledged, kills, tries, unfinished, unheard = set(), 0, 0, 0, 0
    while kills < int(count) and tries < 10 * int(count):
        tries += 1
        before = names(folder)
        printed, killed = kill_after(draw.uniform(0, takes * SLOWER), adding(program, folder, brief, tries))
        kills += killed
        acknowledged |= set(printed)
        unfinished += killed and bool(staged(folder))
        unheard += killed and names(folder) - before > set(printed)
    remark = (
        f"{kills} of {tries} killed within {takes * 1000:.0f} ms: {unfinished} left something in stage, "
        f"{unheard} had filed more than they could say"
    )
    yield from verdict(
        "killed", "killed as often as asked", [] if kills == int(count) else [f"only {kills} times"], remark
    )
    # The next command only reads.
    found = whole(program, folder)
    yield from verdict(
        "killed",
        "the next command leaves nothing unfinished, and finds all whole",
        found,
        f"{len(bags(folder))} records",
    )
    lost = sorted(acknowledged - names(folder))
    yield from verdict(
        "killed", "every record acknowledged is there", lost, f"{len(acknowledged)} ids were printed"
    )
    kinds = [kind(bag) for bag in bags(folder)]
    apart = (
        []
        if kinds == list(KINDS) * (len(kinds) // 2)
        else [f"{kinds.count(one)} of {one}" for one in sorted({*kinds})]
    )
    yield from verdict("killed", "papers filed together are together", apart)
    done = archive(program, folder, "add", brief, "-t", "memo")
    yield from verdict("killed", "more can be filed", [] if len(ids(done.stdout)) == 1 else [done.stderr])


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
