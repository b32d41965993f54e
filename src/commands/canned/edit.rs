//! `livechats canned add`, `livechats canned edit`

use std::path::PathBuf;

use clap::Args;

use super::{ScopeFlags, read_files, variant};
use crate::commands::listing::{line_of_text, new_name, say_changed};
use crate::commands::text;
use crate::context::{Context, Work};
use crate::error::{Error, Result};
use crate::model::canned::{COLUMNS, Canned, Scope, Variant, form, language, tag};
use crate::model::permission::{Need, Thing};
use crate::store::{CannedChange, CannedFiles};

const ADD_EXAMPLES: &str = "\
Examples:
  livechats canned add hello 'Hello {{ person.name | default(\"there\") }}!'
  livechats canned add hello 'Hello!' --language en --variant 'es=¡Hola!' --tag greeting
  livechats canned add refund --team Billing --attach terms.pdf    the text in the editor
  livechats canned add hours - < hours.txt";

/// Make a canned reply
#[derive(Args, Debug)]
#[command(after_help = ADD_EXAMPLES)]
pub struct Add {
    /// The short name
    #[arg(value_name = "NAME", value_parser = new_name)]
    name: String,
    /// The text; - for standard input; left out: in the editor ($VISUAL, $EDITOR), with all that belongs to it
    #[arg(value_name = "TEXT")]
    text: Option<String>,
    /// What it is, in a line
    #[arg(long, value_name = "TEXT", value_parser = line_of_text)]
    title: Option<String>,
    /// Language of the text
    #[arg(long, value_name = "LANGUAGE", value_parser = language::canonical)]
    language: Option<String>,
    /// The text in another language; may be given again
    #[arg(long, value_name = "LANGUAGE=TEXT", value_parser = variant)]
    variant: Vec<Variant>,
    #[command(flatten)]
    scope: ScopeFlags,
    /// A word to find it by; may be given again
    #[arg(long, value_name = "TAG", value_parser = tag)]
    tag: Vec<String>,
    /// A file to go along; may be given again
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
    /// A file with all of it as the editor shows it; - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "title", "language", "variant", "team", "rep", "tag"])]
    form: Option<PathBuf>,
}

impl Work for Add {
    fn need(&self) -> Need {
        Need::Manage(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let files = read_files(cx, &self.attach)?;
        if let Some(path) = &self.form {
            let written = text::of_file(cx, path)?;
            return make(cx, &read_form(&self.name, &written, &path.display().to_string())?, &files);
        }
        let canned = Canned {
            title: self.title,
            language: self.language,
            variants: self.variant,
            scope: self.scope.scope().unwrap_or_default(),
            tags: self.tag,
            name: self.name,
            text: String::new(),
        };
        if let Some(text) = text::given(cx, self.text.as_deref())? {
            return make(cx, &Canned { text, ..canned }, &files);
        }
        let written = text::edited(cx, form::print(&canned).trim_end(), &about(&canned.name))?;
        let made = read_form(&canned.name, &written, YOUR_TEXT).and_then(|canned| make(cx, &canned, &files));
        text::kept(cx, Some(&written), &format!("livechats canned add {} --form", text::shell(&canned.name)), made)
    }
}

fn make(cx: &mut Context, canned: &Canned, files: &[crate::model::attachment::NewAttachment]) -> Result<()> {
    let CannedChange { row, operation } = cx.store_for_writing()?.add_canned(&cx.actor(), canned, files)?;
    let sentence = match operation {
        Some(operation) => {
            format!("Made the canned reply {}. Take it back: livechats undo {operation}", row.canned.name)
        }
        None => format!("Made the canned reply {}.", row.canned.name),
    };
    say_changed(cx, COLUMNS, &[row], &sentence)
}

const EDIT_EXAMPLES: &str = "\
Examples:
  livechats canned edit hello                           in the editor, every language at once
  livechats canned edit hello --text 'Good day!' --variant 'fr=Bonjour !' --no-variant es
  livechats canned edit hello --team Billing --tag money --untag greeting
  livechats canned edit hello --name welcome
  livechats canned show hello --form | sed s/Hello/Hi/ | livechats canned edit hello --form -";

/// Change a canned reply: in the editor, or by flags
///
/// The editor shows title, language, scope and tags, a blank line, the text, and each other language behind a line such
/// as "--- es". What cannot be read is refused, and what you wrote is kept in a file that the error names.
#[derive(Args, Debug)]
#[command(after_help = EDIT_EXAMPLES)]
pub struct Edit {
    /// Its name or number
    #[arg(value_name = "CANNED")]
    canned: String,
    #[command(flatten)]
    change: EditFlags,
    #[command(flatten)]
    scope: ScopeFlags,
    /// For everybody
    #[arg(long, conflicts_with_all = ["team", "rep"])]
    everybody: bool,
    /// A file with all of it as the editor shows it; - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["EditFlags", "ScopeFlags", "everybody"])]
    form: Option<PathBuf>,
}

/// What shall change.
#[derive(Args, Debug)]
struct EditFlags {
    /// Another name
    #[arg(long, value_name = "NAME", value_parser = new_name)]
    name: Option<String>,
    /// Another text; - for standard input
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    text: Option<String>,
    /// What it is, in a line
    #[arg(long, value_name = "TEXT", value_parser = line_of_text, conflicts_with = "no_title")]
    title: Option<String>,
    /// Take the title away
    #[arg(long)]
    no_title: bool,
    /// Language of the text
    #[arg(long, value_name = "LANGUAGE", value_parser = language::canonical, conflicts_with = "no_language")]
    language: Option<String>,
    /// Do not say the language of the text
    #[arg(long)]
    no_language: bool,
    /// The text in another language; may be given again
    #[arg(long, value_name = "LANGUAGE=TEXT", value_parser = variant)]
    variant: Vec<Variant>,
    /// Take the text in this language away; may be given again
    #[arg(long, value_name = "LANGUAGE", value_parser = language::canonical)]
    no_variant: Vec<String>,
    /// A word to find it by; may be given again
    #[arg(long, value_name = "TAG", value_parser = tag)]
    tag: Vec<String>,
    /// Take a tag off; may be given again
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    /// A file to go along; may be given again
    #[arg(long, value_name = "FILE")]
    attach: Vec<PathBuf>,
    /// Name of a file that shall no longer go along; may be given again
    #[arg(long, value_name = "NAME")]
    detach: Vec<String>,
}

impl EditFlags {
    fn is_empty(&self) -> bool {
        let Self {
            name,
            text,
            title,
            no_title,
            language,
            no_language,
            variant,
            no_variant,
            tag,
            untag,
            attach,
            detach,
        } = self;
        let lists = [no_variant, tag, untag, detach];
        let said = [name, text, title, language].iter().any(|said| said.is_some());
        !(said || *no_title || *no_language)
            && variant.is_empty()
            && attach.is_empty()
            && lists.iter().all(|list| list.is_empty())
    }

    /// The words with what shall change.
    fn apply(&self, before: &Canned, text: Option<String>, scope: Option<Scope>) -> Result<Canned> {
        let mut after = before.clone();
        after.text = text.unwrap_or(after.text);
        after.scope = scope.unwrap_or(after.scope);
        if let Some(name) = &self.name {
            after.name.clone_from(name);
        }
        if self.title.is_some() || self.no_title {
            after.title.clone_from(&self.title);
        }
        if self.language.is_some() || self.no_language {
            after.language.clone_from(&self.language);
        }
        for language in &self.no_variant {
            let count = after.variants.len();
            after.variants.retain(|one| one.language != *language);
            if after.variants.len() == count {
                return Err(Error::not_found(format!("canned reply {} has no text in {language}", before.name)));
            }
        }
        for variant in &self.variant {
            after.variants.retain(|one| one.language != variant.language);
            after.variants.push(variant.clone());
        }
        after.tags.extend(self.tag.iter().cloned());
        after.tags.retain(|tag| !self.untag.contains(tag));
        Ok(after)
    }
}

impl Work for Edit {
    fn need(&self) -> Need {
        Need::Manage(Thing::Canned)
    }

    fn run(self, cx: &mut Context) -> Result<()> {
        let name = self.canned;
        if let Some(path) = &self.form {
            let written = text::of_file(cx, path)?;
            let from = path.display().to_string();
            return change(cx, &name, &CannedFiles::default(), |before| read_form(&before.name, &written, &from));
        }
        let flags = self.change;
        let scope = self.scope.scope().or(self.everybody.then_some(Scope::Everybody));
        if !flags.is_empty() || scope.is_some() {
            let text = match &flags.text {
                Some(text) => text::given(cx, Some(text))?,
                None => None,
            };
            let files = CannedFiles { add: read_files(cx, &flags.attach)?, remove: flags.detach.clone() };
            return change(cx, &name, &files, |before| flags.apply(before, text, scope));
        }
        if cx.output.terminal().editor.is_none() {
            return Err(Error::usage("nothing to change, and nobody to change it in an editor here")
                .hint("say what with flags, or give all of it with --form FILE: livechats canned edit --help"));
        }
        let opened = cx.store()?.canned(&name)?.canned;
        let written = text::edited(cx, form::print(&opened).trim_end(), &about(&opened.name))?;
        let changed = read_form(&opened.name, &written, YOUR_TEXT).and_then(|after| {
            change(cx, &name, &CannedFiles::default(), |before| match *before == opened {
                true => Ok(after),
                false => Err(Error::conflict(format!("canned reply {} was changed while you wrote", before.name))),
            })
        });
        text::kept(cx, Some(&written), &format!("livechats canned edit {} --form", text::shell(&name)), changed)
    }
}

fn change(
    cx: &mut Context,
    name: &str,
    files: &CannedFiles,
    edit: impl FnOnce(&Canned) -> Result<Canned>,
) -> Result<()> {
    let CannedChange { row, operation } = cx.store_for_writing()?.edit_canned(&cx.actor(), name, files, edit)?;
    let sentence = match operation {
        Some(operation) => {
            format!("Changed the canned reply {}. Take it back: livechats undo {operation}", row.canned.name)
        }
        None => format!("The canned reply {} is so already.", row.canned.name),
    };
    say_changed(cx, COLUMNS, &[row], &sentence)
}

/// What errors call a text of the editor.
const YOUR_TEXT: &str = "your text";

fn read_form(name: &str, written: &str, from: &str) -> Result<Canned> {
    form::parse(name, written).map_err(|(line, what)| {
        Error::usage(format!("{from}, line {line}: {what}"))
            .hint("livechats canned show NAME --form shows one that can be read")
    })
}

fn about(name: &str) -> Vec<String> {
    std::iter::once(format!("The canned reply {name}. As it is, or empty, it changes nothing."))
        .chain(form::ABOUT.iter().map(|line| (*line).to_owned()))
        .collect()
}
