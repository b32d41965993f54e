//! What is used again and again: names by their numbers, and memory for texts.

/// Numbers that are remembered at most: a whole repository may have millions of authors.
const PLACES: u64 = 16_384;

/// Remembers what numbers stand for. Each has one place; of those that share it, the latest is remembered.
#[derive(Debug)]
pub struct Memory<T>(Vec<Option<(i64, T)>>);

impl<T> Default for Memory<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Memory<T> {
    /// What a number stands for, if that is remembered.
    pub fn get(&self, number: i64) -> Option<&T> {
        let (known, what) = self.0.get(place(number))?.as_ref()?;
        (*known == number).then_some(what)
    }

    /// Remembers what a number stands for.
    pub fn keep(&mut self, number: i64, what: T) {
        let place = place(number);
        if place >= self.0.len() {
            self.0.resize_with(place + 1, || None);
        }
        self.0[place] = Some((number, what));
    }
}

fn place(number: i64) -> usize {
    usize::try_from(number.cast_unsigned() % PLACES).unwrap_or_default()
}

/// A list that is filled anew for every chat, in the memory of what it held before: to allocate the texts of millions of
/// messages costs more than to read them.
#[derive(Debug)]
pub struct Spare<T>(Vec<T>);

impl<T> Default for Spare<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Default> Spare<T> {
    /// Empties a list.
    pub fn empty(&mut self, list: &mut Vec<T>) {
        self.0.append(list);
    }

    /// Takes one back.
    pub fn keep(&mut self, one: T) {
        self.0.push(one);
    }

    /// One more for a list: its value is one of some time before.
    pub fn one(&mut self) -> T {
        self.0.pop().unwrap_or_default()
    }
}

/// Puts a text where another was, in its memory.
pub fn set(place: &mut String, text: &str) {
    place.clear();
    place.push_str(text);
}

/// The same where there may be none.
pub fn set_some(place: &mut Option<String>, text: Option<&str>) {
    match (place, text) {
        (Some(place), Some(text)) => set(place, text),
        (place, text) => *place = text.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_share_a_place_are_not_confused() {
        let mut memory = Memory::default();
        let far = 5 + i64::try_from(PLACES).unwrap();
        assert_eq!(memory.get(5), None);
        memory.keep(5, 'a');
        assert_eq!((memory.get(5), memory.get(far), memory.get(4)), (Some(&'a'), None, None));
        memory.keep(far, 'b');
        assert_eq!((memory.get(5), memory.get(far)), (None, Some(&'b')));
        memory.keep(-1, 'c');
        assert_eq!(memory.get(-1), Some(&'c'));
    }

    #[test]
    fn a_text_takes_the_place_of_another() {
        let mut place = Some("a long text".to_owned());
        for text in [Some("short"), None, Some(""), Some("x")] {
            set_some(&mut place, text);
            assert_eq!(place.as_deref(), text);
        }
    }
}
