"""Proves that what a brief holds back from an audience is nowhere in the papers made for that audience.

Usage: held_back.py BRIEF OPEN_BRIEF TAGS PAPER.pdf...  (no tag or id of TAGS, which has commas, occurs)
       held_back.py --parts BRIEF... SCHEMA (the briefs hold back something in every taggable part)
       held_back.py --open BRIEF OPEN_BRIEF PAPER.pdf...  (the search finds the secrets in complete papers)
       held_back.py --without BRIEF         (prints the brief without the parts in #< and #>)

The secrets are the words, years and months of BRIEF that are not in OPEN_BRIEF. They are searched for in the
name of the file, in its raw bytes, in every stream, decoded and not, in every string of every object and page
content, and in the text of two extractors; in lower, upper and mixed case and every encoding of PDF.
"""

import datetime
import json
import sys
from pathlib import Path

import pikepdf
import tomli

from brief import EXTRACTORS, NOTE, each, end, language, leaves, verdict, words


def without_held_back(text):
    """The brief as it would be written for the audience alone."""
    kept, held = [], False
    for line in text.splitlines():
        if line.strip() in ("#<", "#>"):
            held = line.strip() == "#<"
        elif not held:
            kept.append(line)
    return "\n".join(kept) + "\n"


def texts(brief, lang):
    """Every string that a brief prints in one language; for a date, its possible words."""
    for _, value in leaves(brief, lang):
        if isinstance(value, str):
            yield NOTE.sub("", value)
        elif isinstance(value, datetime.date):
            yield f"{value.year} {language(lang)['dates']['months'][value.month - 1]}"


def tokens(brief):
    """The words and numbers of a brief that are too long to occur by chance."""
    found = {token for lang in brief["languages"] for text in texts(brief, lang) for token in words(text)}
    return {token for token in found if len(token) > (3 if token.isdecimal() else 4)}


def secrets(brief, open_brief):
    """The secrets: words of the whole brief that are in neither the reduced brief nor a label."""
    whole, rest = (tomli.loads(Path(file).read_text("utf-8")) for file in (brief, open_brief))
    labels = {
        token
        for lang in whole["languages"]
        for label in language(lang)["labels"].values()
        for token in words(label)
    }
    return sorted(tokens(whole) - tokens(rest) - labels)


def spellings(secret):
    """A secret as bytes, in every encoding that a PDF may use."""
    for word in {secret, secret.capitalize(), secret.upper()}:
        for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
            raw = word.encode(encoding)
            yield from (raw, raw.hex().encode(), raw.hex().upper().encode())
        yield "".join(f"&#{ord(letter)};" for letter in word).encode()
        yield "".join(f"&#x{ord(letter):x};" for letter in word).encode()


def strings(thing):
    """Every string in an object, to any depth."""
    if isinstance(thing, pikepdf.String):
        yield thing
    elif isinstance(thing, pikepdf.Stream):
        yield from strings(thing.stream_dict)
    elif isinstance(thing, pikepdf.Dictionary):
        for key, value in thing.items():
            yield pikepdf.String(key)
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from strings(value)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from strings(value)


def letters(text):
    """A text without anything between the letters of a word."""
    return "".join(filter(str.isalnum, text.casefold()))


def places(file):
    """The whole content of a paper, as (where, text or bytes)."""
    data = file.read_bytes()
    yield "the name of the file", file.name
    yield "the file as it is", data
    with pikepdf.open(file) as pdf:
        for thing in pdf.objects:
            where = f"object {thing.objgen[0]}"
            if isinstance(thing, pikepdf.Stream):
                yield f"{where}, a stream", thing.read_raw_bytes()
                yield f"{where}, a stream", thing.read_bytes(pikepdf.StreamDecodeLevel.specialized)
            for text in strings(thing):
                yield f"{where}, a string", str(text)
                yield f"{where}, a string", bytes(text)
        for number, page in enumerate(pdf.pages, 1):
            for operands, _ in pikepdf.parse_content_stream(page):
                for operand in operands:
                    for text in strings(operand):
                        yield f"page {number}, a string of its content", str(text)
        for key, value in pdf.open_metadata().items():
            yield f"XMP {key}", str(value)
    for name, extract in EXTRACTORS.items():
        for number, text in enumerate(extract(data), 1):
            yield f"page {number} by {name}", text


def search(file, wanted):
    """The places of each of these words. Numbers count in texts only: in bytes they may be measures."""
    found = {}
    encoded = {word: set(spellings(word)) for word in wanted if not word.isdecimal()}
    spelt = {word: letters(word) for word in wanted}
    for where, content in places(file):
        if isinstance(content, bytes):
            here = [word for word, ways in encoded.items() if any(way in content for way in ways)]
        else:
            plain = letters(content)
            here = [word for word, plainly in spelt.items() if plainly in plain]
        for word in here:
            found.setdefault(word, []).append(where)
    return found


class Judge:
    """Searches papers for the same words, one after another."""

    def __init__(self, wanted):
        self.wanted = wanted

    def __call__(self, paper):
        found = search(paper.file, self.wanted)
        problems = [
            f"{word!r} is held back and stands here: {', '.join(dict.fromkeys(where))}"
            for word, where in found.items()
        ]
        return verdict("held back", paper.name, problems, f"{len(self.wanted)} words looked for")


def with_tags(schema, definition, path=()):
    """The paths of all tables that can be tagged."""
    for key, field in definition.get("properties", {}).items():
        reference = field.get("items", field).get("$ref", "").rpartition("/")[2]
        inner = schema["$defs"].get(reference, {})
        if key != "restricted" and "audience" in inner.get("properties", {}):
            yield (*path, key)
        yield from with_tags(schema, inner, (*path, key))


def at(value, path):
    """The tables at a path of keys."""
    if isinstance(value, list):
        return [found for item in value for found in at(item, path)]
    return [value] if not path else at(value.get(path[0], []), path[1:])


def parts(*files):
    """Whether briefs hold back something in every part that can be tagged."""
    *briefs, schema = files
    briefs = [tomli.loads(Path(brief).read_text("utf-8")) for brief in briefs]
    schema = json.loads(Path(schema).read_text("utf-8"))
    tables = list(with_tags(schema, schema))
    problems = [
        f"no tag at {'.'.join(path)}"
        for path in tables
        if not any(one.get("audience") for brief in briefs for one in at(brief, path))
    ]
    names = [one["const"] for one in schema["$defs"]["Part"]["oneOf"]]
    restricted = {one["part"] for brief in briefs for one in brief.get("restricted", [])}
    problems += [f"{name} is not restricted" for name in names if name not in restricted]
    if not tables or not names:
        problems.append("the schema knows nothing that can be tagged")
    return verdict(
        "held back", "every part that can be tagged", problems, f"{len(tables)} tables, {len(names)} parts"
    )


def in_open_papers(wanted, files):
    """Whether the same search finds every secret in the papers without an audience; each paper is searched
    for those not found yet."""
    lost = wanted
    for file in files:
        found = search(Path(file), lost) if lost else {}
        lost = [word for word in lost if word not in found]
    problems = [f"{word!r} is not found in any paper without an audience" for word in lost]
    return verdict(
        "held back", "the search finds all that is not held back", problems, f"{len(wanted)} words"
    )


def main(arguments):
    """Runs the mode that the arguments name."""
    if arguments[0] == "--without":
        print(without_held_back(Path(arguments[1]).read_text("utf-8")), end="")
    elif arguments[0] == "--parts":
        end(parts(*arguments[1:]))
    elif arguments[0] == "--open":
        end(in_open_papers(secrets(*arguments[1:3]), arguments[3:]))
    else:
        brief, open_brief, tags, *files = arguments
        wanted = secrets(brief, open_brief) + tags.split(",")
        end(line for lines in each(Judge(wanted), files) for line in lines)


if __name__ == "__main__":
    main(sys.argv[1:])
