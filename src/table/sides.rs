use super::{CellValue, Entries, Entry, words};

impl Entries {
    /// The people of each side in the order in which the sides first appear; with `None` for those of no
    /// side.
    pub fn by_side(&self) -> Vec<(Option<&[CellValue]>, Vec<&Entry>)> {
        let mut sides: Vec<(Option<&[CellValue]>, Vec<&Entry>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for entry in &self.entries {
            let side = (!entry.side.is_empty()).then_some(entry.side.as_slice());
            let at = *places.entry(entry.side_key()).or_insert_with(|| {
                sides.push((side, Vec::new()));
                sides.len() - 1
            });
            sides[at].1.push(entry);
        }
        sides
    }
}

impl Entry {
    /// The names of the side as one key: equal for two rows of one side, whatever its spaces and capitals.
    fn side_key(&self) -> String {
        let words = self.side.iter().map(|cell| format!("{}={}", cell.path, words::header(&shown(cell))));
        words.collect::<Vec<_>>().join("\n")
    }

    /// Whether the row names a side by one of these names, whatever its spaces and capitals.
    pub fn is_of_side(&self, names: &[String]) -> bool {
        let own: Vec<_> = self.side.iter().map(|cell| words::header(&shown(cell))).collect();
        names.iter().map(|name| words::header(name)).any(|name| !name.is_empty() && own.contains(&name))
    }

    /// The side as the row names it, in its first language.
    pub fn side_name(&self) -> Option<String> {
        self.side.first().map(shown)
    }
}

fn shown(cell: &CellValue) -> String {
    cell.value.as_str().unwrap_or_default().to_owned()
}
