//! The alphabetical order of a language, of delegations and of lists of people.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use crate::language::Language;

/// Sorts by name in the alphabet of a language: Kazakh Ә after А, Қ after К. The sort is stable.
pub fn sort<T>(items: &mut [T], language: Language, name: impl Fn(&T) -> String) {
    let order = collator(language);
    items.sort_by(|a, b| {
        let (a, b) = (name(a), name(b));
        order.as_ref().map_or_else(|| a.cmp(&b), |order| order.compare(&a, &b))
    });
}

/// The collation rules of a language, from CLDR. A language without rules of its own gets the root rules.
fn collator(language: Language) -> Option<CollatorBorrowed<'static>> {
    let locale = Locale::try_from_str(language.code()).ok()?;
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}
