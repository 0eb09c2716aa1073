"""Proves that processes can file concurrently: no record is lost or duplicated, and checks still pass.

Usage: together.py SPRAVKA FOLDER BRIEF [WORKERS COUNT]        (4 workers, 250 records each)
"""

import shutil
import sys
import time
from collections import Counter
from multiprocessing.pool import ThreadPool
from pathlib import Path

from filed import another, archive, bags, ids, run, whole
from verdicts import end, verdict


def verifying(log, *options):
    """A check of all bags under strace."""
    return ["strace", "-f", "-qq", "-o", log, "-e", "trace=openat", *options]


def overtaken(program, folder, brief):
    """Problems of a slow check that is overtaken by a filed paper and by another check that knows it."""
    shutil.rmtree(folder, ignore_errors=True)
    run(program, "archive", "init", folder)
    archive(program, folder, "add", brief, "-t", "memo")
    archive(program, folder, "verify")
    check, log = [program, "archive", "--archive", folder, "verify"], folder.with_suffix(".trace")
    run(*verifying(log), *check)
    lines = [line.split(maxsplit=1) for line in log.read_text("utf-8", "replace").splitlines()]
    reader = next((thread for thread, line in lines if "/ledger.txt" in line), None)
    own = [line for thread, line in lines if thread == reader and line.startswith("openat(")]
    # It is paused where it reads what should be there.
    reads = next((number for number, line in enumerate(own, 1) if "/ledger.txt" in line), 0)
    if not reads:
        return ["it does not read the ledger"]
    held_up = verifying(log, "-e", f"inject=openat:delay_enter=3000000:when={reads}")
    with ThreadPool(1) as pool:
        slow = pool.apply_async(run, [*held_up, *check])
        time.sleep(1)
        archive(program, folder, "add", another(brief, folder.parent, "overtaking"), "-t", "memo")
        archive(program, folder, "verify")
        done = slow.get()
    return [] if done.returncode == 0 else [f"exit code {done.returncode}: {done.stderr}"]


def main(program, folder, brief, workers="4", count="250"):
    """Files from all processes at once, then checks the archive."""
    workers, count, folder = int(workers), int(count), Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    run(program, "archive", "init", folder)

    def work(worker):
        own = [another(brief, folder.parent, f"{worker}-{number}") for number in range(count)]
        return [archive(program, folder, "add", one, "-t", "memo") for one in own]

    with ThreadPool(workers) as pool:
        done = sum(pool.map(work, range(workers)), [])
    refused = [f"exit code {one.returncode}: {one.stderr}" for one in done if one.returncode]
    printed = Counter(one for result in done for one in ids(result.stdout))
    wanted = workers * count
    yield from verdict(
        "together", "every command ends well", refused[:5], f"{workers} workers, {wanted} records"
    )
    wrong = (
        []
        if len(printed) == wanted == printed.total()
        else [f"{printed.total()} ids, {len(printed)} different"]
    )
    yield from verdict("together", "every id is another", wrong)
    there = {bag.name for bag in bags(folder)}
    wrong = [f"not there: {one}" for one in sorted(printed.keys() - there)] + [
        f"not printed: {one}" for one in sorted(there - printed.keys())
    ]
    yield from verdict("together", "the bags are those whose ids were printed", wrong, f"{len(there)} bags")
    yield from verdict("together", "the archive is whole", whole(program, folder))
    slow = overtaken(program, folder.with_name("overtaken"), brief)
    yield from verdict("together", "a check that is overtaken by another misses nothing", slow)


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
