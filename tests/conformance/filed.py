"""What the judges of the archive share: running spravka, and looking at an archive without it."""

import hashlib
import re
import subprocess
from pathlib import Path

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
# The tag files of a bag: those in the tag manifest, and that manifest itself.
TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
TAG_MANIFEST = "tagmanifest-sha256.txt"


def run(*command, **options):
    """Runs a program to its end; a lone surrogate stands for a byte that is not UTF-8."""
    return subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        **options,
    )


def archive(program, folder, *arguments, **options):
    """A command on an archive."""
    return run(program, "archive", "--archive", folder, *arguments, **options)


def another(brief, folder, name):
    """The same brief with another number and another name of a person, as a file of its own: a paper is filed
    once, and carries only what it prints."""
    path = Path(folder) / f"another-{name}.toml"
    text = Path(brief).read_text("utf-8")
    text = re.sub(r"^number = .*", f'number = "{name}"', text, flags=re.M)
    digits = hashlib.sha256(name.encode()).hexdigest()[:8]
    letters = "".join(chr(ord("а") + int(digit, 16)) for digit in digits)
    path.write_text(text.replace("Нурлан Самруков", f"Нурлан {letters.capitalize()}"), "utf-8")
    return path


def ids(text):
    """The ids that a command printed, one per line."""
    return [line for line in text.splitlines() if re.fullmatch(UUID, line)]


def bags(folder):
    """The folders of all bags, including those of events, sorted by name."""
    return sorted((Path(folder) / "records").glob("*/*"))


def names(folder):
    """The names of all bags."""
    return {bag.name for bag in bags(folder)}


def papers(folder):
    """Every PDF of an archive."""
    return [paper for bag in bags(folder) for paper in sorted(bag.glob("data/papers/*.pdf"))]


def staged(folder):
    """The contents of the staging folder."""
    stage = Path(folder) / "stage"
    return sorted(entry.name for entry in stage.iterdir()) if stage.is_dir() else []


def files(folder):
    """Every file below a folder, as paths from it."""
    return sorted(
        str(path.relative_to(folder))
        for path in Path(folder).rglob("*")
        if path.is_symlink() or path.is_file()
    )


def sha256(path):
    """The hash of a file."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def snapshot(folder):
    """Everything below a folder: the kind and contents of each name."""
    def state(path):
        if path.is_symlink():
            return "link", str(path.readlink())
        return ("folder", "") if path.is_dir() else ("file", sha256(path))

    return {str(path.relative_to(folder)): state(path) for path in Path(folder).rglob("*")}


def seal(bag, extra=()):
    """Rewrites the manifests of a bag, so that only other damage remains. `extra`: more lines for the
    payload."""
    def line(name):
        return f"{sha256(bag / name)}  {name}\n"

    payload = [line(name) for name in files(bag) if name.startswith("data/")]
    (bag / "manifest-sha256.txt").write_text(
        "".join(sorted([*payload, *extra], key=lambda entry: entry[66:])), "utf-8"
    )
    (bag / TAG_MANIFEST).write_text("".join(line(name) for name in TAGS), "utf-8")


def ledger(folder):
    """Problems of the ledger, found without spravka: each line must have the hash of the line before, and the
    lines must have every bag once with the hash of its tag manifest."""
    path = Path(folder) / "ledger.txt"
    lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
    problems, before, entered = [], "0" * 64, {}
    for number, line in enumerate(lines, 1):
        columns = line.decode("utf-8").rstrip("\n").split("\t")
        if columns[:2] != [before, str(number)] or len(columns) != 8 or not line.endswith(b"\n"):
            problems.append(f"line {number} of the ledger does not follow the line before")
        before = hashlib.sha256(line).hexdigest()
        if columns[3:4] != ["begun"]:
            problems += [f"in the ledger twice: {columns[5]}"] if columns[5] in entered else []
            entered[columns[5]] = columns[4]
    manifests = {bag.name: bag / TAG_MANIFEST for bag in bags(folder)}
    there = {name: sha256(path) if path.exists() else "" for name, path in manifests.items()}
    return problems + [
        f"not in the ledger as it is: {name}" for name, _ in sorted(there.items() ^ entered.items())
    ]


def whole(program, folder):
    """The problems that an archive reports itself, those of its ledger, and what is left in its staging
    folder."""
    done = archive(program, folder, "verify")
    problems = (
        []
        if done.returncode == 0 and done.stdout.startswith("whole: ")
        else [f"verify, {done.returncode}: {done.stderr}"]
    )
    return problems + ledger(folder) + [f"left in stage: {name}" for name in staged(folder)]
