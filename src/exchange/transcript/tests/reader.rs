//! A reader of HTML that knows only what our pages are made of, and fails at anything else.

/// An element and what is in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// Elements that pages are made of.
const NAMES: &[&str] = &[
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "nav", "table", "thead",
    "tbody", "tr", "th", "td", "a", "main", "article", "section", "dl", "div", "dt", "dd", "ol", "ul", "li", "span",
    "b", "bdi", "time", "br", "footer",
];

/// Their attributes.
const ATTRIBUTES: &[&str] = &[
    "lang",
    "http-equiv",
    "content",
    "charset",
    "name",
    "class",
    "id",
    "href",
    "rel",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
    "scope",
    "dir",
    "datetime",
    "data-is",
];

/// Reads a page.
pub(super) fn read(page: &str) -> Element {
    let mut rest = page.strip_prefix("<!doctype html>\n").expect("a document type");
    let mut open = vec![Element::default()];
    while !rest.is_empty() {
        if let Some(markup) = rest.strip_prefix('<') {
            let (tag, behind) = markup.split_once('>').expect("the end of a tag");
            rest = behind;
            if let Some(name) = tag.strip_prefix('/') {
                let done = open.pop().unwrap();
                assert_eq!(done.name, name, "an end without a beginning");
                open.last_mut().unwrap().children.push(Node::Element(done));
                continue;
            }
            let element = element(tag);
            if element.name == "style" {
                rest = rest.split_once("</style>").expect("the end of the style").1;
            } else if !matches!(element.name.as_str(), "meta" | "br") {
                open.push(element);
                continue;
            }
            open.last_mut().unwrap().children.push(Node::Element(element));
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let text = unescaped(&rest[..end]);
            open.last_mut().unwrap().children.push(Node::Text(text));
            rest = &rest[end..];
        }
    }
    assert_eq!(open.len(), 1, "{} was not ended", open.last().unwrap().name);
    open.pop().unwrap()
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(NAMES.contains(&name), "an element {name:?}");
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let (key, behind) = rest.split_once("=\"").expect("a value in quotes");
        let (value, behind) = behind.split_once('"').expect("the end of a value");
        assert!(ATTRIBUTES.contains(&key), "an attribute {key:?}");
        attributes.push((key.to_owned(), unescaped(value)));
        rest = behind.strip_prefix(' ').unwrap_or(behind);
    }
    Element { name: name.to_owned(), attributes, children: Vec::new() }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        plain.push_str(before);
        let (name, behind) = behind.split_once(';').expect("the end of a reference");
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            "#13" => '\r',
            _ => panic!("a reference {name:?}"),
        });
        rest = behind;
    }
    plain.push_str(rest);
    assert!(!plain.contains('\0'));
    plain
}

impl Element {
    /// An attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    /// Its text, with each control character that a mark stands for.
    pub(super) fn text(&self) -> String {
        if self.attribute("class").as_deref() == Some("mark") && self.attribute("data-is").is_none() {
            let [Node::Text(mark)] = self.children.as_slice() else { panic!("a mark of nothing") };
            return stood_for(mark).to_string();
        }
        let text = |node: &Node| match node {
            Node::Element(element) => element.text(),
            Node::Text(text) => text.clone(),
        };
        self.children.iter().map(text).collect()
    }

    /// Itself and all elements in it.
    fn all(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        let within = self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element.all()),
            Node::Text(_) => None,
        });
        Box::new(std::iter::once(self).chain(within.flatten()))
    }

    /// All elements of this name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.all().filter(move |element| element.name == name)
    }

    /// All elements of this class alone.
    pub(super) fn with_class(&self, class: &str) -> impl Iterator<Item = &Self> {
        self.all().filter(move |element| element.attribute("class").as_deref() == Some(class))
    }

    /// The elements in their order, with what their attributes say; marks and links aside, which texts have.
    pub(super) fn skeleton(&self) -> Vec<String> {
        let own = |element: &&Self| !(element.attribute("class").as_deref() == Some("mark") || element.name == "a");
        let named = |element: &Self| {
            let attributes = element.attributes.iter().filter(|(key, _)| key != "lang");
            format!("{} {:?}", element.name, attributes.collect::<Vec<_>>())
        };
        self.all().filter(own).map(named).collect()
    }
}

/// The control character that a mark stands for.
fn stood_for(mark: &str) -> char {
    match mark.strip_prefix("U+") {
        Some(digits) => char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap(),
        None => match mark.chars().next().map(u32::from) {
            Some(0x2421) => '\u{7f}',
            Some(picture) => char::from_u32(picture - 0x2400).unwrap(),
            None => panic!("an empty mark"),
        },
    }
}
