"""Proves that a paper invents nothing: whatever it says comes from the brief or from the language file.

Every word of the pages and of the metadata (document information, XMP, bookmarks, alternative texts) must occur in

* a printed string of the brief, in the paper's language, or
* a string of templates/languages/<language>.toml; of its lists of twelve (months) and seven (weekdays) strings only
  those that a date of the brief falls on.

Every number must occur there too, or be a part of a date or time of the brief, a number of the brief, or a count: not
above the number of pages or of the items in the brief's longest list. Letter case and the order of words are not judged:
a sentence wrongly put together from right words is a matter for the tests of the templates.
"""

import datetime
import re

import pikepdf

from brief import by_pdfium, leaves, main, plain, report, words


def labels(value, dates):
    """The strings of a language file, without the names of months and weekdays that the brief's dates do not fall on."""
    if isinstance(value, str):
        yield re.sub(r"\{\w+\}", " ", value)  # {day} and the like are places to fill
    elif isinstance(value, dict):
        for item in value.values():
            yield from labels(item, dates)
    elif isinstance(value, list):
        if len(value) in (7, 12) and all(isinstance(item, str) for item in value):
            due = {date.month - 1 if len(value) == 12 else date.weekday() for date in dates}
            value = [item for index, item in enumerate(value) if index in due]
        for item in value:
            yield from labels(item, dates)


def counts(value, key="", found=None):
    """How many items each list of the brief has; lists under the same key (the members of all sides) add up."""
    found = {} if found is None else found
    if isinstance(value, dict):
        for name, item in value.items():
            counts(item, name, found)
    elif isinstance(value, list):
        found[key] = found.get(key, 0) + len(value)
        for item in value:
            counts(item, key, found)
    return found


def numbers(value):
    """The numbers that a value of the brief may print as."""
    if isinstance(value, datetime.date):
        yield from (value.year, value.month, value.day)
    if isinstance(value, (datetime.time, datetime.datetime)):
        yield from (value.hour, value.minute)
    if isinstance(value, (int, float)):
        yield from (int(part) for part in re.findall(r"\d+", f"{value} {value:,}"))


def allowed(paper, pages):
    """The words and the numbers that the paper may use, and up to where it may count."""
    values = list(leaves(paper.brief(), paper.lang))
    dates = [value for _, value in values if isinstance(value, datetime.date)]
    strings = [value for _, value in values if isinstance(value, str)]
    strings += [block for text in strings for block in plain(text)]
    strings += labels(paper.language(), dates)
    known = {token for text in strings for token in words(text)}
    known_numbers = {int(token) for token in known if token.isdecimal()}
    known_numbers |= {number for _, value in values for number in numbers(value)}
    return known, known_numbers, max(pages, *counts(paper.brief()).values(), 0)


def metadata(pdf):
    """Every text of the PDF that is not on a page, as (where, text). The writer's own name and version do not count."""
    for key, value in pdf.docinfo.items():
        if key not in ("/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"):
            yield f"info {key}", str(value)
    xmp = pdf.open_metadata()
    for key in ("dc:title", "dc:creator", "dc:description", "dc:subject", "pdf:Keywords"):
        value = xmp.get(key, "")
        yield f"XMP {key}", value if isinstance(value, str) else " ".join(value)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary):
            kind = "bookmark" if "/Title" in thing and "/Parent" in thing else "tag"
            for key in ("/Title", "/T", "/Alt", "/ActualText", "/E", "/Contents", "/TU", "/Summary"):
                if isinstance(thing.get(key), pikepdf.String) and thing.objgen != pdf.docinfo.objgen:
                    yield f"{kind} {key}", str(thing[key])


def judge(paper):
    """Every word and number of the paper against what it may say."""
    with pikepdf.open(paper.file) as pdf:
        texts = list(metadata(pdf))
    pages = by_pdfium(paper.file.read_bytes())
    known, known_numbers, top = allowed(paper, len(pages))
    # Body and furniture each run on over the pages, so that words broken at a page's end are whole.
    for furniture in (False, True):
        texts.append(("", "\f".join(by_pdfium(paper.layer(furniture)))))

    problems, total = {}, 0
    for where, text in texts:
        for token in words(text):
            if not token.isalnum():
                continue
            total += 1
            if token.isdecimal():
                good = int(token) in known_numbers or int(token) <= top
            else:
                good = token in known
            if not good:
                found = [f"page {n}" for n, page in enumerate(pages, 1) if token in words(page)] or ["pages"]
                problems.setdefault(token, {}).update(dict.fromkeys([where] if where else found))
    lines = [f"{token!r} comes from nowhere: {', '.join(places)}" for token, places in problems.items()]
    if not total:
        lines.append("the paper has no words")
    return report("provenance", paper, lines, f"{total} words")


if __name__ == "__main__":
    main(judge)
