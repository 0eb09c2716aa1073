use super::{Localiser, calendar, typography};
use crate::brief::{Brief, MeetingOfVisit, Side};
use crate::meeting::{self, day, end, meetings, side_takes_part, start, takes_part};
use crate::view;

/// The meetings of a visit with several, each with what belongs to it alone.
impl Localiser<'_> {
    pub(super) fn meetings(&self, brief: &Brief) -> Vec<view::Meeting> {
        let meetings = meetings(brief);
        let mut days: Vec<_> = meetings.iter().map(day).collect();
        days.dedup();
        let of_one = |meeting: &MeetingOfVisit| {
            let own = meeting::alone(brief, &meeting.id)?;
            let alone = Localiser { brief: &own, notes: self.notes.clone(), ..*self };
            let sides = self.sides_in_order().into_iter().filter(|side| side_takes_part(meeting, side));
            let who = sides.map(|side| self.who(meeting, side)).collect();
            Some(alone.meeting_of_visit(meeting, who, days.len() > 1))
        };
        meetings.iter().filter_map(of_one).collect()
    }

    /// A meeting of a visit. The brief is what belongs to it alone.
    fn meeting_of_visit(&self, meeting: &MeetingOfVisit, who: Vec<String>, with_day: bool) -> view::Meeting {
        let heading = |date| typography::text(&calendar::heading(date, &self.file.dates), self.file);
        view::Meeting {
            title: self.text(&meeting.title),
            day: day(meeting).filter(|_| with_day).map(heading),
            time: calendar::times(start(meeting), end(meeting)),
            venue: self.known_cell(meeting.venue.as_ref()),
            who,
            facts: self.meeting(),
            objectives: self.texts(&self.brief.objectives),
            agenda: self.agenda(),
            points: self.points(),
            expected_positions: self.expected_positions(),
            if_raised: self.if_raised(),
            expected_outcomes: self.texts(&self.brief.expected_outcomes),
        }
    }

    /// A side that takes part, with those of its members who do, unless all do.
    fn who(&self, meeting: &MeetingOfVisit, side: &Side) -> String {
        let (there, absent): (Vec<_>, Vec<_>) =
            side.members.iter().partition(|member| takes_part(meeting, side, member));
        let name = self.cell(&side.name);
        if absent.is_empty() {
            return name;
        }
        let names: Vec<_> = there.into_iter().map(|member| self.cell(&member.name)).collect();
        format!("{name}: {}", names.join(", "))
    }
}
