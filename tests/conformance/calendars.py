"""Reads exported calendars with an independent library and compares them with their briefs.

Usage: calendars.py BRIEF LANGUAGE FILE.ics

Every event of the programme must occur once and in order, at its time in the time zone of the brief, with its
words and its place, and there must be no other. Lines end and are folded by RFC 5545; the zone has the UTC
offsets of the tz database.
"""

import datetime
import sys
import zoneinfo
from pathlib import Path

import icalendar
import tomli

from brief import end, one, verdict
from meetings import of_visit


def expected(brief, language):
    """The expected entries, from the brief: start, end, words, place."""
    zone = zoneinfo.ZoneInfo(brief["meeting"]["time_zone_id"])

    def at(day, time):
        time = datetime.time.fromisoformat(time) if isinstance(time, str) else time
        return datetime.datetime.combine(datetime.date.fromisoformat(str(day)), time, zone)

    for day in brief["programme"]:
        for event in day["events"]:
            place = event.get("place")
            unknown = isinstance(place, dict) and place.get("unknown")
            yield (
                (
                    at(day["date"], event["start"])
                    if "start" in event
                    else datetime.date.fromisoformat(str(day["date"]))
                ),
                at(day["date"], event["end"]) if "start" in event and "end" in event else None,
                one(event["event"], language),
                None if place is None or unknown else one(place, language),
            )


def found(calendar):
    for event in calendar.walk("VEVENT"):
        yield (
            event.decoded("DTSTART"),
            event.decoded("DTEND") if "DTEND" in event else None,
            str(event["SUMMARY"]),
            str(event["LOCATION"]) if "LOCATION" in event else None,
        )


def moment(value):
    """A moment in UTC; a day unchanged."""
    return value.astimezone(datetime.timezone.utc) if isinstance(value, datetime.datetime) else value


def comparable(entries):
    return [(moment(start), moment(finish), words, place) for start, finish, words, place in entries]


def problems(brief, language, raw):
    calendar = icalendar.Calendar.from_ical(raw)
    for line in raw.split(b"\r\n"):
        if len(line) > 75 or b"\n" in line or b"\r" in line:
            yield f"a line violates RFC 5545: {line[:40]!r}"
    for component in calendar.walk():
        yield from (f"{component.name}: {error}" for error in component.errors)
    wanted, there = comparable(expected(brief, language)), comparable(found(calendar))
    yield from (f"lost or changed: {entry}" for entry in wanted if entry not in there)
    yield from (f"comes from nowhere: {entry}" for entry in there if entry not in wanted)
    if not wanted or [entry[0] for entry in there] != [entry[0] for entry in wanted]:
        yield "the events are not in order, or there are none"
    uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    if len(set(uids)) != len(uids):
        yield "two events have the same id"
    name = brief["meeting"]["time_zone_id"]
    for zone in calendar.walk("VTIMEZONE"):
        for start, *_ in wanted:
            if isinstance(start, datetime.datetime):
                local = start.astimezone(zoneinfo.ZoneInfo(name)).replace(tzinfo=None)
                if zone.to_tz(lookup_tzid=False).utcoffset(local) != zoneinfo.ZoneInfo(name).utcoffset(local):
                    yield f"{name} has another difference to UTC at {local}"


def main(brief, language, file):
    values = of_visit(tomli.loads(Path(brief).read_text(encoding="utf-8")))
    found_out = list(problems(values, language, Path(file).read_bytes()))
    yield from verdict("calendar", Path(file).name, found_out, "every event at its hour")


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
