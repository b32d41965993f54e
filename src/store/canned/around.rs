//! What there is around canned replies, for those who look whether they still fit.

use super::super::Store;
use crate::error::Result;
use crate::model::canned::lint::Surroundings;

impl Store {
    /// The custom fields, the apps, and the canned replies that nobody uses any more since their teams or reps are gone.
    pub fn canned_surroundings(&self) -> Result<Surroundings> {
        let mut around = Surroundings::default();
        let mut fields = self.connection.prepare_cached("SELECT owner, name FROM field")?;
        let mut rows = fields.query([])?;
        while let Some(row) = rows.next()? {
            let known = if row.get::<_, i64>(0)? == 1 { &mut around.chat_fields } else { &mut around.person_fields };
            known.insert(row.get(1)?);
        }
        let mut apps = self.connection.prepare_cached("SELECT name FROM app ORDER BY folded, id")?;
        around.apps = apps.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut lost = self.connection.prepare_cached(
            "SELECT canned.id FROM canned LEFT JOIN rep ON rep.id = canned.rep_id
             WHERE scope = 3 AND rep.removed_at IS NOT NULL
               OR scope = 2 AND NOT EXISTS (SELECT 1 FROM canned_team JOIN team ON team.id = canned_team.team_id
                 JOIN team_rep ON team_rep.team_id = team.id
                 WHERE canned_team.canned_id = canned.id AND team.removed_at IS NULL)",
        )?;
        around.out_of_reach = lost.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(around)
    }
}
