//! Parallel work with ordered results.

use std::collections::BTreeMap;
use std::iter;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, Builder};

use crate::limits::STACK_BYTES;
use crate::panics::caught;

/// The default number of threads.
pub fn processors() -> NonZeroUsize {
    thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// A thread to be started, with a stack of a stated size.
pub fn thread() -> Builder {
    Builder::new().stack_size(STACK_BYTES)
}

/// Runs `work` on a thread with a stack of a stated size, or on this one where no other can be started.
pub fn on_own_stack<T: Send>(work: impl Fn() -> T + Sync) -> T {
    thread::scope(|scope| match thread().spawn_scoped(scope, &work) {
        Ok(running) => running.join().unwrap_or_else(|panic| resume_unwind(panic)),
        Err(_) => work(),
    })
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
    let work_off = |done: Sender<_>| {
        let mut mine = iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        while let Some((index, item)) = mine.next().and_then(|index| Some((index, items.get(index)?))) {
            // The receiver is gone only after `finished` returned `false`.
            if done.send((index, caught(|| work(item)))).is_err() {
                break;
            }
        }
    };
    thread::scope(|scope| {
        let workers = 0..workers.get().min(items.len());
        let started = workers.map(|_| {
            let (done, work_off) = (done.clone(), &work_off);
            thread().spawn_scoped(scope, move || work_off(done))
        });
        // Where no thread can be started, this one does all the work.
        if started.filter(Result::is_ok).count() == 0 {
            work_off(done.clone());
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
