//! What each part of a check finds, and that it finds nothing else.

use super::*;
use crate::store::undo::deeds::World;

fn findings(store: &Store) -> Vec<String> {
    let mut found = Vec::new();
    let mut tell = |finding: Finding| {
        found.push(finding.line());
        Ok(())
    };
    store.check(Data::ALL, &mut tell, &|_| Ok(())).unwrap();
    found
}

#[test]
fn a_sound_repository_has_no_findings() {
    let world = World::new();
    assert_eq!(findings(&world.store), [""; 0]);
}
