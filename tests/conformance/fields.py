"""What each field of a brief is, from the schema that the program prints: no list of fields beside it."""

import json
from functools import lru_cache
from pathlib import Path

SCHEMA = Path(__file__).parent.parent.parent / "target" / "conformance" / "schema.json"

# Kinds of texts that no paper prints as they stand.
NAMES = {"id", "reference", "tag", "name", "picture", "file", "rank"}


@lru_cache
def schema():
    """The schema of a brief."""
    return json.loads(SCHEMA.read_text("utf-8"))


def within(part):
    """A part of the schema with all that may stand in its place: what it refers to, its branches, the items
    of a list."""
    yield part
    if "$ref" in part:
        yield from within(schema()["$defs"][part["$ref"].rsplit("/", 1)[-1]])
    for branch in part.get("anyOf", []) + part.get("oneOf", []):
        yield from within(branch)
    if isinstance(part.get("items"), dict):
        yield from within(part["items"])


@lru_cache
def field(path):
    """All that may stand at a path of keys; nothing for a path that no brief has, such as that of a
    setting."""
    parts = list(within(schema()))
    for key in path:
        parts = [
            one
            for part in parts
            if key in part.get("properties", {})
            for one in within(part["properties"][key])
        ]
    return parts


def kinds(path):
    """What the texts at a path are."""
    return {part["x-holds"] for part in field(path) if "x-holds" in part}


def is_markdown(path):
    """Whether the texts at a path are Markdown."""
    return bool(kinds(path) & {"markdown", "entry"})


def is_printed(path):
    """Whether the value at a path belongs on paper. Words of which one is chosen print as a label of the
    language file."""
    parts = field(path)
    is_word = any("enum" in part or isinstance(part.get("const"), str) for part in parts)
    return (
        not is_word and not kinds(path) & NAMES and not any(part.get("x-printed") is False for part in parts)
    )
