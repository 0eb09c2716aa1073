use std::thread;

use spravka::internals::limits::STACK_BYTES;
use spravka::internals::report::{Blame, MessageFormat, Place, Problem, render};
use typst::foundations::Bytes;

/// Runs `work` with the stack that the program gives to its threads.
pub fn on_own_stack(work: impl FnOnce() + Send) {
    thread::scope(|scope| {
        let running = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        if let Err(panic) = running.expect("a thread starts").join() {
            std::panic::resume_unwind(panic);
        }
    });
}

/// The problems of an input are those of the input, and not of the program or the system. Each has a message,
/// points inside its file, and can be printed without a control character.
pub fn assert_sound(problems: &[Problem]) {
    for problem in problems {
        assert!(matches!(problem.blame, Blame::Input | Blame::Usage), "whose fault: {problem:?}");
        assert!(!problem.message.trim().is_empty(), "a message: {problem:?}");
        let others = problem.related.iter().chain(&problem.trace).map(|(place, _)| place);
        for Place { source, range } in problem.place.iter().chain(others) {
            let is_inside = source.text.get(range.clone()).is_some();
            assert!(is_inside, "`{}` has no bytes {range:?}: {}", source.name, problem.message);
        }
    }
    for format in [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json] {
        let mut printed = Vec::new();
        render(&mut printed, problems, format).expect("the memory takes it");
        let printed = String::from_utf8(printed).expect("a report is UTF-8");
        let control = printed.chars().find(|letter| letter.is_control() && !matches!(letter, '\n' | '\t'));
        assert_eq!(control, None, "{format:?}: {printed}");
    }
}

/// What is sound, without its problems.
pub fn sound<T>(result: Result<T, Vec<Problem>>) -> Option<T> {
    match result {
        Ok(found) => Some(found),
        Err(problems) => {
            assert!(problems.iter().any(Problem::is_error), "a refusal has a reason");
            assert_sound(&problems);
            None
        }
    }
}

/// The contents of a file in memory.
pub fn bytes(data: impl AsRef<[u8]>) -> Bytes {
    Bytes::new(data.as_ref().to_vec())
}
