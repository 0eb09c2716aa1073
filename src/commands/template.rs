use std::collections::BTreeMap;
use std::error::Error;

use super::build::fallback_date;
use super::print_line;
use crate::check::{Checked, check};
use crate::cli::{Eject, Template as Command};
use crate::files::refusal::cannot_express;
use crate::files::{ending, write};
use crate::load::load;
use crate::localise::{Paper, localise};
use crate::meeting::subjects;
use crate::report::Problem;
use crate::template::{Template, TemplateFile};
use crate::view::View;
use crate::view::paths::{self, THEME, TOML_VIEW, VIEW};

/// Lists or ejects templates.
pub fn run(command: &Command) -> Vec<Problem> {
    match command {
        Command::List => Template::ids().into_iter().flat_map(list).collect(),
        Command::Eject(options) => match eject(options) {
            Ok(warnings) => {
                warnings.into_iter().chain(print_line(&options.output.display().to_string())).collect()
            }
            Err(problems) => problems,
        },
    }
}

fn list(id: &str) -> Vec<Problem> {
    match Template::find(id) {
        Ok(template) => print_line(&format!("{id:<22}{}", template.manifest.description)),
        Err(problem) => vec![problem],
    }
}

/// Writes everything that a paper depends on to a folder.
fn eject(options: &Eject) -> Result<Vec<Problem>, Vec<Problem>> {
    ending::of_folder(&options.output)?;
    let template = Template::find(&options.template)?;
    let wanted = options.language.clone().unwrap_or_default();
    let checked = load(&options.brief).and_then(|draft| check(draft.in_theme(options.theme), &wanted))?;
    let [language] = *checked.languages() else { return Err(vec![one_language()]) };
    let paper = Paper { kind: template.manifest.kind(), language, fallback_date: fallback_date()? };
    // Of several papers, the one about the first meeting is a model for all.
    let meeting = subjects(&template, checked.brief(), None).into_iter().next().flatten();
    let view = localise(&checked.printed_about(meeting.as_deref(), &template, None)?, paper);
    let files = all_files(template, &checked, &view)?;
    let access = checked.access();
    write::make_new_folder(&options.output, access)?;
    for (path, contents) in files {
        write::replace_as(&options.output.join(path), &contents, access)?;
    }
    Ok(checked.warnings)
}

/// The files that a paper depends on, by the paths under which the stock `typst` command finds them.
fn all_files(
    template: Template,
    checked: &Checked,
    view: &View,
) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let reads_toml = template.files.values().any(reads_toml_view);
    let mut files: BTreeMap<_, _> =
        template.files.into_iter().map(|(path, file)| (path, file.data.into_owned())).collect();
    files.insert(VIEW.to_owned(), serde_json::to_vec_pretty(view).map_err(unwritable)?);
    if reads_toml {
        files.insert(TOML_VIEW.to_owned(), view.to_toml().map_err(unwritable)?.into_bytes());
    }
    files.insert(THEME.to_owned(), checked.style().to_toml().into_bytes());
    let pictures = checked.images().pictures().iter().enumerate();
    files.extend(pictures.map(|(index, picture)| (paths::image(index), picture.data.to_vec())));
    let fonts = checked.style().theme.fonts().files();
    files.extend(fonts.map(|(name, data)| (format!("fonts/{name}"), data.to_vec())));
    Ok(files)
}

/// Whether a file names `/view.toml`, which templates written before `/view.json` read.
fn reads_toml_view(file: &TemplateFile) -> bool {
    file.name.ends_with(".typ") && String::from_utf8_lossy(&file.data).contains(TOML_VIEW)
}

fn unwritable(error: impl Error) -> Problem {
    cannot_express("the view", &error)
}

fn one_language() -> Problem {
    Problem::usage("a view is in one language").hint("name one with `-l`")
}
