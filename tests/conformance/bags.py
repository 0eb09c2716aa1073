"""Proves that every bag of an archive is one in the eyes of the reference implementation of BagIt, and that only bags stand there.

Usage: bags.py ARCHIVE...
"""

import re
import sys
from pathlib import Path

from brief import end, verdict
from filed import UUID, bags, run


def judge(bag):
    """One bag."""
    problems = [] if re.fullmatch(rf"{UUID}(\.{UUID})?", bag.name) else ["its name is no id"]
    done = run(sys.executable, "-m", "bagit", "--validate", bag)
    if done.returncode:
        problems += [line for line in done.stderr.splitlines() if "ERROR" in line] or [done.stderr]
    return problems


def main(archives):
    """Every bag of every archive, by the kind of paper or by what happened."""
    for archive in archives:
        found = bags(archive)
        yield from verdict("bags", archive, [] if found else ["no bags"], f"{len(found)} bags")
        for bag in found:
            papers = sorted(path.name for path in (bag / "data" / "papers").glob("*"))
            what = " ".join(papers) or "event"
            yield from verdict("bags", f"{Path(archive).name}/{bag.name}", judge(bag), what)


if __name__ == "__main__":
    end(main(sys.argv[1:]))
