use serde::Serialize;

use super::{Block, Fact, Signature};

/// To whom a letter goes.
#[derive(Debug, Clone, Serialize)]
pub struct Addressee {
    /// Position, organisation and name, each on its line, in the order of the language.
    pub lines: Vec<String>,
    /// The lines of the address.
    pub address: Vec<String>,
    /// How the letter addresses the recipient.
    pub salutation: Option<String>,
    /// Whether these words stand in the middle.
    pub centred: bool,
}

/// What a letter of invitation says.
#[derive(Debug, Clone, Serialize)]
pub struct Invitation {
    /// Date and number of the letter, each on its line.
    pub reference: Vec<String>,
    /// The text.
    pub text: Vec<Block>,
    /// What the meeting is, where there is no text, or its time and place; and what else the guest has to know.
    pub facts: Vec<Fact>,
    /// Notes.
    pub notes: Vec<String>,
    /// The words before the signature.
    pub closing: Option<String>,
    /// Who signs: one or nobody.
    pub signatures: Vec<Signature>,
    /// What is enclosed.
    pub enclosures: Vec<String>,
}
