"""Proves that the archive finds damage to any bag and names the file; bagit.py is run for comparison.

Usage: flips.py SPRAVKA ARCHIVE [COUNT]

Flips COUNT (200) single bits, each in a file drawn from all files of all bags, so that small files are hit as
often as large ones. Then files are altered, removed and added. Every file is restored.
"""

import logging
import random
import sys
from contextlib import contextmanager

import bagit

from brief import end, verdict
from filed import TAG_MANIFEST, TAGS, archive, bags, files, whole

SEED = 8493
# BagIt does not forbid more tag files, nor does it require a manifest of them.
NOT_ASKED = {("extra", "more.txt"), ("missing", TAG_MANIFEST)}


@contextmanager
def kept(path):
    """Restores a file, or removes it if it did not exist."""
    before = path.read_bytes() if path.exists() else None
    try:
        yield before
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


def by_bagit(bag):
    """Whether bagit.py finds anything."""
    try:
        bagit.Bag(str(bag)).validate()
    except (bagit.BagError, ValueError):
        # It crashes on a manifest that is not UTF-8: found as well.
        return True
    return False


def by_spravka(program, folder, bag, name, damage=""):
    """Problems of the report about a damaged file: none if it names the file in this bag."""
    done = archive(program, folder, "verify", bag.name.split(".")[0])
    expected = f"record `{bag.name}`: `{name}` {damage}"
    if done.returncode == 1 and expected in done.stderr:
        return []
    return [
        f"{expected} expected; exit code {done.returncode}: {line}"
        for line in done.stderr.splitlines()[:2] or ["nothing said"]
    ]


def flips(program, folder, count):
    """Single bits."""
    draw = random.Random(SEED)
    every = [(bag, name) for bag in bags(folder) for name in files(bag) if (bag / name).stat().st_size]
    missed, by_other, in_tag_manifest = [], 0, [0, 0]
    for _ in range(count):
        bag, name = draw.choice(every)
        with kept(bag / name) as before:
            place, bit = draw.randrange(len(before)), draw.randrange(8)
            (bag / name).write_bytes(before[:place] + bytes([before[place] ^ 1 << bit]) + before[place + 1 :])
            missed += [
                f"bit {bit} of byte {place}: {problem}"
                for problem in by_spravka(program, folder, bag, name)[:1]
            ]
            seen = by_bagit(bag)
        by_other += seen
        if name == TAG_MANIFEST:
            in_tag_manifest = [in_tag_manifest[0] + 1, in_tag_manifest[1] + seen]
    remark = (
        f"{count - len(missed)} of {count} found; by bagit.py {by_other}, "
        f"of the {in_tag_manifest[0]} in {TAG_MANIFEST} {in_tag_manifest[1]}"
    )
    yield from verdict("flips", "every bit flipped is found and its file named", missed, remark)


def damages(bag):
    """The ways to damage a bag: the kind, the file, and its new contents (None: removed)."""
    payload = next(name for name in files(bag) if name.startswith("data/") and (bag / name).stat().st_size)
    yield "altered", payload, (bag / payload).read_bytes() + b" "
    yield "missing", payload, None
    yield "extra", "data/more.txt", b"more"
    yield "extra", "more.txt", b"more"
    for name in (*TAGS, TAG_MANIFEST):
        yield "missing", name, None


def damaged(program, folder, bag):
    """Files altered, removed and added."""
    for what, name, data in list(damages(bag)):
        path = bag / name
        with kept(path):
            path.write_bytes(data or b"")
            if data is None:
                path.unlink()
            problems = by_spravka(
                program, folder, bag, name, "was altered" if what == "altered" else f"is {what}"
            )
            if not by_bagit(bag) and (what, name) not in NOT_ASKED:
                problems.append("bagit.py finds nothing")
            if data is None:
                path.touch()
        kind = "an event" if "." in bag.name else "a record"
        yield from verdict("flips", f"{kind} with {name} {what}", problems)


def main(program, folder, count="200"):
    """Flips, other damage, and the restored archive."""
    logging.disable(logging.CRITICAL)
    yield from flips(program, folder, int(count))
    yield from damaged(program, folder, next(bag for bag in bags(folder) if "." not in bag.name))
    yield from damaged(program, folder, next(bag for bag in bags(folder) if "." in bag.name))
    yield from verdict("flips", "the archive is whole again", whole(program, folder))


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
