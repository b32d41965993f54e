//! What is written is read back by the crate's own reader.

use std::fs::File;

use parquet::file::reader::{FileReader, SerializedFileReader};

use super::*;
use crate::exchange::output_folder::OutputFolder;
use crate::model::time::Time;

const COLUMNS: &[Named<'_>] = &[
    ("id", Kind::Number),
    ("at", Kind::Time),
    ("amount", Kind::Decimal),
    ("express", Kind::Toggle),
    ("due", Kind::Date),
    ("text", Kind::Text),
    ("tags", Kind::List),
];

fn written(sheet: &Sheet, batches: &[&[Batch]]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    let mut writer = ParquetWriter::file(sheet, &mut file);
    batches.iter().for_each(|batches| writer.take(batches).unwrap());
    writer.finish().unwrap();
    drop(writer);
    file
}

fn rows(file: File) -> Vec<String> {
    let reader = SerializedFileReader::new(file).unwrap();
    reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect()
}

fn time(text: &str) -> Option<Time> {
    Time::parse(text, &TimeZone::UTC).map(|read| read.time)
}

#[test]
fn every_value_comes_back_as_what_it_was() {
    let sheet = Sheet::new(COLUMNS, &[("zone", "UTC".into())], None).unwrap();
    let tags = ["vip".to_owned(), "a,b".to_owned()];
    let mut batches = Vec::new();
    sheet.row(
        [
            Cell::Number(i64::MAX),
            Cell::time(time("2026-01-31T09:00:00.123456Z")),
            Cell::Decimal("4.50"),
            Cell::Toggle(false),
            Cell::Text("2026-02-28"),
            Cell::Text("你好 \0\u{1b}\n\"x\""),
            Cell::List(&tags),
        ],
        &mut batches,
    );
    sheet.row(COLUMNS.iter().map(|(_, kind)| Cell::Empty(*kind)), &mut batches);
    assert_eq!(batches.len(), 1);
    let file = written(&sheet, &[&batches]);
    let reader = SerializedFileReader::new(file.try_clone().unwrap()).unwrap();
    let says = reader.metadata().file_metadata().key_value_metadata().unwrap();
    assert_eq!((says[0].key.as_str(), says[0].value.as_deref()), ("livechats.zone", Some("UTC")));
    let [full, empty] = &rows(file)[..] else { panic!() };
    assert_eq!(
        full,
        "{id: 9223372036854775807, at: 2026-01-31 09:00:00.123456 +00:00, amount: 4.5, express: false, due: 2026-02-28, \
         text: \"你好 \0\u{1b}\n\"x\"\", tags: [\"vip\", \"a,b\"]}"
    );
    assert_eq!(empty, "{id: null, at: null, amount: null, express: null, due: null, text: null, tags: []}");
}

#[test]
fn without_rows_there_is_a_file_that_tells_the_columns() {
    let sheet = Sheet::new(COLUMNS, &[], None).unwrap();
    let reader = SerializedFileReader::new(written(&sheet, &[])).unwrap();
    assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    assert_eq!(reader.metadata().file_metadata().schema_descr().num_columns(), COLUMNS.len());
}

#[test]
fn row_groups_are_bounded_by_rows_and_by_bytes() {
    let sheet = Sheet::new(&[("id", Kind::Number), ("text", Kind::Text)], &[], None).unwrap();
    let groups = |rows: usize, text: &str| {
        let mut batches = Vec::new();
        (0..rows).for_each(|_| sheet.row([Cell::Number(1), Cell::Text(text)], &mut batches));
        let reader = SerializedFileReader::new(written(&sheet, &[&batches[..]; 10])).unwrap();
        (0..reader.num_row_groups()).map(|group| reader.metadata().row_group(group).num_rows()).collect::<Vec<_>>()
    };
    assert_eq!(groups(15_000, "x"), [135_000, 15_000]);
    assert_eq!(groups(1, &"x".repeat(10 << 20)), [2; 5]);
}

#[test]
fn months_are_those_of_the_zone_and_come_back_when_they_must() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history");
    let output = OutputFolder::create(&path).unwrap();
    let zone = TimeZone::get("Asia/Bangkok").unwrap();
    let sheet = Sheet::new(&[("id", Kind::Number)], &[], Some(zone)).unwrap();
    let mut writer = ParquetWriter::folder(&sheet, &output);
    let times = [time("2026-01-31T16:59:59Z"), time("2026-01-31T17:00:00Z"), time("2026-01-31T16:59:59Z"), None, None];
    for (id, at) in (1..).zip(times) {
        let mut batches = Vec::new();
        sheet.row([Cell::time(at), Cell::Number(id)], &mut batches);
        writer.take(&batches).unwrap();
    }
    writer.finish().unwrap();
    drop(writer);
    output.finish().unwrap();
    for (name, expected) in [
        ("created_month=2026-01/part-0001.parquet", &["{id: 1}"][..]),
        ("created_month=2026-01/part-0002.parquet", &["{id: 3}"]),
        ("created_month=2026-02/part-0001.parquet", &["{id: 2}"]),
        ("created_month=unknown/part-0001.parquet", &["{id: 4}", "{id: 5}"]),
    ] {
        assert_eq!(rows(File::open(path.join(name)).unwrap()), expected, "{name}");
    }
}

#[test]
fn what_does_not_fit_is_counted_once() {
    let sheet = Sheet::new(&[("amount", Kind::Decimal)], &[], None).unwrap();
    let mut batches = Vec::new();
    ["4.50", "many", ""].iter().for_each(|digits| sheet.row([Cell::Decimal(digits)], &mut batches));
    let mut out = Vec::new();
    let mut writer = ParquetWriter::file(&sheet, &mut out);
    writer.take(&batches).unwrap();
    writer.finish().unwrap();
    assert_eq!(writer.unheld().misfits, 2);
}

#[test]
fn a_full_disk_is_told_as_one() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::from_raw_os_error(28))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let sheet = Sheet::new(&[("id", Kind::Number)], &[], None).unwrap();
    let mut batches = Vec::new();
    sheet.row([Cell::Number(1)], &mut batches);
    let mut writer = ParquetWriter::file(&sheet, Full);
    let failed = writer.take(&batches).and_then(|()| writer.finish()).unwrap_err();
    assert_eq!(failed.exit_code(), 14, "{failed}");
}
