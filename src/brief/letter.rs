use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Known, Prose, Text};

/// To whom a letter goes, in the forms in which it is to be printed: nothing of it is declined or inferred.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Recipient {
    /// The name as it stands in the block of the addressee: in Russian most often in the dative.
    pub name: Option<Known<Text>>,
    /// The form of courtesy: г-ну, мырза, H.E. It stands before or after the name as the language has it.
    pub honorific: Option<Text>,
    /// The position, in the same form as the name.
    pub position: Option<Known<Text>>,
    /// The organisation.
    pub organisation: Option<Known<Text>>,
    /// The postal address, each line of it on a line.
    pub address: Option<Text>,
    /// How the letter addresses the recipient, in words of your own: «Уважаемый господин Ашикбаев!».
    pub salutation: Option<Text>,
}

/// What a letter of invitation says.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Invitation {
    /// The text of the letter. Left out, it is what is known of the meeting, each with its label: topic, time, place, languages.
    pub text: Option<Prose>,
    /// Whether time and place of the meeting stand under a text as well.
    pub facts: bool,
    /// The language of interpretation, or that there is some.
    pub interpretation: Option<Known<Text>>,
    /// What to wear (форма одежды).
    pub dress_code: Option<Known<Text>>,
    /// To whom to reply: name, telephone, e-mail.
    pub reply_to: Option<Known<Text>>,
    /// By when to reply.
    pub reply_by: Option<Known<Date>>,
    /// What else the guest should know: that the entrance is by passport, where cars stop.
    pub notes: Vec<Text>,
    /// The words before the signature, of your own: «С уважением,».
    pub closing: Option<Text>,
    /// Who signs.
    pub signature: Option<Signatory>,
    /// What is enclosed, in the order of its numbers.
    pub enclosures: Vec<Text>,
}

/// Who signs a letter, without being a member of a side.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// The position of the one who signs.
    pub position: Text,
    /// The name of the one who signs.
    pub name: Text,
}
