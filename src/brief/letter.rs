use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Known, Prose, Text};

/// The addressee of a letter, with every word in its printed form: nothing is declined or inferred.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Recipient {
    /// The name as printed in the address block; in Russian usually in the dative.
    #[schemars(extend("x-name" = true))]
    pub name: Option<Known<Text>>,
    /// The courtesy title: г-ну, мырза, H.E. The language decides whether it precedes the name.
    pub honorific: Option<Text>,
    /// The job title, in the same case as the name.
    pub position: Option<Known<Text>>,
    /// The organisation.
    #[schemars(extend("x-register" = "organisations", "x-name" = true))]
    pub organisation: Option<Known<Text>>,
    /// The postal address, line by line.
    pub address: Option<Text>,
    /// The salutation: «Уважаемый господин Ашикбаев!».
    pub salutation: Option<Text>,
}

/// The contents of a letter of invitation.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Invitation {
    /// The text of the letter [default: the topic, time, place and languages of the meeting, each
    /// labelled].
    pub text: Option<Prose>,
    /// Whether to print the time and place of the meeting below the text.
    pub facts: bool,
    /// The interpretation provided, or its language.
    pub interpretation: Option<Known<Text>>,
    /// The dress code (форма одежды).
    pub dress_code: Option<Known<Text>>,
    /// The contact for replies: name, telephone, e-mail.
    pub reply_to: Option<Known<Text>>,
    /// The deadline for replies.
    pub reply_by: Option<Known<Date>>,
    /// Further notes for the guest: entry by passport, where to park.
    pub notes: Vec<Text>,
    /// The complimentary close: «С уважением,».
    pub closing: Option<Text>,
    /// The signatory.
    pub signature: Option<Signatory>,
    /// The enclosures, in the order in which they are numbered.
    pub enclosures: Vec<Text>,
}

/// The signatory of a letter, who need not be a member of a side.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signatory {
    /// The signatory's job title.
    pub position: Text,
    /// The signatory's name.
    #[schemars(extend("x-name" = true))]
    pub name: Text,
}
