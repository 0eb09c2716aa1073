"""Shared by the judges: how they say whether something passed. Needs nothing installed."""

import sys


def verdict(judge, name, problems, remark=""):
    """The lines that say whether something passed: one for the verdict and one for each problem."""
    first = f"{'FAIL' if problems else 'PASS'}  {judge}  {name}{remark and f'  ({remark})'}"
    return [first, *(f"      {problem}" for problem in problems)]


def end(lines):
    """Prints verdicts and ends the program with 1 if any is bad."""
    good = True
    for line in lines:
        print(line, flush=True)
        good &= not line.startswith("FAIL")
    sys.exit(0 if good else 1)
