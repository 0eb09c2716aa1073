use super::{Localiser, typography};
use crate::brief::{self, Reference, to};
use crate::view::{Agreement, Attributed, Block, HandCard, IfRaised, PointGroup, Statement};

/// What is said: our points, their positions, answers, statements, agreements.
impl Localiser<'_> {
    /// General points first, then those of each agenda item in the order of the agenda.
    pub(super) fn points(&self) -> Vec<PointGroup> {
        let group = |(heading, id): (Option<String>, Option<&str>)| PointGroup {
            heading,
            points: self.points_about(id),
        };
        let by_item: Vec<_> = self.topics().map(group).filter(|group| !group.points.is_empty()).collect();
        let general = group(((!by_item.is_empty()).then(|| self.label("points-general")), None));
        std::iter::once(general).filter(|group| !group.points.is_empty()).chain(by_item).collect()
    }

    /// General points first, then points and questions of each agenda item, then general questions.
    pub(super) fn hand_cards(&self) -> Vec<HandCard> {
        let of_topic = |(heading, id): (Option<String>, Option<&str>)| {
            let if_raised = self.if_raised_about(id);
            HandCard {
                heading,
                points: self.points_about(id),
                if_raised_heading: (!if_raised.is_empty()).then(|| self.label("if-raised")),
                if_raised,
            }
        };
        let is_filled = |card: &HandCard| !card.points.is_empty() || !card.if_raised.is_empty();
        let by_item: Vec<_> = self.topics().map(of_topic).filter(is_filled).collect();
        let general = HandCard {
            heading: (!by_item.is_empty()).then(|| self.label("points-general")),
            points: self.points_about(None),
            if_raised_heading: None,
            if_raised: Vec::new(),
        };
        let questions = HandCard {
            heading: Some(self.label("if-raised")),
            points: Vec::new(),
            if_raised_heading: None,
            if_raised: self.if_raised_about(None),
        };
        let cards = [general].into_iter().chain(by_item).chain([questions]);
        cards.filter(is_filled).collect()
    }

    /// The agenda items that have an id: the heading of what is about them, and the id.
    fn topics(&self) -> impl Iterator<Item = (Option<String>, Option<&str>)> {
        self.brief.agenda.iter().enumerate().filter_map(|(index, item)| {
            let id = item.id.as_deref()?;
            Some((Some(format!("{}.\u{A0}{}", index + 1, self.text(&item.topic))), Some(id)))
        })
    }

    /// The points about an agenda item, or about none.
    fn points_about(&self, id: Option<&str>) -> Vec<Vec<Block>> {
        let points = self.brief.points.iter().filter(|point| is_about(point.agenda.as_ref(), id));
        points.map(|point| self.prose(&point.text)).collect()
    }

    pub(super) fn expected_positions(&self) -> Vec<Attributed> {
        let position = |position: &brief::Position| {
            self.attributed(position.by.as_deref().map(|id| self.party(id)), position)
        };
        self.brief.expected_positions.iter().map(position).collect()
    }

    pub(super) fn if_raised(&self) -> Vec<IfRaised> {
        self.brief.if_raised.iter().map(|item| self.question(item)).collect()
    }

    /// The questions about an agenda item, or about none.
    fn if_raised_about(&self, id: Option<&str>) -> Vec<IfRaised> {
        let items = self.brief.if_raised.iter().filter(|item| is_about(item.agenda.as_ref(), id));
        items.map(|item| self.question(item)).collect()
    }

    fn question(&self, item: &brief::IfRaised) -> IfRaised {
        IfRaised { question: self.text(&item.question), answer: self.prose(&item.answer) }
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

/// Whether something about an agenda item, or about none, is about this one.
fn is_about(agenda: Option<&Reference<to::AgendaItem>>, id: Option<&str>) -> bool {
    agenda.map(|agenda| &**agenda) == id
}
