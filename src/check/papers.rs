use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::nearest;
use crate::template::Template;

/// Checks that `[papers.…]` names existing papers. A name unlike any of them may be the user's own template.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let known = Template::ids();
    let unknown = draft.brief().papers.keys().filter(|id| !known.contains(&id.as_str()));
    unknown.filter_map(|id| Some(no_such_paper(draft, id, nearest(id, &known)?))).collect()
}

fn no_such_paper(draft: &Draft, id: &str, meant: &str) -> Problem {
    Problem::warning(format!("there is no paper `{id}`"))
        .at(draft.spans().key(&KeyPath::root().key("papers").key(id)))
        .hint(format!("did you mean `{meant}`? if it is your own template, rename it"))
}
