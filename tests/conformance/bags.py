"""Proves that every bag is valid by the reference implementation of BagIt, and that there are only bags.

Usage: bags.py ARCHIVE...
"""

import re
import sys
from pathlib import Path

from brief import end, verdict
from filed import UUID, bags, run


def judge(bag):
    """One bag."""
    problems = [] if re.fullmatch(rf"{UUID}(\.{UUID})?", bag.name) else ["its name is not an id"]
    done = run(sys.executable, "-m", "bagit", "--validate", bag)
    if done.returncode:
        problems += [line for line in done.stderr.splitlines() if "ERROR" in line] or [done.stderr]
    return problems


def main(archives):
    """Every bag of every archive, named by the kind of paper or event."""
    for archive in archives:
        found = bags(archive)
        yield from verdict("bags", archive, [] if found else ["no bags"], f"{len(found)} bags")
        for bag in found:
            papers = sorted(path.name for path in (bag / "data" / "papers").glob("*"))
            what = " ".join(papers) or "event"
            yield from verdict("bags", f"{Path(archive).name}/{bag.name}", judge(bag), what)


if __name__ == "__main__":
    end(main(sys.argv[1:]))
