//! Parallel work with ordered results.

use std::collections::BTreeMap;
use std::iter;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use crate::panics::caught;

/// The default number of threads.
pub fn processors() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Runs `work` for each item on several threads. `finished` gets the results on the calling thread in the
/// order of the items, each as soon as the earlier ones are there; if it returns `false`, no further item is
/// started. A panic in `work` resumes on the calling thread, after the results before it. What one thread
/// can do alone is done on the calling thread.
pub fn each<T: Sync, A: Send>(
    items: &[T],
    workers: NonZeroUsize,
    work: impl Fn(&T) -> A + Sync,
    mut finished: impl FnMut(&T, A) -> bool,
) {
    if workers.get().min(items.len()) < 2 {
        items.iter().find(|item| !finished(item, work(item)));
        return;
    }
    let next = AtomicUsize::new(0);
    let (done, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers.get().min(items.len()) {
            let (done, next, work) = (done.clone(), &next, &work);
            scope.spawn(move || {
                let mut mine = iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
                while let Some((index, item)) = mine.next().and_then(|index| Some((index, items.get(index)?)))
                {
                    // The receiver is gone only after `finished` returned `false`.
                    if done.send((index, caught(|| work(item)))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let panic = in_order(results).find_map(|(index, result)| match result {
            Ok(result) => (!finished(&items[index], result)).then_some(None),
            Err(panic) => Some(Some(panic)),
        });
        next.store(items.len(), Ordering::Relaxed);
        if let Some(panic) = panic.flatten() {
            panic.resume();
        }
    });
}

/// Results in the order of their items, each as soon as the earlier ones are there.
fn in_order<A>(results: Receiver<(usize, A)>) -> impl Iterator<Item = (usize, A)> {
    let mut early = BTreeMap::new();
    let mut expected = 0;
    iter::from_fn(move || {
        while !early.contains_key(&expected) {
            let (index, result) = results.recv().ok()?;
            early.insert(index, result);
        }
        expected += 1;
        early.remove_entry(&(expected - 1))
    })
}
