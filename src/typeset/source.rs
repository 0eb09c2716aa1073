//! The Typst files of templates, parsed on first use; those of the library are parsed once for all templates.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use typst::syntax::{FileId, Source};

/// A Typst file, parsed at most once.
#[derive(Debug)]
pub struct TypstFile {
    id: FileId,
    text: Cow<'static, str>,
    parsed: OnceLock<Source>,
}

/// The last file at each path, so that the templates of one run share their library.
static LAST: LazyLock<Mutex<HashMap<FileId, Arc<TypstFile>>>> = LazyLock::new(Mutex::default);

impl TypstFile {
    /// The file at a path, shared with every template that has the same text there.
    pub fn shared(id: FileId, text: Cow<'static, str>) -> Arc<Self> {
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        match last.get(&id) {
            Some(file) if file.text == text => Arc::clone(file),
            _ => {
                let file = Arc::new(Self { id, text, parsed: OnceLock::new() });
                last.insert(id, Arc::clone(&file));
                file
            }
        }
    }

    /// The file in the engine's form.
    pub fn source(&self) -> &Source {
        self.parsed.get_or_init(|| Source::new(self.id, self.text.clone().into_owned()))
    }
}
