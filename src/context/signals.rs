//! Signals: the first asks to stop, and long work looks at that.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::SigId;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};

use crate::error;

/// The flags that signals raise.
#[derive(Debug)]
pub struct Signals {
    /// A signal's number, once one asked to stop.
    pub stop: Arc<AtomicUsize>,
    second_interrupt: Option<SigId>,
}

impl Signals {
    /// The first SIGINT, SIGTERM or SIGHUP asks to stop; a second SIGINT ends the process at once.
    pub fn catch() -> io::Result<Self> {
        let stop = error::stop();
        let armed = Arc::new(AtomicBool::new(false));
        // The order counts: the ending looks at what an earlier interrupt left.
        let second = signal_hook::flag::register_conditional_shutdown(SIGINT, 128 + SIGINT, Arc::clone(&armed))?;
        signal_hook::flag::register(SIGINT, armed)?;
        for (signal, number) in [(SIGINT, 2), (SIGTERM, 15), (SIGHUP, 1)] {
            signal_hook::flag::register_usize(signal, Arc::clone(&stop), number)?;
        }
        // Beyond the limit of a file's size a write then fails, instead of the signal killing us.
        signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
        Ok(Self { stop, second_interrupt: Some(second) })
    }

    /// From here on a second interrupt ends nothing at once.
    pub fn disarm(&mut self) {
        if let Some(id) = self.second_interrupt.take() {
            signal_hook::low_level::unregister(id);
        }
    }

    /// The signal that asked to stop.
    pub fn stopped_by(&self) -> Option<u8> {
        u8::try_from(self.stop.load(Ordering::Relaxed)).ok().filter(|signal| *signal != 0)
    }
}
