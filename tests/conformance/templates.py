"""Reads what each template declares in templates/ID/template.toml, and what its parts print by
templates/lib/parts.toml. A new paper needs only a new folder.

As a program, `templates.py papers BRIEF` prints the ids of the papers that a brief has content for, one per
line, and `templates.py languages BRIEF` the codes of its languages.
"""

import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import tomli

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"


def steps(path):
    """The steps of a path of keys; a condition is a separate step: `outcomes[!goal].text` is outcomes,
    [!goal], text."""
    return tuple(path.replace("[", ".[").split("."))


def keys(path):
    """The steps of a path that are keys."""
    return tuple(step for step in path if not step.startswith("["))


@dataclass(frozen=True)
class Template:
    """One kind of paper. Paths are steps, see `steps`."""

    id: str
    label: str
    readers: str
    needs: tuple
    about: str
    after_meeting: bool
    prints: tuple
    sitter: tuple
    others: tuple
    sheets: tuple
    blank_rows: bool

    @property
    def has_faces(self):
        """Whether it consists of pieces with one face for the sitter and one for the others."""
        return bool(self.sitter or self.others)

    def has(self, path):
        """Whether it prints the value at this path, one below it, or all of one above it."""
        path = steps(path)
        return any(path[: len(own)] == own or own[: len(path)] == path for own in map(keys, self.prints))


@lru_cache
def known_parts():
    """What each part prints, by name."""
    return tomli.loads((TEMPLATES / "lib" / "parts.toml").read_text("utf-8"))


def of_readers(brief, paper):
    """The brief as the readers of a paper get it: marking, approvals and distribution are for the own side,
    unless the brief says otherwise for this paper."""
    own = dict(brief)
    stated = brief.get("papers", {}).get(paper, {})
    is_own = template(paper).readers == "own"
    if not stated.get("marking", is_own):
        own.pop("marking", None)
    for key in ("approvals", "distribution"):
        wanted = stated.get(key, is_own)
        if wanted is False:
            own.pop(key, None)
        elif wanted is not True:
            own[key] = wanted
    return own


@lru_cache
def template(paper):
    """The template of this id."""
    said = tomli.loads((TEMPLATES / paper / "template.toml").read_text("utf-8"))
    parts = [known_parts()[name] for name in said["parts"]]
    faces = [part.get("faces", {}) for part in parts]

    def paths(tables, key):
        return tuple(dict.fromkeys(steps(path) for table in tables for path in table.get(key, ())))

    return Template(
        id=paper,
        label=said["label"],
        readers=said["readers"],
        needs=tuple(said.get("needs", ())),
        about=said.get("about", "visit"),
        after_meeting=said.get("after_meeting", False),
        prints=paths(parts, "prints"),
        sitter=paths(faces, "sitter"),
        others=paths(faces, "others"),
        sheets=tuple(said.get("sheets", ("a4",))),
        blank_rows=said.get("blank_rows", False),
    )


@lru_cache
def templates():
    """Every template, in the order of their ids."""
    return [template(file.parent.name) for file in sorted(TEMPLATES.glob("*/template.toml"))]


def chosen(value, paths):
    """The part of a value of a brief that these paths name, in the shape of the value."""
    if () in paths:
        return value
    if isinstance(value, list):
        return [found for found in (chosen(item, paths) for item in value) if found]
    if not isinstance(value, dict):
        return None
    paths = [path[1:] if path[0].startswith("[") else path for path in paths if meets(value, path[0])]
    if () in paths:
        return value
    below = {key: chosen(item, [path[1:] for path in paths if path[0] == key]) for key, item in value.items()}
    return {key: found for key, found in below.items() if found not in (None, {}, [])}


def meets(table, step):
    """Whether a table meets a condition: `[key]` requires a key, `[!key]` forbids it. A plain key is not
    one."""
    if not step.startswith("["):
        return True
    key = step.strip("[]!")
    return bool(table.get(key)) != step.startswith("[!")


def has_in_view(brief, key):
    """Whether a brief has content for a key of the view: its own key in kebab-case, or one derived from
    several."""
    manned = [side for side in brief.get("sides", []) if side.get("members")]
    if key == "people":
        return bool(manned)
    if key == "seating":
        return len(manned) > 1
    if key == "hand-cards":
        return bool(brief.get("points") or brief.get("if_raised"))
    if key == "outcomes":  # each item and goal has one, recorded or not
        return bool(brief.get("outcomes") or to_record(brief))
    return bool(brief.get(key.replace("-", "_")))


def to_record(brief):
    """The items and goals that should have an outcome."""
    return brief.get("agenda", []) + brief.get("centre", {}).get("goals", [])


def is_made(template, brief):
    """Whether a brief has content for a paper. After-meeting papers are built only once something is
    recorded."""
    recorded = any(brief.get(key) for key in ("outcomes", "positions", "agreed", "actions", "next_steps"))
    if template.after_meeting and not recorded and (to_record(brief) or brief.get("minutes")):
        return False
    return not template.needs or any(has_in_view(brief, key) for key in template.needs)


def documents(brief):
    """The ids of the papers that a brief has content for."""
    return [template.id for template in templates() if is_made(template, brief)]


def spoken(brief):
    """The languages of a brief, its own first."""
    return brief.get("languages", ["ru"])


if __name__ == "__main__":
    what, file = sys.argv[1:]
    print(
        "\n".join(
            {"papers": documents, "languages": spoken}[what](tomli.loads(Path(file).read_text("utf-8")))
        )
    )
