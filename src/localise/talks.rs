use super::{Localiser, typography};
use crate::brief::{self, TalkingPoint};
use crate::view::{Agreement, Attributed, IfRaised, PointGroup, Statement};

/// What is said: our points, their positions, answers, statements, agreements.
impl Localiser<'_> {
    /// General points first, then those of each agenda item in the order of the agenda.
    pub(super) fn points(&self) -> Vec<PointGroup> {
        let points = &self.brief.points;
        let group = |heading, belongs: &dyn Fn(&&TalkingPoint) -> bool| PointGroup {
            heading,
            points: points.iter().filter(belongs).map(|point| self.prose(&point.text)).collect(),
        };
        let by_item = self.brief.agenda.iter().enumerate().filter_map(|(index, item)| {
            let id = item.id.as_deref()?;
            let heading = format!("{}.\u{A0}{}", index + 1, self.text(&item.topic));
            Some(group(Some(heading), &|point| point.agenda.as_deref() == Some(id)))
        });
        let by_item: Vec<_> = by_item.filter(|group| !group.points.is_empty()).collect();
        let general_heading = (!by_item.is_empty()).then(|| self.label("points-general"));
        let general = group(general_heading, &|point| point.agenda.is_none());
        std::iter::once(general).filter(|group| !group.points.is_empty()).chain(by_item).collect()
    }

    pub(super) fn expected_positions(&self) -> Vec<Attributed> {
        let position = |position: &brief::Position| {
            self.attributed(position.by.as_deref().map(|id| self.party(id)), position)
        };
        self.brief.expected_positions.iter().map(position).collect()
    }

    pub(super) fn if_raised(&self) -> Vec<IfRaised> {
        let item = |item: &brief::IfRaised| IfRaised {
            question: self.text(&item.question),
            answer: self.prose(&item.answer),
        };
        self.brief.if_raised.iter().map(item).collect()
    }

    pub(super) fn statements(&self) -> Vec<Statement> {
        self.brief.statements.iter().map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, statement: &brief::Statement) -> Statement {
        let text = self.text(&statement.text);
        Statement {
            by: self.parties(&statement.by),
            text: if statement.verbatim { typography::quotation(&text, self.file) } else { text },
            source: self.source_number(statement.source.as_deref()),
        }
    }

    /// The number under which the paper lists a source.
    pub(super) fn source_number(&self, id: Option<&str>) -> Option<usize> {
        let mut sources = self.brief.sources.iter();
        let index = sources.position(|known| known.id.is_some() && known.id.as_deref() == id)?;
        Some(index + 1)
    }

    pub(super) fn agreements(&self) -> Vec<Agreement> {
        let agreement = |agreement: &brief::EarlierAgreement| Agreement {
            title: self.text(&agreement.title),
            date: self.known_date(agreement.date.as_ref()),
            state: self.known_cell(agreement.state.as_ref()),
        };
        self.brief.agreements.iter().map(agreement).collect()
    }
}
