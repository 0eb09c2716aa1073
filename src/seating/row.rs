use super::arrangement::{Arrangement, Sitter};
use crate::brief::{InterpreterPlace, Role, SeatingOrder};

/// One side in a row: who sits on which hand of the middle person. People are referred to by their numbers,
/// from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatingRow {
    /// The middle person.
    pub middle: usize,
    /// The people on the right of the middle person, from the inside outwards.
    pub right: Vec<usize>,
    /// The people on the left, from the inside outwards.
    pub left: Vec<usize>,
    /// The person on the chair behind the middle person.
    pub behind: Option<usize>,
}

impl SeatingRow {
    /// The row of a side with at least one person, in protocol order.
    pub fn of(side: &[Sitter], arrangement: &Arrangement) -> Self {
        let middle = middle(side);
        let interpreter = numbered(side).find(|(number, sitter)| *number != middle && interprets(sitter));
        let interpreter = interpreter.map(|(number, _)| number);
        let mut row = Self { middle, right: Vec::new(), left: Vec::new(), behind: None };
        match arrangement.interpreter {
            InterpreterPlace::Right => row.right.extend(interpreter),
            InterpreterPlace::Left => row.left.extend(interpreter),
            InterpreterPlace::Behind => row.behind = interpreter,
        }
        let others =
            || numbered(side).filter(|(number, _)| *number != middle && Some(*number) != interpreter);
        let talkers = others().filter(|(_, sitter)| sitter.role != Role::NoteTaker);
        let note_takers = others().filter(|(_, sitter)| sitter.role == Role::NoteTaker);
        for (turn, (number, _)) in talkers.chain(note_takers).enumerate() {
            let to_the_right = (turn % 2 == 0) == (arrangement.order == SeatingOrder::RightFirst);
            if to_the_right { row.right.push(number) } else { row.left.push(number) }
        }
        row
    }

    /// Every person at the table, with the offset from the middle in places to the right.
    pub fn places(&self) -> impl Iterator<Item = (usize, isize)> {
        let right = self.right.iter().zip(1..).map(|(number, offset)| (*number, offset));
        let left = self.left.iter().zip(1..).map(|(number, offset): (_, isize)| (*number, -offset));
        std::iter::once((self.middle, 0)).chain(right).chain(left)
    }

    /// The numbers of the people at the table, from their own left to their right.
    pub fn left_to_right(&self) -> Vec<usize> {
        let left = self.left.iter().rev().copied();
        left.chain([self.middle]).chain(self.right.iter().copied()).collect()
    }

    /// The number of people at the table.
    pub fn len(&self) -> usize {
        1 + self.right.len() + self.left.len()
    }

    /// The number of people on the longer hand.
    pub fn longer_hand(&self) -> usize {
        self.right.len().max(self.left.len())
    }
}

/// The head; or else the first person without another role; or else the first person.
fn middle(side: &[Sitter]) -> usize {
    let head = numbered(side).find(|(_, sitter)| sitter.head);
    let first = || numbered(side).find(|(_, sitter)| sitter.role == Role::Member);
    head.or_else(first).map_or(1, |(number, _)| number)
}

fn numbered(side: &[Sitter]) -> impl Iterator<Item = (usize, &Sitter)> {
    (1..).zip(side)
}

fn interprets(sitter: &Sitter) -> bool {
    sitter.role == Role::Interpreter
}
