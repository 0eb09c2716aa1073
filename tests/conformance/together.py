"""Proves that several processes can file at the same time: no record is lost, and none is there twice.

Usage: together.py SPRAVKA FOLDER BRIEF [WORKERS COUNT]        (4 workers, 250 records each)
"""

import shutil
import sys
from collections import Counter
from multiprocessing.pool import ThreadPool
from pathlib import Path

from brief import end, verdict
from filed import archive, bags, ids, run, whole


def main(program, folder, brief, workers="4", count="250"):
    """All at once, then what is there."""
    workers, count, folder = int(workers), int(count), Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    run(program, "archive", "init", folder)

    def work(_):
        return [archive(program, folder, "add", brief, "-t", "memo") for _ in range(count)]

    with ThreadPool(workers) as pool:
        done = sum(pool.map(work, range(workers)), [])
    refused = [f"exit code {one.returncode}: {one.stderr}" for one in done if one.returncode]
    printed = Counter(one for result in done for one in ids(result.stdout))
    wanted = workers * count
    yield from verdict("together", "every command ends well", refused[:5], f"{workers} workers, {wanted} records")
    wrong = [] if len(printed) == wanted == printed.total() else [f"{printed.total()} ids, {len(printed)} different"]
    yield from verdict("together", "every id is another", wrong)
    there = {bag.name for bag in bags(folder)}
    wrong = [f"not there: {one}" for one in sorted(printed.keys() - there)] + [f"not printed: {one}" for one in sorted(there - printed.keys())]
    yield from verdict("together", "the bags are those whose ids were printed", wrong, f"{len(there)} bags")
    yield from verdict("together", "the archive is whole", whole(program, folder))


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
