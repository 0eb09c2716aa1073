"""Proves that a paper has all its sources attached: same bytes by poppler, qpdf, spravka and in the bag.

Usage: attached.py SPRAVKA ARCHIVE
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import tomli

from brief import end, verdict
from filed import files, papers, run


def by_poppler(paper):
    """Every attachment, as pdfdetach saves it."""
    with tempfile.TemporaryDirectory() as folder:
        done = run("pdfdetach", "-saveall", "-o", folder, paper)
        assert done.returncode == 0, done.stderr
        return {name: (Path(folder) / name).read_bytes() for name in files(folder)}


def by_qpdf(paper, name):
    """The attachment of this name, as qpdf prints it."""
    return subprocess.run(
        ["qpdf", f"--show-attachment={name}", paper], capture_output=True, check=True
    ).stdout


def beside(source, recipe):
    """The files in the source folder, by their attachment names in the recipe."""
    of = {"brief": source / "brief", "project": source}
    paths = {"brief.toml": source / "brief" / "brief.toml", "spravka.toml": source / "spravka.toml"}
    paths |= {
        picture["attached"]: of[picture["of"]] / picture["path"] for picture in recipe.get("pictures", [])
    }
    # A brief always has settings in the bag; they are attached only if they are not empty.
    return {name: path for name, path in paths.items() if name != "spravka.toml" or path.read_bytes()}


def judge(program, paper):
    """One paper."""
    attached = by_poppler(paper)
    if "recipe.toml" not in attached:
        return ["no recipe is attached"], 0
    source = paper.parent.parent / "source"
    wanted = beside(source, tomli.loads(attached["recipe.toml"].decode()))
    problems = [f"{name} is not attached" for name in wanted if name not in attached]
    problems += [
        f"{name} is attached and not in the source"
        for name in attached
        if name not in {*wanted, "recipe.toml"}
    ]
    problems += [
        f"{name} differs from the source"
        for name, path in wanted.items()
        if attached.get(name) != path.read_bytes()
    ]
    problems += [
        f"{name} is something else by qpdf" for name, data in attached.items() if by_qpdf(paper, name) != data
    ]
    listed = run("qpdf", "--list-attachments", paper).stdout.splitlines()
    if {line.split(" -> ")[0] for line in listed} != {*attached}:
        problems.append(f"qpdf lists {listed}")
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "extracted"
        done = run(program, "extract", paper, "-o", into)
        problems += [f"extract: {line}" for line in done.stderr.splitlines()]
        there = files(into) if into.is_dir() else []
        if there != files(source):
            problems.append(f"extract makes {there}, the source has {files(source)}")
        both = [name for name in there if (source / name).is_file()]
        problems += [
            f"extract makes another {name}"
            for name in both
            if (into / name).read_bytes() != (source / name).read_bytes()
        ]
    return problems, len(attached)


def main(program, folder):
    """Every paper of an archive."""
    for paper in papers(folder):
        problems, count = judge(program, paper)
        yield from verdict(
            "attached", f"{paper.parent.parent.parent.name[-12:]}/{paper.name}", problems, f"{count} files"
        )


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
