"""Compiles projects with the typst binding in one process, on two threads, all with the same fonts.

Usage: binding.py FONTS STANDARDS LIST        LIST has the folder of a project on each line.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import typst

folder, standards, listed = sys.argv[1:]
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def compile(project: Path) -> None:
    typst.compile(
        project / "main.typ",
        output=project / "binding.pdf",
        root=project,
        font_paths=fonts,
        pdf_standards=standards.split(","),
    )


projects = [Path(line) for line in Path(listed).read_text(encoding="utf-8").splitlines()]
with ThreadPoolExecutor(2) as pool:
    list(pool.map(compile, projects))
