//! The stems of Kazakh words, by the endings that are put one after another to a noun: plural, whose it is,
//! and case.
//!
//! An ending is only cut off where Kazakh would put it: its first letter depends on the last letter of the
//! stem, and its vowel is back or front as the last vowel of the stem is. What is left has three letters or
//! more. Endings are cut until there are none, so that every form of a word comes down to the same stem, even
//! where that is less than the word itself.

/// The fewest letters of a stem.
const SHORTEST: usize = 3;

/// What the last letter of a stem is, as far as the first letter of an ending depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// `ы` or `і`, which may itself be an ending: whose it is.
    Narrow,
    /// Any other vowel.
    Vowel,
    /// `р`, `й`, `у`, `ю`.
    Glide,
    /// `л`.
    Lateral,
    /// `м`, `н`, `ң`.
    Nasal,
    /// `ж`, `з`.
    Buzz,
    /// Every other consonant: endings begin voiceless after it.
    Hard,
}

use Last::{Buzz, Glide, Hard, Lateral, Narrow, Nasal, Vowel};

/// After which letters an ending may stand.
type After = &'static [Last];

const ANY_VOWEL: After = &[Narrow, Vowel];
const ANY_CONSONANT: After = &[Glide, Lateral, Nasal, Buzz, Hard];
const NOT_HARD: After = &[Narrow, Vowel, Glide, Lateral, Nasal, Buzz];

/// The endings, each with a back and a front vowel, and after which letters they stand. Those that another
/// one ends with come after it.
const ENDINGS: [(&[&str], After); 31] = [
    // In, of what is there: үйдегі, орталығындағы.
    (&["ндағы", "ндегі"], &[Narrow]),
    (&["дағы", "дегі"], NOT_HARD),
    (&["тағы", "тегі"], &[Hard]),
    // Our: кеңесіміз.
    (&["ымыз", "іміз"], ANY_CONSONANT),
    (&["мыз", "міз"], ANY_VOWEL),
    // More than one.
    (&["лар", "лер"], &[Narrow, Vowel, Glide]),
    (&["дар", "дер"], &[Lateral, Nasal, Buzz]),
    (&["тар", "тер"], &[Hard]),
    // Of.
    (&["ның", "нің"], &[Narrow, Vowel, Nasal]),
    (&["дың", "дің"], &[Glide, Lateral, Buzz]),
    (&["тың", "тің"], &[Hard]),
    // From.
    (&["дан", "ден"], &[Narrow, Vowel, Glide, Lateral, Buzz]),
    (&["нан", "нен"], &[Narrow, Nasal]),
    (&["тан", "тен"], &[Hard]),
    // With.
    (&["мен"], &[Narrow, Vowel, Glide, Lateral, Nasal]),
    (&["бен"], &[Buzz]),
    (&["пен"], &[Hard]),
    // In.
    (&["нда", "нде"], &[Narrow]),
    (&["да", "де"], NOT_HARD),
    (&["та", "те"], &[Hard]),
    // To.
    (&["ға", "ге"], NOT_HARD),
    (&["қа", "ке"], &[Hard]),
    (&["на", "не"], &[Narrow]),
    // Whom, what.
    (&["ны", "ні"], ANY_VOWEL),
    (&["ды", "ді"], &[Glide, Lateral, Nasal, Buzz]),
    (&["ты", "ті"], &[Hard]),
    // Of a time: жылғы, күзгі. After a vowel it is the end of the stem: орталығы.
    (&["ғы", "гі"], &[Glide, Lateral, Nasal, Buzz]),
    // His, her, their. A stem that ends with `с` cannot be told from `-сы`: the `с` goes in all its forms
    // (`END_OF_STEM`).
    (&["сы", "сі"], ANY_VOWEL),
    (&["ы", "і"], ANY_CONSONANT),
    // Whom, what, after whose it is: орталығын.
    (&["н"], &[Narrow]),
    (&[END_OF_STEM], ANY_VOWEL),
];

const END_OF_STEM: &str = "с";

/// The stem of a word in lower case.
pub fn stem(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    while let Some(length) = ENDINGS.iter().find_map(|(forms, after)| ending(&letters, forms, after)) {
        letters.truncate(letters.len() - length);
    }
    drop_narrow_vowel(&mut letters);
    harden(&mut letters);
    letters.into_iter().collect()
}

/// The length of the ending of a word, if it has one of these forms.
fn ending(letters: &[char], forms: &[&str], after: After) -> Option<usize> {
    let end = *letters.last()?;
    let fits = |form: &&str| {
        let length = form.chars().count();
        let split = letters.len().checked_sub(length).filter(|split| *split >= SHORTEST)?;
        let (stem, end) = letters.split_at(split);
        let is_form = form.chars().eq(end.iter().copied());
        let is_well_placed = is_form && after.contains(&last(*stem.last()?)) && agrees(stem, end);
        is_well_placed.then_some(length)
    };
    // Most endings are told apart by their last letter.
    forms.iter().filter(|form| form.ends_with(end)).find_map(fits)
}

fn last(letter: char) -> Last {
    match letter {
        'ы' | 'і' => Narrow,
        'а' | 'ә' | 'е' | 'ё' | 'и' | 'о' | 'ө' | 'ұ' | 'ү' | 'э' | 'я' => Vowel,
        'р' | 'й' | 'у' | 'ю' => Glide,
        'л' => Lateral,
        'м' | 'н' | 'ң' => Nasal,
        'ж' | 'з' => Buzz,
        _ => Hard,
    }
}

/// Whether the vowels of an ending are back or front as the last vowel of the stem is. `и`, `у`, `ю` and `я`
/// agree with all, and so does the ending `-мен` with all stems.
fn agrees(stem: &[char], end: &[char]) -> bool {
    let is_with = matches!(end, ['м' | 'б' | 'п', 'е', 'н']);
    let is_vowel = |letter: &&char| matches!(last(**letter), Narrow | Vowel) || matches!(letter, 'у' | 'ю');
    let of_stem = stem.iter().rev().find(is_vowel).and_then(|letter| is_front(*letter));
    let of_end = end.iter().find_map(|letter| is_front(*letter));
    is_with || of_stem.is_none() || of_end.is_none() || of_stem == of_end
}

fn is_front(letter: char) -> Option<bool> {
    match letter {
        'ә' | 'е' | 'ө' | 'ү' | 'і' | 'э' => Some(true),
        'а' | 'о' | 'ұ' | 'ы' | 'ё' => Some(false),
        _ => None,
    }
}

/// Before some endings a stem loses the `ы` or `і` of its last syllable (халық, халқы): it goes in all forms.
fn drop_narrow_vowel(letters: &mut Vec<char>) {
    if let [.., before, vowel, end] = letters[..]
        && letters.len() > SHORTEST
        && last(vowel) == Narrow
        && ANY_CONSONANT.contains(&last(before))
        && ANY_CONSONANT.contains(&last(end))
    {
        letters.remove(letters.len() - 2);
    }
}

/// Before an ending with a vowel `қ`, `к` and `п` become `ғ`, `г` and `б` (тарап, тарабы): one letter stands
/// for both.
fn harden(letters: &mut [char]) {
    if let Some(end) = letters.last_mut() {
        *end = match *end {
            'ғ' => 'қ',
            'г' => 'к',
            'б' => 'п',
            other => other,
        };
    }
}
