"""Proves that a paper's text can be searched and copied, and that no text of the brief was lost.

Two extractors that share no code must each return every string that the paper promises, in the paper's
language: its words and signs, in order and without a gap, in the body of the paper, in its furniture (page
headers and footers) or in the alternative text of a picture. `prints` and `faces` in
templates/ID/template.toml define what a paper promises. A string whose words all occur, but not in one run (a
table may be read across its columns), passes too, but is counted and shown as scattered. Dates, names of
speakers, numbers of copies and «not stated» must occur in one run. Every other string of the brief must not
occur in one run.

In all papers of a brief in one language and theme, every printed string of the brief must occur somewhere.
"""

import datetime
import re
import sys
from collections import defaultdict

from brief import (
    EXTRACTORS,
    NOTE,
    UNKNOWN,
    alternatives,
    blocks,
    each,
    end,
    language,
    leaves,
    one,
    verdict,
    words,
)
from templates import chosen, keys, spoken

# The keys printed together on one line.
TIME = ("meeting.date", "meeting.end_date", "meeting.day", "meeting.start", "meeting.end")


def date_in_words(pattern, first, last, dates):
    """A date in a pattern of the language file."""
    for prefix, date in (("", first), ("end-", last)):
        parts = {"day": date.day, "month": dates["months"][date.month - 1], "year": date.year,
                 "weekday": dates["weekdays"][date.weekday()]}
        for part, value in parts.items():
            pattern = pattern.replace(f"{{{prefix}{part}}}", str(value))
    return pattern


def date_of(path, date, brief, lang):
    """A date of the brief as printed at its place: with its weekday, as a day heading, or as a range."""
    dates = language(lang)["dates"]
    last = date
    with_weekday = ("meeting.date", "meetings.date", "meeting.day", "invitation.reply_by")
    with_weekday = dict.fromkeys(with_weekday, "day_with_weekday")
    pattern = {**with_weekday, "programme.date": "heading"}.get(".".join(path), "day")
    if path == ("meeting", "date"):
        last = brief["meeting"].get("end_date", date)
        if last != date:
            in_common = [last.year == date.year, last.year == date.year and last.month == date.month]
            pattern = ("other_year", "same_year", "same_month")[sum(in_common)]
    return date_in_words(dates[pattern], date, last, dates)


def with_notes(text, sources):
    """A text with its footnote marks as numbers, in each possible numbering, since papers restart the
    count."""
    if not NOTE.search(text):
        return [words(text)]
    return [words(NOTE.sub(str(number), text)) for number in range(1, sources + 1)] + [
        words(NOTE.sub(" ", text))
    ]


def printed(leaf, brief, lang):
    """A leaf of the brief as runs of words, each as (text, ways in which it may be printed). No run for what
    prints as a label or as part of another leaf."""
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
    texts = [
        side["name"],
        *(member[key] for key in ("name", "honorific", "position", "organisation") if key in member),
    ]
    return all(one(text, lang) is not None for text in texts if text != {"unknown": True})


def faces(side, member, brief, lang):
    """The languages of the two faces of a plate, the sitter's and the others'; see «Papers that are cut» in
    templates/README.md."""
    sitter = side.get("language", lang)
    if sitter != lang:
        return sitter, lang
    others = [other for other in spoken(brief) if other != lang and described_in(side, member, other)]
    return sitter, others[0] if others else lang


def called(member, lang):
    """A name with its honorific."""
    parts = [one(member["honorific"], lang)] if "honorific" in member else []
    before = language(lang)["names"]["courtesy"] == "before"
    return " ".join([*parts, one(member["name"], lang)] if before else [one(member["name"], lang), *parts])


def known(text, lang):
    """A text as a list, empty if it is missing or unknown."""
    return [] if text in (None, {"unknown": True}) else [one(text, lang)]


def on_faces(template, brief, lang):
    """What the two faces of each person's pieces say."""
    for side in brief.get("sides", []):
        for member in side.get("members", []):
            langs = faces(side, member, brief, lang)
            for face, paths, there in zip(("sitter", "others"), (template.sitter, template.others), langs):
                said = {".".join(keys(path)) for path in paths}
                if "sides.members.name" in said:
                    yield f"name to the {face}", called(member, there)
                if "sides.name" in said:
                    yield f"side to the {face}", one(side["name"], there)
                for key in ("position", "organisation"):
                    for text in known(member.get(key), there) if f"sides.members.{key}" in said else []:
                        yield f"{key} to the {face}", text


def phrases(template, brief, lang):
    """Runs that the paper combines from several strings, as (where, text)."""
    labels = language(lang)["labels"]
    everybody = {
        thing["id"]: one(thing["name"], lang)
        for side in brief.get("sides", [])
        for thing in (side, *side.get("members", []))
        if "id" in thing
    }
    def names(ids):
        return ", ".join(everybody[name] for name in ids)
    if template.has("marking") and "copy" in brief.get("marking", {}):
        yield "marking.copy", labels["copy"].replace("{number}", str(brief["marking"]["copy"]))
    for entry in brief.get("distribution", []) if template.has("distribution") else []:
        if "copy" in entry:
            number = labels["copy"].replace("{number}", str(entry["copy"]))
            yield "distribution", f"{number} – {one(entry['recipient'], lang)}"
    for statement in brief.get("statements", []) if template.has("statements.by") else []:
        yield "statements.by", f"{names(statement['by'])}:"
    for key, officer in brief.get("minutes", {}).items() if template.has("minutes") else []:
        if isinstance(officer, str):
            yield f"minutes.{key}", f"{labels[key]} {names([officer])}"
    for outcome in brief.get("outcomes", []):
        if outcome.get("heard") and template.has("outcomes.heard"):
            yield "outcomes.heard", names(outcome["heard"])
        if template.has("outcomes.goal" if "goal" in outcome else "outcomes.agenda"):
            yield "outcomes.agenda", one(subject(outcome, brief), lang)
        for speech in outcome.get("spoke", []) if template.has("outcomes.spoke") else []:
            yield "outcomes.spoke.by", names(speech["by"]) + (":" if "text" in speech else "")
    for number, picture in (
        enumerate(brief.get("illustrations", []), 1) if template.has("illustrations") else []
    ):
        figure = labels["figure"].replace("{number}", str(number))
        yield "illustrations", (
            f"{figure}. {one(picture['caption'], lang)}" if "caption" in picture else figure
        )
    about = {
        one.get("agenda")
        for key in ("points", "if_raised")
        if template.has(f"{key}.agenda")
        for one in brief.get(key, [])
    }
    for item in brief.get("agenda", []):
        if "duration" in item and "start" not in item and template.has("agenda.duration"):
            yield "agenda.duration", labels["minutes"].replace("{number}", str(item["duration"]))
        if item.get("id") in about - {None}:
            yield "agenda.topic", one(item["topic"], lang)
    yield from on_faces(template, brief, lang) if template.has_faces else []


def subject(outcome, brief):
    """The agenda item or the goal that an outcome is about, in words."""
    if "goal" in outcome:
        return brief["centre"]["goals"][outcome["goal"] - 1]
    if "item" in outcome:
        return brief["agenda"][outcome["item"] - 1]["topic"]
    return next(item["topic"] for item in brief["agenda"] if item.get("id") == outcome["agenda"])


def with_every_outcome(brief):
    """The brief with an outcome for every agenda item and goal: a paper names those without one as well."""
    outcomes = brief.get("outcomes", [])
    known = [subject(outcome, brief) for outcome in outcomes]
    items = [{"item": number} for number, _ in enumerate(brief.get("agenda", []), 1)]
    goals = [{"goal": number} for number, _ in enumerate(brief.get("centre", {}).get("goals", []), 1)]
    return {
        **brief,
        "outcomes": outcomes + [one for one in items + goals if subject(one, brief) not in known],
    }


def relevant(paper):
    """The brief as this paper prints it: without the single items that it omits."""
    template, brief = paper.template, with_every_outcome(paper.brief())
    for_guest = brief.get("invitation", {})
    # A letter with its own text says little about the meeting.
    if template.has("invitation.facts") and "text" in for_guest:
        meeting = brief.get("meeting", {})
        unsaid = ("topic", "format", "working_languages") if for_guest.get("facts") else meeting
        brief["meeting"] = {key: value for key, value in meeting.items() if key not in unsaid}
    if template.has("seating"):  # who sits
        away = brief.get("seating", {}).get("without", [])
        sitting = [
            [one for one in side.get("members", []) if one.get("id") not in away] for side in brief["sides"]
        ]
        brief["sides"] = [{**side, "members": members} for side, members in zip(brief["sides"], sitting)]
    return brief


def has_times(own):
    """Whether the part of a brief has a time of day, which its time zone explains."""
    events = [event for day in own.get("programme", []) for event in day.get("events", [])]
    slots = [own["meeting"], *own.get("meetings", []), *own.get("agenda", []), *events]
    return any("start" in slot for slot in slots)


def own_part(paper):
    """The part of the brief that this paper prints, with the sources that its footnotes name."""
    brief = relevant(paper)
    own = chosen(brief, paper.template.prints)
    if "time_zone" in own.get("meeting", {}) and not has_times(own):
        del own["meeting"]["time_zone"]
    texts = [value for _, value in leaves(own, paper.lang) if isinstance(value, str)]
    cited = {mark[2:-1] for text in texts for mark in NOTE.findall(text)}
    noted = [source for source in brief.get("sources", []) if source.get("id") in cited]
    return own if own.get("sources") or not noted else {**own, "sources": noted}


def expected(paper):
    """What the paper must print, as (where, text, ways in which it may be printed, whether it must be one
    run)."""
    brief = relevant(paper)
    for path, value in leaves(own_part(paper), paper.lang):
        for text, ways in printed((path, value), brief, paper.lang):
            yield ".".join(path), text, ways, not isinstance(value, str)
    for where, text in phrases(paper.template, brief, paper.lang):
        yield where, text, [words(text)], False


def unknowns(paper):
    """How many values the paper must call «not stated». Start and end of a meeting, and its date, are one
    value together; what is not known of a person's office does not stand on a piece."""
    count, of_meeting = 0, set()
    for path, value in leaves(own_part(paper), paper.lang):
        # An approval has a blank for the date.
        if value is UNKNOWN and not paper.template.has_faces and path[0] != "approvals":
            if ".".join(path) in TIME:
                of_meeting.add("meeting")
            else:
                count += 1
    return count + len(of_meeting)


def kept_out(paper, due):
    """Runs that the paper must not hold, as (where, words): all of the brief that it does not print, but for
    what is part of something that it prints."""
    promised = [f" {' '.join(way)} " for _, _, ways, _ in due for way in ways]
    own = list(leaves(own_part(paper), paper.lang))
    for path, value in leaves(paper.whole_brief(), paper.lang):
        if not isinstance(value, str) or (path, value) in own:
            continue
        for text in blocks(path, value):
            tokens = words(NOTE.sub("", text))
            # A short word or a number may stand in any paper for another reason.
            is_long = sum(map(len, filter(str.isalpha, tokens))) >= 8
            if is_long and not any(f" {' '.join(tokens)} " in run for run in promised):
                yield ".".join(path), tokens


class Reading:
    """The text of a paper from one extractor."""

    def __init__(self, layers, extract, alternatives):
        # Pages are joined by a form feed, which is white space: a word broken across pages is joined.
        read = [words("\f".join(extract(layer))) for layer in layers]
        read += [words(text) for text in alternatives]
        self.runs = [f" {' '.join(tokens)} " for tokens in read]
        self.words = set().union(*read)

    def has(self, tokens):
        """Whether these words occur in one run."""
        return any(f" {' '.join(tokens)} " in run for run in self.runs)

    def count(self, tokens):
        """How often these words occur in one run."""
        return sum(run.count(f" {' '.join(tokens)} ") for run in self.runs)

    def lost(self, ways):
        """The missing words in the way that matches best."""
        return min(([token for token in way if token not in self.words] for way in ways), key=len)


def judge(paper):
    """Compares expected texts with each extractor: verdicts, and the leaves of the brief that both found."""
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
        problems += [
            f"{where}: {' '.join(tokens)!r} must not be here" for where, tokens in out if reading.has(tokens)
        ]
        label = words(paper.language()["labels"]["not-stated"])
        stated, missing = reading.count(label), unknowns(paper)
        if stated < missing:
            problems.append(
                f"{missing} values are unknown, {' '.join(label)!r} stands here {stated} times: "
                f"lost: {missing - stated}"
            )
        if not due:
            problems.append("the brief has no text to look for")
        remark = f"{len(due)} texts, {len(scattered)} scattered, {len(out)} kept out, {missing} unknown"
        lines += verdict(f"text by {name}", paper.name, problems, remark) + scattered
        here = {key for key, ways in strings(paper) if any(map(reading.has, ways)) or not reading.lost(ways)}
        found = here if found is None else found & here
    return paper, lines, found


def strings(paper):
    """Everything that the brief prints in the paper's language, as (where and what, ways to print it)."""
    brief = paper.whole_brief()
    for own in brief.get("papers", {}).values():
        for key in ("approvals", "distribution"):
            own_list = own.pop(key, [])
            brief.setdefault(key, []).extend(own_list if isinstance(own_list, list) else [])
        brief.setdefault("own", []).append(own)
    for path, value in leaves(brief, paper.lang):
        for text, ways in printed((path, value), brief, paper.lang):
            yield (".".join(path), text), ways


def together(judged):
    """Whether all papers of one brief, in one language and theme, together contain every string of it."""
    found, due = defaultdict(set), {}
    for paper, here in judged:
        group = re.sub(rf"\.{paper.document}\.([^.]+\.)?(?={paper.lang}\.)", ".", paper.name)
        found[group] |= here
        due[group] = paper
    for group, paper in due.items():
        all_strings = {key for key, _ in strings(paper)}
        lost = [
            f"{where}: {text!r}, lost in all papers" for where, text in sorted(all_strings - found[group])
        ]
        yield from verdict("text of all papers", group, lost, f"{len(all_strings)} texts")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    whole = arguments[:1] == ["--all"]  # all papers of each brief are given

    def judged():
        read = []
        for paper, lines, found in each(judge, arguments[whole:]):
            read.append((paper, found))
            yield from lines
        yield from together(read) if whole else ()

    end(judged())
