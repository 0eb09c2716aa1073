"""Proves that each numbered copy has its own number and addressee, and is otherwise the same as the others.

Usage: copies.py PAPER.copy-1.pdf PAPER.copy-2.pdf...

The words that two extractors read in a copy, without its number and addressee, must be the same in all
copies. So no copy has the number of another, except in a list of all addressees. Number and addressee are on
the first page, each in one run. A longer addressee may move a page break: a heading may then be marked as
continued. Copies of a paper without a marking must be identical.
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from brief import EXTRACTORS, Paper, end, one, verdict, words


def own(paper):
    """The runs of words unique to this copy: its number and its addressee."""
    if not paper.template.has("marking"):
        return []
    number = int(paper.part("copy"))
    listed = paper.brief().get("distribution", [])
    numbered = [entry for entry in listed if entry.get("copy") == number]
    in_place = [entry for entry in listed[number - 1 : number] if "copy" not in entry]
    addressee = [one(entry["recipient"], paper.lang) for entry in (numbered or in_place)[:1]]
    label = paper.language()["labels"]["copy"].replace("{number}", str(number))
    return [words(text) for text in (label, *addressee)]


def numbers(papers):
    """The number of each copy in words."""
    label = papers[0].language()["labels"]["copy"]
    return {paper.name: words(label.replace("{number}", paper.part("copy"))) for paper in papers}


def has(text, run):
    """Whether words stand in one run."""
    return f" {' '.join(run)} " in f" {' '.join(text)} "


def in_body(words_of, others):
    """The words whose count differs from the first copy, with the difference."""
    more = {
        word: words_of[word] - others[word] for word in {*words_of, *others} if words_of[word] != others[word]
    }
    return [f"differs from the first copy by more than number and addressee: {more}"] if more else []


def in_furniture(text, mine, numbers_of_others, known):
    """The words in page headers or footers of a copy that the first copy does not have."""
    problems = [
        f"bears the number of another copy: {' '.join(run)}" for run in numbers_of_others if has(text, run)
    ]
    new = sorted(set(text) - set(mine) - known)
    return problems + ([f"has words that the first copy has not: {' '.join(new)}"] if new else [])


def judge(papers):
    """The copies of one paper. An addressee may lengthen the paper, so headers may occur more often."""
    first, number = {}, numbers(papers)
    for paper in papers:
        mine, problems = own(paper), []
        others = [run for name, run in number.items() if name != paper.name]
        layers = paper.layers()
        for name, extract in EXTRACTORS.items():
            body, furniture = (extract(layer) for layer in layers)
            counted, around = Counter(words("\f".join(body))), words("\f".join(furniture))
            found = []
            for run in mine:
                if has(words(body[0]), run):
                    counted.subtract(run)
                elif not has(words(furniture[0]), run):
                    found.append(f"{' '.join(run)!r} is not on the first page")
            # A table may break across pages in this copy only; its heading there is «continued».
            again = words(paper.language()["labels"]["continued"])
            known = first.setdefault(name, (counted, {*counted, *around, *again}))
            found += in_body(counted, known[0]) + in_furniture(around, sum(mine, []), others, known[1])
            problems += [f"by {name}: {problem}" for problem in found]
        yield from verdict("copies", paper.name, problems, ", ".join(map(" ".join, mine)))


def main(files):
    """Every group of copies, and the size of each."""
    groups = defaultdict(list)
    for file in sorted(files):
        paper = Paper(Path(file))
        groups[re.sub(r"\.copy-\d+", "", paper.name)].append(paper)
    for name, papers in groups.items():
        yield from judge(papers)
        numbers = sorted(int(paper.part("copy")) for paper in papers)
        wrong = (
            []
            if numbers == list(range(1, len(papers) + 1)) and len(papers) > 1
            else [f"the copies are {numbers}"]
        )
        yield from verdict("copies", name, wrong, f"{len(papers)} copies")


if __name__ == "__main__":
    end(main(sys.argv[1:]))
