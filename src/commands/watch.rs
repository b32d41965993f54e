//! Long work: who watches it, and who may stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::error::{Error, Result};
use crate::output::progress::Progress;

/// What long work tells of its steps, and asks whether it should go on.
#[derive(Debug)]
pub struct Watch {
    progress: Option<Progress>,
    stop: Arc<AtomicUsize>,
}

impl Watch {
    /// A watch that moves this bar, if any, and stops once `stop` is a signal's number.
    pub fn new(progress: Option<Progress>, stop: Arc<AtomicUsize>) -> Self {
        Self { progress, stop }
    }

    /// So many more are done.
    ///
    /// # Errors
    /// `Interrupted` where a signal asked to stop.
    pub fn done(&self, count: u64) -> Result<()> {
        if let Some(progress) = &self.progress {
            progress.inc(count);
        }
        match u8::try_from(self.stop.load(Ordering::Relaxed)) {
            Ok(0) | Err(_) => Ok(()),
            Ok(signal) => Err(Error::Interrupted(signal)),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(progress) = &self.progress {
            progress.finish();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_ends_long_work() {
        let stop = Arc::new(AtomicUsize::new(0));
        let watch = Watch::new(None, Arc::clone(&stop));
        assert!(watch.done(1).is_ok());
        stop.store(15, Ordering::Relaxed);
        assert_eq!(watch.done(1).unwrap_err().exit_code(), 143);
    }
}
