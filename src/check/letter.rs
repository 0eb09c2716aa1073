use crate::brief::{Date, Known};
use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;

/// Checks that a letter has a recipient, and that the reply is due between the letter and the meeting.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let mut problems = Vec::new();
    let recipient = KeyPath::root().key("recipient");
    let is_written = |key: &&str| draft.parsed.is_written(&recipient.key(*key));
    let named = ["name", "position", "organisation"].iter().any(is_written);
    if draft.brief().recipient.is_some() && !named && !draft.parsed.has_unknown_key(&recipient) {
        problems.push(no_recipient(draft, &recipient));
    }
    let reply_by =
        draft.brief().invitation.as_ref().and_then(|invitation| known(invitation.reply_by.as_ref()));
    let Some(reply_by) = reply_by else { return problems };
    let path = KeyPath::root().key("invitation").key("reply_by");
    let meeting = draft.brief().meeting.as_ref().and_then(|meeting| known(meeting.date.as_ref()));
    if let Some(meeting) = meeting.filter(|meeting| reply_by > *meeting) {
        problems.push(too_late(draft, &path, meeting));
    }
    if let Some(letter) = draft.brief().date_of("invitation").filter(|letter| reply_by < *letter) {
        problems.push(before_letter(draft, &path, letter));
    }
    problems
}

fn known(date: Option<&Known<Date>>) -> Option<Date> {
    date.and_then(Known::value).copied()
}

fn no_recipient(draft: &Draft, recipient: &KeyPath) -> Problem {
    Problem::error("the recipient has no name, position or organisation")
        .at(draft.place(recipient))
        .hint("write at least one of them; until one is known, `name = { unknown = true }`")
}

fn too_late(draft: &Draft, path: &KeyPath, meeting: Date) -> Problem {
    Problem::warning(format!("the reply is due after the meeting starts, on {}", meeting.0))
        .at(draft.place(path))
        .related(draft.place(&KeyPath::root().key("meeting").key("date")), "the meeting starts here")
        .hint("correct one of the two dates")
}

fn before_letter(draft: &Draft, path: &KeyPath, letter: Date) -> Problem {
    Problem::warning(format!("the reply is due before the date of the letter, {}", letter.0))
        .at(draft.place(path))
        .hint("correct it, or the `date` of the brief or of `[papers.invitation]`")
}
