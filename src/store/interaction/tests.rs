//! Random imports, handoffs, replies, transfers, purges and undos: what is kept is what a full count gives, and what was
//! consumed by chats that are gone stays counted.
