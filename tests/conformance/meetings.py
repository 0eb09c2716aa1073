"""Several meetings of a visit: what a paper about one of them may have of the brief, and one about the whole
visit. It follows briefs/README.md, and shares nothing with the program.
"""

from templates import template

# What may be said at any meeting, and what came of one.
PREPARED = ("points", "expected_positions", "if_raised")
RECORDED = ("positions", "statements", "agreed", "actions")
# What a meeting has of its own, in the place of the brief's.
OWN = ("objectives", "expected_outcomes", "discussed", "next_steps")
# What `[meeting]` has for the whole visit.
OF_VISIT = (
    "visit_class", "purpose", "date", "end_date", "time_zone", "time_zone_id", "city", "working_languages",
)


def meetings(brief):
    """The meetings of a visit in order of time, each with what it has from the visit."""
    visit = brief.get("meeting", {})
    if not brief.get("meetings"):
        return []
    main = [visit | {"date": visit.get("day", visit.get("date"))}] if "id" in visit else []
    shared = ("city", "working_languages") + (() if "end_date" in visit else ("date",))
    inherited = {key: visit[key] for key in shared if key in visit}
    whole = [inherited | meeting for meeting in main + brief["meetings"]]
    return sorted(whole, key=lambda one: (str(one.get("date", "~")), str(one.get("start", "~"))))


def subjects(paper, brief):
    """What the papers of a template are about: the meetings by their ids, or the visit, which is none."""
    is_of_meeting = template(paper).about == "meeting" and brief.get("meetings")
    return [meeting["id"] for meeting in meetings(brief)] if is_of_meeting else [None]


def belongs_to(item, brief):
    """The id of the meeting of something: its own, or that of its agenda item; none for the whole visit."""
    agenda = {one["id"]: one for one in brief.get("agenda", []) if "id" in one}
    of_item = agenda.get(item.get("agenda"), {}).get("meeting")
    if "item" in item:
        of_item = brief["agenda"][item["item"] - 1].get("meeting")
    return item.get("meeting", of_item)


def takes_part(meeting, side, member=None):
    """Whether a side, or a member of it, takes part in a meeting."""
    listed = [one for one in side.get("members", []) if one.get("id") in meeting.get("members", [])]
    if meeting.get("sides"):
        is_there = side.get("id") in meeting["sides"]
    else:
        is_there = bool(listed) or not meeting.get("members")
    return is_there and (member is None or not listed or member in listed)


def named(brief, meeting):
    """The ids of the sides and members who take part in a meeting."""
    for side in brief.get("sides", []):
        if takes_part(meeting, side):
            yield side.get("id")
            yield from (one.get("id") for one in side.get("members", []) if takes_part(meeting, side, one))


def narrowed(brief, wanted):
    """The brief of one meeting alone."""
    meeting = next(one for one in meetings(brief) if one["id"] == wanted)
    there = set(named(brief, meeting))
    visit = {key: brief.get("meeting", {}).get(key) for key in ("purpose", "time_zone", "time_zone_id")}
    facts = {key: value for key, value in (visit | meeting).items() if value is not None}
    alone = {key: value for key, value in brief.items() if key not in (*OWN, "meetings", "programme")}
    alone |= {key: meeting[key] for key in (*OWN, "minutes", "seating") if key in meeting}
    alone["title"] = meeting.get("title", brief["title"])
    alone["meeting"] = {key: value for key, value in facts.items() if key not in ("title", "papers", *OWN)}
    alone["sides"] = [
        side | {"members": [one for one in side.get("members", []) if takes_part(meeting, side, one)]}
        for side in brief.get("sides", [])
        if takes_part(meeting, side)
    ]
    for key in PREPARED:
        items = brief.get(key, [])
        alone[key] = [
            one for one in items
            if belongs_to(one, brief) in (None, wanted) and one.get("by", next(iter(there))) in there
        ]
    for key in (*RECORDED, "outcomes"):
        alone[key] = [one for one in brief.get(key, []) if belongs_to(one, brief) == wanted]
    agenda = [one for one in brief.get("agenda", []) if one.get("meeting") == wanted]
    for outcome in (one for one in alone["outcomes"] if "item" in one):
        number = agenda.index(brief["agenda"][outcome["item"] - 1]) + 1
        alone["outcomes"][alone["outcomes"].index(outcome)] = outcome | {"item": number}
    alone["agenda"] = agenda
    alone["signatures"] = [one for one in brief.get("signatures", []) if one["by"] in there]
    own, general = meeting.get("papers", {}), brief.get("papers", {})
    alone["papers"] = {key: general.get(key, {}) | own.get(key, {}) for key in (*general, *own)}
    return {key: value for key, value in alone.items() if value not in ([], {})}


def of_visit(brief):
    """The brief of the whole visit, with its meetings in its programme."""
    if not brief.get("meetings"):
        return brief
    visit = {key: value for key, value in brief.get("meeting", {}).items() if key in OF_VISIT}
    days = {day["date"]: list(day.get("events", [])) for day in brief.get("programme", [])}
    for meeting in meetings(brief):
        stated = [one for events in days.values() for one in events if one.get("meeting") == meeting["id"]]
        said = {"start": meeting.get("start"), "end": meeting.get("end"), "place": meeting.get("venue")}
        said = {key: value for key, value in said.items() if value is not None}
        for event in stated[:1]:
            event.update(said | event)
        if not stated and "date" in meeting:
            event = said | {"event": meeting["title"], "meeting": meeting["id"]}
            days.setdefault(meeting["date"], []).append(event)
    programme = [{"date": day, "events": in_order(days[day])} for day in sorted(days)]
    return brief | {"meeting": visit, "programme": programme}


def in_order(events):
    """The events of a day in order of time."""
    return sorted(events, key=lambda one: str(one.get("start", "")))
