use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::nearest;
use crate::template::Template;

/// Checks that `[papers.…]` names existing papers. A name unlike any of them may be the user's own template.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let known = Template::ids();
    let brief = draft.brief();
    let of_brief = brief.papers.keys().map(|id| (KeyPath::root(), id));
    let of_meetings = brief.meetings.iter().enumerate().flat_map(|(index, meeting)| {
        let path = KeyPath::root().key("meetings").index(index);
        meeting.papers.keys().map(move |id| (path.clone(), id))
    });
    let unknown = of_brief.chain(of_meetings).filter(|(_, id)| !known.contains(&id.as_str()));
    unknown.filter_map(|(path, id)| Some(no_such_paper(draft, &path, id, nearest(id, &known)?))).collect()
}

fn no_such_paper(draft: &Draft, path: &KeyPath, id: &str, meant: &str) -> Problem {
    Problem::warning(format!("there is no paper `{id}`"))
        .at(draft.spans().key(&path.key("papers").key(id)))
        .hint(format!("did you mean `{meant}`? if it is your own template, rename it"))
}
