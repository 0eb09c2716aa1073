use super::Localiser;
use crate::brief::{self, Known, Reference, Speech as Spoken, to};
use crate::check::Subject;
use crate::view::{Action, Attributed, Officers, Outcome, Positions, Signature, Speech};

/// The outcome of the meeting: outcomes, positions, agreements, action items, signatures.
impl Localiser<'_> {
    pub(super) fn outcomes(&self) -> Vec<Outcome> {
        let outcomes = self.brief.outcomes.iter();
        outcomes
            .filter_map(|outcome| Some(self.outcome(outcome, Subject::of(outcome, self.brief)?)))
            .collect()
    }

    fn outcome(&self, outcome: &brief::Outcome, subject: Subject) -> Outcome {
        let blank = outcome.is_blank(self.language);
        let text = match &outcome.text {
            None => Vec::new(),
            Some(Known::Unknown(_)) => super::prose::plain(self.not_stated()),
            Some(Known::Value(entry)) => self.prose(&entry.0),
        };
        let heard = match subject {
            Subject::Item(_) if outcome.heard.is_empty() => self.speaker(subject),
            _ => Some(self.parties(&outcome.heard)).filter(|names| !names.is_empty()),
        };
        let (on, number) = match subject {
            Subject::Item(index) => ("agenda", index + 1),
            Subject::Goal(index) => ("goal", index + 1),
        };
        Outcome {
            on,
            number,
            subject: self.subject(subject),
            text,
            heard,
            spoke: outcome.spoke.iter().map(|speech| self.speech(speech)).collect(),
            decided: outcome.decided.iter().map(|decision| self.prose(decision)).collect(),
            unfilled: blank.then(|| self.label("unfilled")),
        }
    }

    /// The agenda item or the goal in words.
    fn subject(&self, subject: Subject) -> String {
        let goals = self.brief.centre.iter().flat_map(|centre| &centre.goals);
        let text = match subject {
            Subject::Item(index) => self.brief.agenda.get(index).map(|item| &item.topic),
            Subject::Goal(index) => goals.into_iter().nth(index),
        };
        text.map(|text| self.text(text)).unwrap_or_default()
    }

    fn speaker(&self, subject: Subject) -> Option<String> {
        let Subject::Item(index) = subject else { return None };
        self.known(self.brief.agenda.get(index)?.speaker.as_ref(), |id| self.party(id))
    }

    fn speech(&self, speech: &Spoken) -> Speech {
        let text = speech.text.as_ref().map(|text| self.prose(text)).unwrap_or_default();
        Speech { by: self.parties(&speech.by), text }
    }

    pub(super) fn parties<T>(&self, ids: &[Reference<T>]) -> String {
        ids.iter().map(|id| self.party(id)).collect::<Vec<_>>().join(", ")
    }

    /// The positions taken: those of each side, in the order of the sides, then those without a side.
    pub(super) fn positions(&self) -> Vec<Positions> {
        let of = |side: Option<&str>| -> Vec<_> {
            let belong = |position: &&brief::Position| self.side_of(position.by.as_deref()) == side;
            self.brief.positions.iter().filter(belong).map(|position| self.taken(position)).collect()
        };
        let sides = self.sides_in_order();
        let of_sides = sides.iter().map(|side| Positions {
            heading: Some(self.text(&side.name)),
            positions: side_key(side).map(|key| of(Some(key))).unwrap_or_default(),
        });
        let general = Positions { heading: None, positions: of(None) };
        of_sides.chain([general]).filter(|group| !group.positions.is_empty()).collect()
    }

    /// The id of the side that a position belongs to: the named side, or that of the named member.
    fn side_of(&self, by: Option<&str>) -> Option<&str> {
        let by = by?;
        let has = |side: &&brief::Side| {
            side.id.as_deref() == Some(by)
                || side.members.iter().any(|member| member.id.as_deref() == Some(by))
        };
        side_key(self.brief.sides.iter().find(has)?)
    }

    fn taken(&self, position: &brief::Position) -> Attributed {
        let by = position.by.as_deref().and_then(|id| self.member(id)).map(|member| self.text(&member.name));
        self.attributed(by, position)
    }

    /// A position under whose it is and what it is about.
    pub(super) fn attributed(&self, by: Option<String>, position: &brief::Position) -> Attributed {
        let about = position.agenda.as_deref().and_then(|id| self.topic(id));
        let heading: Vec<_> = [by, about].into_iter().flatten().collect();
        Attributed {
            heading: (!heading.is_empty()).then(|| heading.join(". ")),
            text: self.prose(&position.text),
        }
    }

    /// The topic of the agenda item with this id.
    pub(super) fn topic(&self, id: &str) -> Option<String> {
        let mut items = self.brief.agenda.iter();
        items.find(|item| item.id.as_deref() == Some(id)).map(|item| self.text(&item.topic))
    }

    pub(super) fn actions(&self) -> Vec<Action> {
        let or_unfilled = |field: Option<String>| field.unwrap_or_else(|| self.label("unfilled"));
        let action = |action: &brief::Action| Action {
            task: self.text(&action.task),
            responsible: or_unfilled(self.known_cell(action.responsible.as_ref())),
            deadline: or_unfilled(self.known_date(action.deadline.as_ref())),
            state: self.known_cell(action.state.as_ref()),
        };
        self.brief.actions.iter().map(action).collect()
    }

    pub(super) fn officers(&self) -> Option<Officers> {
        let minutes = self.brief.minutes.as_ref()?;
        let officer = |field: &Option<Known<Reference<to::Member>>>| match field {
            None => self.label("unfilled"),
            Some(Known::Unknown(_)) => self.not_stated(),
            Some(Known::Value(id)) => self.party(id),
        };
        Some(Officers { chair: officer(&minutes.chair), secretary: officer(&minutes.secretary) })
    }

    pub(super) fn signatures(&self) -> Vec<Signature> {
        let ids = self.brief.signatures.iter().map(|signature| &*signature.by);
        ids.filter_map(|id| Some(self.signature(self.member(id)?))).collect()
    }

    fn signature(&self, member: &brief::Member) -> Signature {
        let office = [&member.position, &member.organisation];
        let office = office.into_iter().flatten().filter_map(Known::value).map(|text| self.text(text));
        Signature { office: office.collect(), name: self.text(&member.name) }
    }

    /// What is still to be filled in, in words, for the end of a draft.
    pub(super) fn unfilled(&self) -> Vec<String> {
        let outcomes = self.outcomes().into_iter().filter(|outcome| outcome.unfilled.is_some());
        let outcomes = outcomes.map(|outcome| format!("{}: {}", self.label("outcome"), outcome.subject));
        let actions = self.brief.actions.iter().flat_map(|action| {
            let gaps =
                [("responsible", action.responsible.is_none()), ("deadline", action.deadline.is_none())];
            let gaps = gaps.into_iter().filter(|(_, missing)| *missing);
            let task = self.text(&action.task);
            gaps.map(|(label, _)| format!("{}: {task}", self.label(label))).collect::<Vec<_>>()
        });
        let officers = self.brief.minutes.iter().flat_map(|minutes| {
            let gaps = [("chair", minutes.chair.is_none()), ("secretary", minutes.secretary.is_none())];
            gaps.into_iter().filter(|(_, missing)| *missing).map(|(label, _)| self.label(label))
        });
        outcomes.chain(actions).chain(officers).collect()
    }
}

/// The identity of a side: its id, or that of its first member with one.
fn side_key(side: &brief::Side) -> Option<&str> {
    side.id.as_deref().or_else(|| side.members.iter().find_map(|member| member.id.as_deref()))
}
