//! Work in parallel, results in order, through a bounded window: however many inputs there are, only a few results are
//! held. A panic in the work of one input is the result of that input and stops nothing else.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

/// Work waiting or done for each thread, at most.
const WINDOW: usize = 4;

/// Do `work` on each of `count` inputs by index, and hand the results to `sink` in order. `None` is the result of an
/// input whose work panicked. `sink` ends it early by answering false.
pub fn in_order<T: Send>(
    pool: &rayon::ThreadPool,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    mut sink: impl FnMut(usize, Option<T>) -> bool,
) {
    let window = pool.current_num_threads().max(1) * WINDOW;
    let work = &work;
    pool.in_place_scope(|scope| {
        let (send, receive) = mpsc::channel();
        let start = |index: usize| {
            let send = send.clone();
            scope.spawn(move |_| {
                let result = catch_unwind(AssertUnwindSafe(|| work(index))).ok();
                // The receiver is gone only when the sink ended it early.
                let _ = send.send((index, result));
            });
        };
        let mut started = window.min(count);
        (0..started).for_each(start);
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        while next < count {
            let Ok((index, result)) = receive.recv() else { return };
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&next) {
                if !sink(next, result) {
                    return;
                }
                next += 1;
                if started < count {
                    start(started);
                    started += 1;
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_a_panic_is_a_result() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let mut seen = Vec::new();
        let work = |index: usize| {
            assert!(index != 7, "the work of one input may panic");
            index * 2
        };
        in_order(&pool, 100, work, |index, result| {
            seen.push((index, result));
            true
        });
        assert_eq!(seen.len(), 100);
        assert!(
            seen.iter()
                .enumerate()
                .all(|(at, (index, result))| { at == *index && *result == if at == 7 { None } else { Some(at * 2) } })
        );
    }

    #[test]
    fn the_sink_may_end_it() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let mut seen = 0;
        in_order(
            &pool,
            1000,
            |index| index,
            |_, _| {
                seen += 1;
                seen < 3
            },
        );
        assert_eq!(seen, 3);
    }
}
