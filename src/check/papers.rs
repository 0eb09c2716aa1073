use crate::key_path::KeyPath;
use crate::load::Draft;
use crate::report::Problem;
use crate::suggest::nearest;
use crate::template::Template;

/// What is said of a single paper is said of one that there is, or of a template of the user's own.
pub fn check(draft: &Draft) -> Vec<Problem> {
    let known = Template::ids();
    let strangers = draft.brief().papers.keys().filter(|id| !known.contains(&id.as_str()));
    strangers.filter_map(|id| Some(no_such_paper(draft, id, nearest(id, &known)?))).collect()
}

fn no_such_paper(draft: &Draft, id: &str, meant: &str) -> Problem {
    Problem::warning(format!("there is no paper `{id}`"))
        .at(draft.spans().key(&KeyPath::root().key("papers").key(id)))
        .hint(format!("did you mean `{meant}`? a template of your own needs another name"))
}
