use serde::Serialize;

use super::{Block, Fact, Signature};

/// The addressee of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct Addressee {
    /// Position, organisation and name, one per line, in the order of the language.
    pub lines: Vec<String>,
    /// The lines of the address.
    pub address: Vec<String>,
    /// The salutation.
    pub salutation: Option<String>,
    /// Whether the salutation is centred.
    pub centred: bool,
}

/// The contents of a letter of invitation.
#[derive(Debug, Clone, Serialize)]
pub struct Invitation {
    /// Date and number of the letter, one per line.
    pub reference: Vec<String>,
    /// The text.
    pub text: Vec<Block>,
    /// The facts of the meeting if there is no text, or else its time and place; then the arrangements for
    /// the guest.
    pub facts: Vec<Fact>,
    /// Notes.
    pub notes: Vec<String>,
    /// The words before the signature.
    pub closing: Option<String>,
    /// The signatory, if there is one.
    pub signatures: Vec<Signature>,
    /// The enclosures.
    pub enclosures: Vec<String>,
}
