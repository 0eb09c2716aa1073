use std::collections::BTreeMap;
use std::error::Error;

use super::build::fallback_date;
use super::print_line;
use crate::check::{Checked, check};
use crate::cli::{Eject, Template as Command};
use crate::load::load;
use crate::localise::{Paper, View, localise};
use crate::output;
use crate::report::Problem;
use crate::template::{Template, TemplateFile};
use crate::world::{THEME, TOML_VIEW, VIEW, image};

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

/// Writes all that a paper can see into a folder.
fn eject(options: &Eject) -> Result<Vec<Problem>, Vec<Problem>> {
    let fail = |problem| vec![problem];
    let template = Template::find(&options.template).map_err(fail)?;
    let wanted = options.language.clone().unwrap_or_default();
    let checked = load(&options.brief).and_then(|draft| check(draft.in_theme(options.theme), &wanted))?;
    let [language] = *checked.languages() else { return Err(vec![one_language()]) };
    let paper = Paper {
        id: &template.id,
        label: &template.manifest.label,
        language,
        fallback_date: fallback_date().map_err(fail)?,
        copy: None,
    };
    let view = localise(&checked, paper);
    let files = all_files(template, &checked, &view).map_err(fail)?;
    output::make_new_folder(&options.output).map_err(fail)?;
    for (path, contents) in files {
        output::replace(&options.output.join(path), &contents).map_err(fail)?;
    }
    Ok(checked.warnings)
}

/// All that a paper can see, by the paths that the stock `typst` command finds it under.
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
    files.extend(pictures.map(|(index, picture)| (image(index), picture.data.to_vec())));
    let fonts = checked.style().theme.fonts().files();
    files.extend(fonts.map(|(name, data)| (format!("fonts/{name}"), data.to_vec())));
    Ok(files)
}

fn reads_toml_view(file: &TemplateFile) -> bool {
    file.name.ends_with(".typ") && String::from_utf8_lossy(&file.data).contains(TOML_VIEW)
}

fn unwritable(error: impl Error) -> Problem {
    Problem::ours(format!("the view cannot be written ({error})"))
}

fn one_language() -> Problem {
    Problem::usage("a view is in one language").hint("name one with `-l`")
}
