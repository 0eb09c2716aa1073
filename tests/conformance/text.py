"""Proves that a paper's text can be searched and copied, and that nothing of the brief got lost on the way to it.

Two extractors that share no code must each give back every string that the paper promises (PROMISES says which), in the
paper's language: its words and signs, in order and without a gap, in the body of the paper, in its furniture (page headers
and footers) or in the words that stand for a picture. A string whose words all occur, but not in one run (a table may be read across its columns), passes too, yet is
counted and shown as scattered. Dates, names before what somebody said, numbers of copies and «not stated» must occur in one
run. What a paper must keep to itself (KEPT_OUT says which) must not occur in one run.

Over all papers of a brief in one language and theme, every printed string of the brief must occur somewhere.
"""

import datetime
import re
import sys
from collections import defaultdict

from brief import EXTRACTORS, NOTE, UNKNOWN, Paper, alternatives, blocks, each, end, language, leaves, one, verdict, words

WHEN_AND_WHERE = ("meeting.date", "meeting.end_date", "meeting.start", "meeting.end", "meeting.time_zone", "meeting.venue",
                  "meeting.city")
MEETING = (*WHEN_AND_WHERE, "meeting.topic", "meeting.working_languages", "meeting.format")
MEMBERS = ("sides.name", "sides.members.name", "sides.members.honorific", "sides.members.position",
           "sides.members.organisation")
REQUISITES = ("date", "number", "place")
HEAD = ("title", "marking")
LETTERHEAD = (*HEAD, "letterhead")  # papers that are cut have no room for it
FOOT = ("prepared_by", "distribution")
RESULTS = ("outcomes.text", "outcomes.decided", "agreed", "actions")
EVENTS = ("programme.date", "programme.events.start", "programme.events.end", "programme.events.event",
          "programme.events.place")
# What each paper prints of a brief, as paths of keys with all that is below them. Plates and cards name each person on two
# faces in two languages: see `faces`.
PROMISES = {
    "memo": (*LETTERHEAD, *REQUISITES, *FOOT, "approvals", "meeting", "sides", "objectives", "centre", "agenda",
             "programme", "assessed", "points", "expected_positions", "if_raised", "expected_outcomes", "discussed",
             "statements", "background", "agreements", "press_line", "illustrations", "annexes", "sources"),
    "summary": (*LETTERHEAD, *REQUISITES, *FOOT, "approvals", *MEETING, *MEMBERS, *RESULTS, "discussed", "positions", "statements",
                "next_steps", "sources"),
    "minutes": (*LETTERHEAD, *REQUISITES, *FOOT, "approvals", *MEETING, *MEMBERS, *RESULTS, "agenda.topic", "outcomes.spoke"),
    "participants": (*LETTERHEAD, *WHEN_AND_WHERE, *MEMBERS, "prepared_by"),
    "attendance": (*LETTERHEAD, *WHEN_AND_WHERE, *MEMBERS),
    "programme": (*LETTERHEAD, "meeting.date", "meeting.end_date", "meeting.city", *EVENTS),
    "programme-organisers": (*LETTERHEAD, "meeting.date", "meeting.end_date", "meeting.city", *EVENTS, "prepared_by",
                             "programme.events.transport", "programme.events.responsible"),
    "talking-points": (*HEAD, "points"),
    "seating": (*LETTERHEAD, *REQUISITES, *FOOT, "approvals", *WHEN_AND_WHERE, *MEMBERS),
    "invitation": (*LETTERHEAD, "date", "number", "recipient", "invitation", *WHEN_AND_WHERE, "prepared_by"),
    "plates": (),
    "cards": (*MEMBERS,),
}
# What a paper must keep to itself. Guests do not read how they are driven and who looks after them; who does not sit at the
# table is not on its plan; nor do the papers for the other side say what is expected of it or what we want.
OURS = ("objectives", "points", "expected_positions", "if_raised", "expected_outcomes", "background", "press_line")
KEPT_OUT = {
    "programme": ("programme.events.transport", "programme.events.responsible", *OURS),
    **dict.fromkeys(("participants", "attendance", "plates", "cards", "seating", "summary", "minutes"), OURS),
    "invitation": (*OURS, "meeting.purpose", "approvals", "distribution"),
}
# Whose number of the copy is in their marking.
MARKED = {"memo", "summary", "minutes", "participants", "attendance", "programme", "programme-organisers", "talking-points",
          "seating", "invitation"}


def is_under(path, paths):
    """Whether a path is one of these or below one of them."""
    path = ".".join(path)
    return any(path == other or path.startswith(f"{other}.") for other in paths)


def date_in_words(pattern, first, last, dates):
    """A date as a pattern of the language file has it."""
    for prefix, date in (("", first), ("end-", last)):
        parts = {"day": date.day, "month": dates["months"][date.month - 1], "year": date.year,
                 "weekday": dates["weekdays"][date.weekday()]}
        for part, value in parts.items():
            pattern = pattern.replace(f"{{{prefix}{part}}}", str(value))
    return pattern


def date_of(path, date, brief, lang):
    """A date of the brief as it is printed at its place: with its weekday, as the heading of a day, or as a range."""
    dates = language(lang)["dates"]
    last = date
    pattern = {"meeting.date": "day_with_weekday", "programme.date": "heading",
               "invitation.reply_by": "day_with_weekday"}.get(".".join(path), "day")
    if path == ("meeting", "date"):
        last = brief["meeting"].get("end_date", date)
        if last != date:
            in_common = [last.year == date.year, last.year == date.year and last.month == date.month]
            pattern = ("other_year", "same_year", "same_month")[sum(in_common)]
    return date_in_words(dates[pattern], date, last, dates)


def with_notes(text, sources):
    """A text in which marks of footnotes have become numbers: each way to number them, since papers begin to count anew."""
    if not NOTE.search(text):
        return [words(text)]
    return [words(NOTE.sub(str(number), text)) for number in range(1, sources + 1)] + [words(NOTE.sub(" ", text))]


def printed(leaf, brief, lang):
    """A leaf of the brief as runs of words, each as (text, ways in which it may be printed). No run for what prints as a label
    or as part of another leaf."""
    path, value = leaf
    if isinstance(value, str):
        for text in blocks(path, value):
            ways = [way for way in with_notes(text, len(brief.get("sources", []))) if way]
            if ways:
                yield text, ways
    elif isinstance(value, (datetime.time, datetime.datetime)):
        yield str(value), [words(f"{value:%H:%M}")]
    elif isinstance(value, datetime.date) and path != ("meeting", "end_date"):
        yield str(value), [words(date_of(path, value, brief, lang))]


def described_in(side, member, lang):
    """Whether a person is fully described in a language."""
    texts = [side["name"], *(member[key] for key in ("name", "honorific", "position", "organisation") if key in member)]
    return all(one(text, lang) is not None for text in texts if text != {"unknown": True})


def faces(side, member, brief, lang):
    """The languages of the two faces of a plate, the sitter's and the others'; see «Papers that are cut» in templates/README.md."""
    sitter = side.get("language", lang)
    if sitter != lang:
        return sitter, lang
    others = [other for other in brief.get("languages", ["ru"]) if other != lang and described_in(side, member, other)]
    return sitter, others[0] if others else lang


def called(member, lang):
    """A name with the form of courtesy."""
    parts = [one(member["honorific"], lang)] if "honorific" in member else []
    before = language(lang)["names"]["courtesy"] == "before"
    return " ".join([*parts, one(member["name"], lang)] if before else [one(member["name"], lang), *parts])


def known(text, lang):
    """A text in a list, or none where it is not stated or not known."""
    return [] if text in (None, {"unknown": True}) else [one(text, lang)]


def on_faces(document, brief, lang):
    """What plates and cards say of each person on their two faces."""
    for side in brief.get("sides", []):
        for member in side.get("members", []):
            sitter, others = faces(side, member, brief, lang)
            yield "face to the sitter", called(member, sitter)
            yield "face to the others", called(member, others)
            if document == "plates":
                yield "side to the others", one(side["name"], others)
                for key in ("position", "organisation"):
                    for text in known(member.get(key), others):
                        yield f"{key} to the others", text


def phrases(document, brief, lang):
    """Runs that the paper puts together of several strings, as (where, text)."""
    labels = language(lang)["labels"]
    everybody = {thing["id"]: one(thing["name"], lang)
                 for side in brief.get("sides", []) for thing in (side, *side.get("members", [])) if "id" in thing}
    def names(ids):
        return ", ".join(everybody[name] for name in ids)
    if document in MARKED and "copy" in brief.get("marking", {}):
        yield "marking.copy", labels["copy"].replace("{number}", str(brief["marking"]["copy"]))
    if is_under(("distribution",), PROMISES[document]):
        for entry in brief.get("distribution", []):
            if "copy" in entry:
                number = labels["copy"].replace("{number}", str(entry["copy"]))
                yield "distribution", f"{number} – {one(entry['recipient'], lang)}"
    if document in ("memo", "summary"):
        for statement in brief.get("statements", []):
            yield "statements.by", f"{names(statement['by'])}:"
    if document == "minutes":
        for outcome in brief.get("outcomes", []):
            yield from [("outcomes.heard", names(outcome["heard"]))] if outcome.get("heard") else []
            for speech in outcome.get("spoke", []):
                yield "outcomes.spoke.by", names(speech["by"]) + (":" if "text" in speech else "")
    if document == "memo":
        for number, picture in enumerate(brief.get("illustrations", []), 1):
            figure = labels["figure"].replace("{number}", str(number))
            yield "illustrations", f"{figure}. {one(picture['caption'], lang)}" if "caption" in picture else figure
        for item in brief.get("agenda", []):
            if "duration" in item and "start" not in item:
                yield "agenda.duration", labels["minutes"].replace("{number}", str(item["duration"]))
    yield from on_faces(document, brief, lang) if document in ("plates", "cards") else []


def relevant(document, brief):
    """The brief without what this paper leaves out item by item."""
    brief = dict(brief)
    if document == "minutes":  # goals are no items of the agenda
        brief["outcomes"] = [outcome for outcome in brief.get("outcomes", []) if "goal" not in outcome]
    words_for_guest = brief.get("invitation", {})
    if document == "invitation" and "text" in words_for_guest and not words_for_guest.get("facts"):
        brief.pop("meeting", None)
    if document in ("plates", "cards", "seating"):  # who sits, or wears a badge
        away = brief.get("seating", {}).get("without", []) if document == "seating" else []
        brief["sides"] = [
            {**side, "members": [one for one in side.get("members", []) if one.get("id") not in away]}
            for side in brief.get("sides", []) if side.get("members")
        ]
    return brief


def expected(paper):
    """What the paper must print, as (where, text, ways in which it may be printed, whether it must be one run)."""
    brief = relevant(paper.document, paper.brief())
    for path, value in leaves(brief, paper.lang):
        if is_under(path, PROMISES[paper.document]):
            for text, ways in printed((path, value), brief, paper.lang):
                yield ".".join(path), text, ways, not isinstance(value, str)
    for where, text in phrases(paper.document, brief, paper.lang):
        yield where, text, [words(text)], False
    if paper.document == "talking-points":
        about = {point.get("agenda") for point in brief["points"]}
        for item in brief.get("agenda", []):
            if item.get("id") in about - {None}:
                yield "agenda.topic", one(item["topic"], paper.lang), [words(one(item["topic"], paper.lang))], False


def unknowns(paper):
    """How many values the paper must call «not stated». Start and end of a meeting, and its date, are one value together; what
    is not known of a person's office does not stand on a card."""
    brief = relevant(paper.document, paper.brief())
    count, of_meeting = 0, set()
    for path, value in leaves(brief, paper.lang):
        promised = is_under(path, PROMISES[paper.document]) and paper.document != "cards"
        if value is UNKNOWN and promised and path[0] != "approvals":  # an approval has a blank for the date
            if is_under(path, WHEN_AND_WHERE[:4]):
                of_meeting.add("meeting")
            else:
                count += 1
    return count + len(of_meeting)


def kept_out(paper, due):
    """Runs that the paper must not hold, as (where, words): no part of what it must print."""
    promised = [f" {' '.join(way)} " for _, _, ways, _ in due for way in ways]
    brief = paper.brief()
    away = brief.get("seating", {}).get("without", []) if paper.document == "seating" else []
    texts = [("seating.without", one(member["name"], paper.lang))
             for side in brief.get("sides", []) for member in side.get("members", []) if member.get("id") in away]
    for path, value in leaves(brief, paper.lang):
        if isinstance(value, str) and is_under(path, KEPT_OUT.get(paper.document, ())):
            texts += [(".".join(path), text) for text in blocks(path, value)]
    for where, text in texts:
        tokens = words(NOTE.sub("", text))
        # A short word or a number may stand in any paper for another reason.
        if sum(map(len, filter(str.isalpha, tokens))) >= 8 and not any(f" {' '.join(tokens)} " in run for run in promised):
            yield where, tokens


class Reading:
    """What one extractor reads in a paper."""

    def __init__(self, layers, extract, alternatives):
        # Pages are joined by a form feed: white space, over which a broken word is made whole.
        read = [words("\f".join(extract(layer))) for layer in layers]
        read += [words(text) for text in alternatives]
        self.runs = [f" {' '.join(tokens)} " for tokens in read]
        self.words = set().union(*read)

    def has(self, tokens):
        """Whether these words stand in one run."""
        return any(f" {' '.join(tokens)} " in run for run in self.runs)

    def count(self, tokens):
        """How often these words stand in one run."""
        return sum(run.count(f" {' '.join(tokens)} ") for run in self.runs)

    def lost(self, ways):
        """The words that are missing in the way that has the most."""
        return min(([token for token in way if token not in self.words] for way in ways), key=len)


def judge(paper):
    """Every expected text against what each extractor reads: verdicts, and which leaves of the brief both have found."""
    due = list(expected(paper))
    out = list(kept_out(paper, due))
    layers, lines, found = paper.layers(), [], None
    for name, extract in EXTRACTORS.items():
        reading = Reading(layers, extract, alternatives(paper.file))
        problems, scattered = [], []
        for where, text, ways, is_run in due:
            if any(map(reading.has, ways)):
                continue
            lost = reading.lost(ways)
            if lost or is_run:
                problems.append(f"{where}: {text!r}, lost: {' '.join(dict.fromkeys(lost)) or 'its order'}")
            else:
                scattered.append(f"      scattered: {where}: {text!r}")
        problems += [f"{where}: {' '.join(tokens)!r} must not be here" for where, tokens in out if reading.has(tokens)]
        label = words(paper.language()["labels"]["not-stated"])
        stated, missing = reading.count(label), unknowns(paper)
        if stated < missing:
            problems.append(f"{missing} values are unknown, {' '.join(label)!r} stands here {stated} times: lost: {missing - stated}")
        if not due:
            problems.append("the brief has no text to look for")
        remark = f"{len(due)} texts, {len(scattered)} scattered, {len(out)} kept out, {missing} unknown"
        lines += verdict(f"text by {name}", paper.name, problems, remark) + scattered
        here = {key for key, ways in strings(paper) if any(map(reading.has, ways)) or not reading.lost(ways)}
        found = here if found is None else found & here
    return paper, lines, found


def strings(paper):
    """Everything that the brief has to print in the paper's language, as (where and what, ways in which it may be printed)."""
    brief = paper.whole_brief()
    for own in brief.get("papers", {}).values():
        brief.setdefault("own", []).append(own)
    for path, value in leaves(brief, paper.lang):
        if path[0] != "logo":  # an alternative text is no text of a page: see structure.py
            for text, ways in printed((path, value), brief, paper.lang):
                yield (".".join(path), text), ways


def together(judged):
    """Whether all papers of one brief, in one language and theme, hold every string of it."""
    found, due = defaultdict(set), {}
    for paper, here in judged:
        group = re.sub(rf"\.{paper.document}\.(?={paper.lang}\.)", ".", paper.name)
        found[group] |= here
        due[group] = paper
    for group, paper in due.items():
        all_strings = {key for key, _ in strings(paper)}
        lost = [f"{where}: {text!r}, lost in all papers" for where, text in sorted(all_strings - found[group])]
        yield from verdict("text of all papers", group, lost, f"{len(all_strings)} texts")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    whole = arguments[:1] == ["--all"]  # the papers of each brief are all there

    def judged():
        read = []
        for paper, lines, found in each(judge, arguments[whole:]):
            read.append((paper, found))
            yield from lines
        yield from together(read) if whole else ()

    end(judged())
