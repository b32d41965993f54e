//! Chats made ready on another thread while this one writes those before.

use std::sync::mpsc::{self, Receiver};

use super::tokens::Tokens;
use crate::error::{Error, Result};
use crate::model::chat::WholeChat;

/// A chat and the tokens of its texts.
pub struct Prepared {
    /// The chat.
    pub chat: WholeChat,
    /// Its tokens, but for those of the person's name.
    pub tokens: Tokens,
}

/// Chats handed over at once, and bytes of their tokens; two such blocks may wait.
const BLOCK: usize = 64;
const BLOCK_BYTES: usize = 4 << 20;

/// Calls `next` on another thread, ahead of `work`, which is given a `next` of its own: the chats come in the same
/// order, and so does the error that ends them.
pub fn ahead<T>(
    mut next: impl FnMut() -> Result<Option<WholeChat>> + Send,
    work: impl FnOnce(&mut dyn FnMut() -> Result<Option<Prepared>>) -> Result<T>,
) -> Result<T> {
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(1);
        scope.spawn(move || {
            loop {
                let block = block(&mut next);
                let last = block.end.is_some();
                // Nobody receives any more when the work has failed.
                if sender.send(block).is_err() || last {
                    return;
                }
            }
        });
        let mut ready = Ready { receiver, chats: Vec::new().into_iter(), end: None };
        work(&mut || ready.next())
    })
}

/// Some chats, and what came behind them where no more come: the end, or an error.
struct Block {
    chats: Vec<Prepared>,
    end: Option<Result<()>>,
}

fn block(next: &mut impl FnMut() -> Result<Option<WholeChat>>) -> Block {
    let mut chats = Vec::with_capacity(BLOCK);
    let mut bytes = 0;
    while chats.len() < BLOCK && bytes < BLOCK_BYTES {
        match next() {
            Ok(Some(chat)) => {
                let tokens = Tokens::of(&chat);
                bytes += tokens.size();
                chats.push(Prepared { chat, tokens });
            }
            Ok(None) => return Block { chats, end: Some(Ok(())) },
            Err(error) => return Block { chats, end: Some(Err(error)) },
        }
    }
    Block { chats, end: None }
}

/// The receiving side.
struct Ready {
    receiver: Receiver<Block>,
    chats: std::vec::IntoIter<Prepared>,
    end: Option<Result<()>>,
}

impl Ready {
    fn next(&mut self) -> Result<Option<Prepared>> {
        loop {
            if let Some(chat) = self.chats.next() {
                return Ok(Some(chat));
            }
            match self.end.take() {
                Some(Err(error)) => return Err(error),
                Some(Ok(())) => {
                    self.end = Some(Ok(()));
                    return Ok(None);
                }
                None => {}
            }
            let Ok(block) = self.receiver.recv() else {
                return Err(Error::bug("chats stopped coming without an end"));
            };
            self.chats = block.chats.into_iter();
            self.end = block.end;
        }
    }
}
