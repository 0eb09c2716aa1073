use super::{Localiser, calendar, typography};
use crate::brief::{self, Known, Meeting, MeetingFormat, Time, VisitClass};
use crate::meeting::repeats_meeting;
use crate::view::{AgendaItem, Centre, Fact, ProgrammeDay, ProgrammeEvent};

/// The meeting itself: purpose, time and place, topics, agenda and programme.
impl Localiser<'_> {
    pub(super) fn purpose(&self) -> Option<String> {
        self.known_text(self.brief.meeting.as_ref()?.purpose.as_ref())
    }

    pub(super) fn meeting(&self) -> Vec<Fact> {
        let Some(meeting) = &self.brief.meeting else { return Vec::new() };
        let about = self.facts([
            ("visit-class", self.visit_class(meeting)),
            ("topic", self.known_text(meeting.topic.as_ref())),
        ]);
        about.into_iter().chain(self.when_and_where()).chain(self.form_of(meeting)).collect()
    }

    /// The format of the meeting and its languages.
    pub(super) fn form_of(&self, meeting: &Meeting) -> Vec<Fact> {
        let languages = self.texts(&meeting.working_languages).join(", ");
        self.facts([
            ("format", self.known(meeting.format.as_ref(), |format| self.label(format_label(*format)))),
            ("working-languages", Some(languages).filter(|languages| !languages.is_empty())),
        ])
    }

    pub(super) fn when_and_where(&self) -> Vec<Fact> {
        let Some(meeting) = &self.brief.meeting else { return Vec::new() };
        self.date_and_time(meeting).into_iter().chain(self.place_of(meeting)).collect()
    }

    pub(super) fn place_of(&self, meeting: &Meeting) -> Vec<Fact> {
        self.facts([
            ("venue", self.known_text(meeting.venue.as_ref())),
            ("city", self.known_text(meeting.city.as_ref())),
        ])
    }

    /// The days and the city, which hold for the whole visit around the meeting.
    pub(super) fn visit(&self) -> Vec<Fact> {
        let Some(meeting) = &self.brief.meeting else { return Vec::new() };
        self.facts([
            ("visit-class", self.visit_class(meeting)),
            ("date", self.days(meeting)),
            ("city", self.known_text(meeting.city.as_ref())),
        ])
    }

    fn visit_class(&self, meeting: &Meeting) -> Option<String> {
        meeting.visit_class.map(|class| self.label(visit_label(class)))
    }

    fn days(&self, meeting: &Meeting) -> Option<String> {
        let date = self.known(meeting.date.as_ref(), |first| match meeting.end_date {
            Some(last) => calendar::range(*first, last, &self.file.dates),
            None => calendar::day_with_weekday(*first, &self.file.dates),
        });
        date.map(|date| typography::text(&date, self.file))
    }

    /// Date and time on one line if both are known or both are unknown, and otherwise on two. The hours of a
    /// visit of several days stand with their day, under the days of the visit.
    pub(super) fn date_and_time(&self, meeting: &Meeting) -> Vec<Fact> {
        let Some(day) = meeting.day.filter(|_| meeting.lasts_several_days()) else {
            return self.day_and_time(meeting);
        };
        let talks = Meeting { date: Some(Known::Value(day)), end_date: None, ..meeting.clone() };
        let visit = self.facts([("dates-of-visit", self.days(meeting))]);
        visit.into_iter().chain(self.day_and_time(&talks)).collect()
    }

    fn day_and_time(&self, meeting: &Meeting) -> Vec<Fact> {
        let date = self.days(meeting);
        let time = self.time(meeting);
        let one_day =
            |date: &Known<_>| date.value().is_some_and(|first| meeting.end_date.unwrap_or(*first) == *first);
        match (&date, &time) {
            (Some(date), Some(time)) if date == time => self.facts([("date-and-time", Some(date.clone()))]),
            (Some(day), Some(time))
                if meeting.date.as_ref().is_some_and(one_day) && *time != self.not_stated() =>
            {
                self.facts([("date-and-time", Some(format!("{day}, {time}")))])
            }
            _ => self.facts([("date", date), ("time", time)]),
        }
    }

    /// The start and the end, of which one may be unknown.
    fn time(&self, meeting: &Meeting) -> Option<String> {
        let in_words = |time: &Time| calendar::time(*time);
        let (start, end) =
            (self.known(meeting.start.as_ref(), in_words), self.known(meeting.end.as_ref(), in_words));
        let known = |time: &Option<Known<Time>>| time.as_ref().is_some_and(|time| time.value().is_some());
        let zone =
            meeting.time_zone.as_ref().map(|zone| format!(" ({})", self.text(zone))).unwrap_or_default();
        let times = match (start?, end) {
            (start, Some(end)) if known(&meeting.start) && known(&meeting.end) => format!("{start}–{end}"),
            (start, Some(end)) if known(&meeting.start) || known(&meeting.end) => format!("{start} – {end}"),
            (start, _) => start,
        };
        let any = known(&meeting.start) || known(&meeting.end);
        Some(typography::text(&if any { times + &zone } else { times }, self.file))
    }

    /// The time zone of the times in agenda and programme, if they have any.
    pub(super) fn time_zone(&self) -> Option<String> {
        let zone = self.brief.meeting.as_ref()?.time_zone.as_ref()?;
        let mut events = self.brief.programme.iter().flat_map(|day| &day.events);
        let has_times = self.brief.agenda.iter().any(|item| item.start.is_some())
            || events.any(|event| event.start.is_some());
        has_times.then(|| self.text(zone))
    }

    pub(super) fn centre(&self) -> Option<Centre> {
        let centre = self.brief.centre.as_ref()?;
        let goals_label = if centre.among_others { "goals-among-others" } else { "goals" };
        Some(Centre {
            facts: self.facts([
                ("centre-name", Some(self.text(&centre.name))),
                ("centre-city", self.known_text(centre.city.as_ref())),
            ]),
            about: self.known_prose(centre.about.as_ref()),
            goals_label: self.label(goals_label),
            goals: self.texts(&centre.goals),
        })
    }

    pub(super) fn agenda(&self) -> Vec<AgendaItem> {
        let item = |item: &brief::AgendaItem| {
            let length = item.duration.filter(|_| item.start.is_none());
            let times = calendar::times(item.start, item.ends());
            AgendaItem {
                time: times.or_else(|| Some(self.numbered("minutes", length?.get()))),
                topic: self.text(&item.topic),
                speaker: self.known(item.speaker.as_ref(), |id| self.party_in_cell(id)),
                note: item.note.as_ref().map(|note| self.prose(note)).unwrap_or_default(),
            }
        };
        self.brief.agenda.iter().map(item).collect()
    }

    pub(super) fn programme(&self) -> Vec<ProgrammeDay> {
        let event = |event: &brief::ProgrammeEvent| ProgrammeEvent {
            time: calendar::times(event.start, event.end),
            repeats_meeting: repeats_meeting(self.brief, event),
            event: self.text(&event.event),
            place: self.known_cell(event.place.as_ref()),
            transport: event.transport.as_ref().map(|transport| self.cell(transport)),
            responsible: event.responsible.as_ref().map(|responsible| self.cell(responsible)),
        };
        let day = |day: &brief::ProgrammeDay| ProgrammeDay {
            heading: typography::text(&calendar::heading(day.date, &self.file.dates), self.file),
            events: day.events.iter().map(event).collect(),
        };
        self.brief.programme.iter().map(day).collect()
    }
}

fn visit_label(class: VisitClass) -> &'static str {
    match class {
        VisitClass::State => "state-visit",
        VisitClass::Official => "official-visit",
        VisitClass::Working => "working-visit",
        VisitClass::Private => "private-visit",
    }
}

fn format_label(format: MeetingFormat) -> &'static str {
    match format {
        MeetingFormat::InPerson => "in-person",
        MeetingFormat::Online => "online",
        MeetingFormat::Hybrid => "hybrid",
    }
}
