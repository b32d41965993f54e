//! What a template may say: checked on its syntax before anything of it is run.

use std::ops::Range;

use minijinja::machinery::ast::{BinOpKind, CallArg, CompareOpKind, Expr, Stmt, UnaryOpKind};
use minijinja::machinery::{Span, Token, WhitespaceConfig, parse, tokenize};
use minijinja::value::Value;

use super::{FILTERS, Fault, LONGEST, VARIABLES, filter, of_engine};

/// The most `{{ … }}` and `{% … %}` in a template.
const MOST_TAGS: usize = 300;

/// The most words and signs in one of them. Both bounds keep the tree shallow enough to walk.
const MOST_WORDS: usize = 100;

/// A template that may be run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// The variables in it, in order.
    pub variables: Vec<Use>,
}

/// A variable in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// As it is written: `person.name`.
    pub name: String,
    /// Its parts.
    pub path: Vec<String>,
    /// Its line, from 1.
    pub line: usize,
    /// Whether it may be unknown: a default stands beside it, or it is asked for.
    pub(super) is_defaulted: bool,
    /// Its bytes.
    pub(super) place: Range<usize>,
}

/// Checks a template.
///
/// # Errors
/// The first thing in it that a canned reply does not have.
pub fn check(source: &str) -> Result<Checked, Fault> {
    if source.len() > LONGEST {
        return Err(Fault::limit(format!("the text is longer than {} KiB", LONGEST >> 10)));
    }
    // Beyond that the engine's own counting of lines and columns ends.
    if source.contains('\0') {
        return Err(Fault::new(None, "the text holds a NUL character"));
    }
    measure(source)?;
    let tree = parse(source, "text", Default::default(), WhitespaceConfig::default())
        .map_err(|error| of_engine(&error).hint("livechats canned --help tells what a text may say"))?;
    let mut checked = Checked::default();
    statement(&tree, &mut checked)?;
    Ok(checked)
}

/// Counts before anything is built: a tree that is too deep could not even be taken down again.
fn measure(source: &str) -> Result<(), Fault> {
    let (mut tags, mut words) = (0, 0);
    for token in tokenize(source, false, Default::default(), WhitespaceConfig::default()) {
        // What cannot be read is told by the parser, with its place.
        let Ok((token, span)) = token else { return Ok(()) };
        match token {
            Token::VariableStart | Token::BlockStart => {
                tags += 1;
                words = 0;
            }
            _ => words += 1,
        }
        let line = Some(usize::from(span.start_line));
        if tags > MOST_TAGS {
            let what = format!("more than {MOST_TAGS} places to fill in");
            return Err(Fault { line, ..Fault::limit(what) });
        }
        if words > MOST_WORDS {
            let what = format!("more than {MOST_WORDS} words and signs between {{{{ and }}}}");
            return Err(Fault { line, ..Fault::limit(what) });
        }
    }
    Ok(())
}

fn refuse(span: Span, what: &str) -> Fault {
    Fault::new(Some(usize::from(span.start_line)), format!("{what} cannot stand in a canned reply"))
        .hint("livechats canned --help tells what can")
}

fn statement(one: &Stmt<'_>, out: &mut Checked) -> Result<(), Fault> {
    match one {
        Stmt::Template(template) => template.children.iter().try_for_each(|child| statement(child, out)),
        Stmt::EmitRaw(_) => Ok(()),
        Stmt::EmitExpr(emit) => expression(&emit.expr, false, out),
        Stmt::IfCond(condition) => {
            expression(&condition.expr, false, out)?;
            let bodies = condition.true_body.iter().chain(&condition.false_body);
            bodies.into_iter().try_for_each(|child| statement(child, out))
        }
        Stmt::ForLoop(at) => Err(refuse(at.span(), "a loop (for)")),
        Stmt::WithBlock(at) => Err(refuse(at.span(), "with")),
        Stmt::Set(at) => Err(refuse(at.span(), "set")),
        Stmt::SetBlock(at) => Err(refuse(at.span(), "set")),
        Stmt::AutoEscape(at) => Err(refuse(at.span(), "autoescape")),
        Stmt::FilterBlock(at) => Err(refuse(at.span(), "a filter block")),
        Stmt::Do(at) => Err(refuse(at.span(), "do")),
        #[expect(unreachable_patterns, reason = "other features of the engine would bring more kinds of statements")]
        _ => Err(Fault::new(None, "something that no canned reply has")),
    }
}

/// `is_defaulted`: whether a variable right here may be unknown.
fn expression(one: &Expr<'_>, is_defaulted: bool, out: &mut Checked) -> Result<(), Fault> {
    match one {
        Expr::Const(_) => Ok(()),
        Expr::Var(_) | Expr::GetAttr(_) | Expr::GetItem(_) => variable(one, is_defaulted, out),
        Expr::UnaryOp(operation) if matches!(operation.op, UnaryOpKind::Not) => expression(&operation.expr, false, out),
        Expr::UnaryOp(at) => Err(refuse(at.span(), "arithmetic")),
        Expr::BinOp(operation) => {
            use BinOpKind::{
                Add, Concat, Div, Eq, FloorDiv, Gt, Gte, In, Lt, Lte, Mul, Ne, Pow, Rem, ScAnd, ScOr, Sub,
            };
            match operation.op {
                Eq | Ne | Lt | Lte | Gt | Gte | ScAnd | ScOr | Concat | In => {}
                Add | Sub | Mul | Div | FloorDiv | Rem | Pow => return Err(refuse(operation.span(), "arithmetic")),
            }
            expression(&operation.left, false, out)?;
            expression(&operation.right, false, out)
        }
        Expr::Compare(comparison) => {
            use CompareOpKind::{Eq, Gt, Gte, In, Lt, Lte, Ne, NotIn};
            expression(&comparison.expr, false, out)?;
            comparison.ops.iter().try_for_each(|step| match step.op {
                Eq | Ne | Lt | Lte | Gt | Gte | In | NotIn => expression(&step.expr, false, out),
            })
        }
        Expr::IfExpr(choice) => {
            expression(&choice.test_expr, false, out)?;
            expression(&choice.true_expr, false, out)?;
            match &choice.false_expr {
                Some(otherwise) => expression(otherwise, false, out),
                None => Err(refuse(choice.span(), "if without else between {{ and }}")),
            }
        }
        Expr::Filter(call) => {
            let line = Some(usize::from(call.span().start_line));
            let known = FILTERS.iter().find(|(form, _)| form.split('(').next() == Some(call.name));
            let Some((form, _)) = known else {
                let names: Vec<&str> = FILTERS.iter().map(|(form, _)| *form).collect();
                return Err(Fault::new(line, format!("there is no filter {}", call.name))
                    .hint(format!("filters are {}", names.join(", "))));
            };
            let wanted = usize::from(form.contains('('));
            let arguments = arguments(&call.args, out)?;
            if arguments.len() != wanted {
                return Err(Fault::new(line, format!("the filter {} is written {form}", call.name)));
            }
            if let ("date", Some(Some(format))) = (call.name, arguments.first()) {
                let format = format.as_str().unwrap_or_default();
                filter::date("2026-01-31T09:00:00+00:00", format).map_err(|what| Fault::new(line, what))?;
            }
            match &call.expr {
                Some(within) => expression(within, call.name == "default", out),
                None => Err(refuse(call.span(), "a filter of nothing")),
            }
        }
        Expr::Test(test) => {
            if test.name != "defined" || !test.args.is_empty() {
                return Err(refuse(test.span(), &format!("is {}", test.name)));
            }
            expression(&test.expr, true, out)
        }
        Expr::Slice(at) => Err(refuse(at.span(), "a slice")),
        Expr::Call(at) => Err(refuse(at.span(), "a call")),
        Expr::List(at) => Err(refuse(at.span(), "a list")),
        Expr::Map(at) => Err(refuse(at.span(), "a map")),
    }
}

/// The arguments of a filter: what each is where it is constant.
fn arguments(all: &[CallArg<'_>], out: &mut Checked) -> Result<Vec<Option<Value>>, Fault> {
    all.iter()
        .map(|argument| match argument {
            CallArg::Pos(value) => {
                expression(value, false, out)?;
                Ok(if let Expr::Const(value) = value { Some(value.value.clone()) } else { None })
            }
            CallArg::Kwarg(name, value) => Err(refuse(value.span(), &format!("{name}="))),
            CallArg::PosSplat(value) | CallArg::KwargSplat(value) => Err(refuse(value.span(), "*")),
        })
        .collect()
}

fn variable(one: &Expr<'_>, is_defaulted: bool, out: &mut Checked) -> Result<(), Fault> {
    let mut path = Vec::new();
    let mut at = one;
    loop {
        match at {
            Expr::Var(name) => {
                path.push(name.id.to_owned());
                break;
            }
            Expr::GetAttr(attribute) => {
                path.push(attribute.name.to_owned());
                at = &attribute.expr;
            }
            Expr::GetItem(item) => {
                let name = match &item.subscript_expr {
                    Expr::Const(name) => name.value.as_str().map(str::to_owned),
                    _ => None,
                };
                path.push(name.ok_or_else(|| refuse(item.span(), "[…] with anything but a name in quotes"))?);
                at = &item.expr;
            }
            other => return Err(refuse(other.span(), "a part of what is no variable")),
        }
    }
    path.reverse();
    let span = one.span();
    let line = usize::from(span.start_line);
    if !is_known(&path) {
        let name = path.join(".");
        let nearest = VARIABLES.iter().find(|(known, _)| known.starts_with(&format!("{name}.")));
        let near = nearest.or_else(|| VARIABLES.iter().find(|(known, _)| distance(known, &name) <= 2));
        let hint =
            near.map_or("livechats canned --help lists them".to_owned(), |(near, _)| format!("did you mean {near}"));
        return Err(Fault::new(Some(line), format!("there is no variable {name}")).hint(hint));
    }
    let place = span.start_offset as usize..span.end_offset as usize;
    let plain = |part: &String| part.chars().all(|c| c.is_alphanumeric() || c == '_');
    let name = match &path[..] {
        [owner, field, name] if !plain(name) => format!("{owner}.{field}[\"{name}\"]"),
        parts => parts.join("."),
    };
    out.variables.push(Use { name, path, line, is_defaulted, place });
    Ok(())
}

fn is_known(path: &[String]) -> bool {
    match path {
        [owner, field, name] if field == "field" => ["person", "chat"].contains(&owner.as_str()) && !name.is_empty(),
        path => VARIABLES.iter().any(|(known, _)| known.split('.').eq(path.iter().map(String::as_str))),
    }
}

/// How many letters have to be put in, taken out or changed to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in (1..).zip(one.chars()) {
        let mut before = row[0];
        row[0] = at;
        for (place, theirs) in (1..).zip(&other) {
            let changed = before + usize::from(letter != *theirs);
            before = row[place];
            row[place] = changed.min(before + 1).min(row[place - 1] + 1);
        }
    }
    row[other.len()]
}
