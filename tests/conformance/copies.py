"""Proves that each numbered copy of a paper bears its own number and its own addressee, and else says the same as the others.

Usage: copies.py PAPER.copy-1.pdf PAPER.copy-2.pdf...

What two extractors read in a copy, less its number and its addressee, must be the same words in all copies: so no copy bears
the number of another, but for the list of all addressees where a paper has one. Number and addressee stand on the first page,
each in one run. A longer addressee may move the end of a page: then a heading that goes on may say so. Copies of a
paper without a marking must be the same.
"""

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from brief import EXTRACTORS, Paper, end, one, verdict, words


def own(paper):
    """The runs of words that only this copy has: its number, and the addressee that the brief gives it."""
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
    """How often which words stand more or less often than in the first copy."""
    more = {word: words_of[word] - others[word] for word in {*words_of, *others} if words_of[word] != others[word]}
    return [f"differs from the first copy by more than number and addressee: {more}"] if more else []


def in_furniture(text, mine, numbers_of_others, known):
    """What a copy has at the head or foot of its pages that the first copy has nowhere."""
    problems = [f"bears the number of another copy: {' '.join(run)}" for run in numbers_of_others if has(text, run)]
    new = sorted(set(text) - set(mine) - known)
    return problems + ([f"has words that the first copy has not: {' '.join(new)}"] if new else [])


def judge(papers):
    """The copies of one paper. An addressee may make the paper longer; so heads of pages and tables may stand more often."""
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
            # A table may go over to the next page in this copy and not in the first: its heading there is «continued».
            again = words(paper.language()["labels"]["continued"])
            known = first.setdefault(name, (counted, {*counted, *around, *again}))
            found += in_body(counted, known[0]) + in_furniture(around, sum(mine, []), others, known[1])
            problems += [f"by {name}: {problem}" for problem in found]
        yield from verdict("copies", paper.name, problems, ", ".join(map(" ".join, mine)))


def main(files):
    """Every group of copies, with how many there are of each."""
    groups = defaultdict(list)
    for file in sorted(files):
        paper = Paper(Path(file))
        groups[re.sub(r"\.copy-\d+", "", paper.name)].append(paper)
    for name, papers in groups.items():
        yield from judge(papers)
        numbers = sorted(int(paper.part("copy")) for paper in papers)
        wrong = [] if numbers == list(range(1, len(papers) + 1)) and len(papers) > 1 else [f"the copies are {numbers}"]
        yield from verdict("copies", name, wrong, f"{len(papers)} copies")


if __name__ == "__main__":
    end(main(sys.argv[1:]))
