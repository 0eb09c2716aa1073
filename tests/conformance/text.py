"""Proves that a paper's text can be searched and copied, and that nothing of the brief got lost on the way to it.

Two extractors that share no code must each give back every printed string of the brief in the paper's language: its words
and signs, in order and without a gap, in the body of the paper, in its furniture (page headers and footers) or in the words
that stand for a picture. A string
whose words all occur, but not in one run (a table may be read across its columns), passes too, yet is counted and shown as
scattered. Of a date the day and the year must occur, of a time its hour and minute, in one run.
"""

import datetime

from brief import EXTRACTORS, alternatives, blocks, leaves, main, report, words


def expected(paper):
    """What the paper must print, as (path of keys, text as in the brief, its words)."""
    for path, value in leaves(paper.brief(), paper.lang):
        if isinstance(value, str):
            for text in filter(words, blocks(path, value)):
                yield path, text, words(text)
            continue
        if isinstance(value, datetime.date):
            yield path, str(value), [str(value.day)]
            yield path, str(value), [str(value.year)]
        if isinstance(value, (datetime.time, datetime.datetime)):
            yield path, str(value), words(f"{value:%H:%M}")


def judge(paper):
    """Every expected text against what each extractor reads. Whether both found all."""
    good = True
    due = list(expected(paper))
    layers = [paper.layer(furniture) for furniture in (False, True)]
    for name, extract in EXTRACTORS.items():
        # Pages are joined by a form feed: white space, over which a broken word is made whole.
        read = [words("\f".join(extract(layer))) for layer in layers]
        read += [words(text) for text in alternatives(paper.file)]
        runs = [f" {' '.join(tokens)} " for tokens in read]
        known = set().union(*read)
        problems, scattered = [], []
        for path, text, tokens in due:
            if any(f" {' '.join(tokens)} " in run for run in runs):
                continue
            lost = [token for token in tokens if token not in known]
            if lost:
                problems.append(f"{'.'.join(path)}: {text!r}, lost: {' '.join(dict.fromkeys(lost))}")
            else:
                scattered.append(f"{'.'.join(path)}: {text!r}")
        if not due:
            problems.append("the brief has no text to look for")
        good &= report(f"text by {name}", paper, problems, f"{len(due)} texts, {len(scattered)} scattered")
        for text in scattered:
            print(f"      scattered: {text}")
    return good


if __name__ == "__main__":
    main(judge)
