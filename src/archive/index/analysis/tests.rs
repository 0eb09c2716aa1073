//! Tables of words that have one stem, and of words that have not.

use std::collections::BTreeSet;

use spravka::internals::archive::index::analysis::Analysis;
use spravka::internals::archive::index::analysis::kazakh::stem;

#[test]
fn russian_words_that_end_as_verbs_do_have_one_stem() {
    for forms in [
        "астана астаны астане астану астаной",
        "казахстан казахстана казахстану казахстаном казахстане",
        "визит визита визиту визитом визите визиты визитов",
        "материал материала материалы материалов материалами",
        "самруков самрукова самрукову самруковым самрукове",
        "режим режима режимом режимы режимов",
        "проблема проблемы проблему проблем проблемами",
        "нурлан нурлана нурлану нурланом",
    ] {
        let stems: BTreeSet<_> = forms.split(' ').map(|form| Analysis::Russian.stem(form)).collect();
        assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
    }
}

#[test]
fn every_form_of_a_kazakh_word_has_one_stem() {
    for forms in [
        "кеңес кеңестің кеңеске кеңесті кеңесте кеңестен кеңеспен кеңесі кеңесінің кеңестер кеңестерінде",
        "орталық орталықты орталыққа орталықтан орталықпен орталығы орталығының орталығында орталығындағы орталықтар",
        "мәртебе мәртебенің мәртебесі мәртебесіне мәртебесінен мәртебелер",
        "тарап тараптар тараптың тарабы тарабынан тараптармен",
        "халық халқы халқының халыққа халықтар",
        "қала қаланың қаласы қаласында қалалар қалаға қаладан",
        "тұлға тұлғаның тұлғалар тұлғасы",
        "делегация делегациясының делегациялар делегацияға",
        "мемлекет мемлекеттің мемлекеттер мемлекеттердің мемлекетке мемлекетіміз",
        "күз күзгі күздің күзде",
        "Астана Астанада Астанадан Астананың Астанадағы",
        "Самұрықов Самұрықовтың Самұрықовқа Самұрықовпен",
    ] {
        let stems: BTreeSet<_> = forms.split(' ').map(|form| stem(&form.to_lowercase())).collect();
        assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
    }
}

#[test]
fn kazakh_words_that_only_look_alike_keep_apart() {
    for (one, other) in
        [("жыл", "жылқы"), ("орта", "орталық"), ("үй", "үн"), ("баға", "бар"), ("кен", "кеңес")]
    {
        assert_ne!(stem(one), stem(other), "{one} and {other}");
    }
    // Too short to lose an ending, or with vowels that do not agree.
    for word in ["елде", "мен", "баға", "кітапге", "атта"] {
        assert_eq!(stem(word), word);
    }
}
