use std::num::NonZeroU32;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// A share of the briefs: the third of sixteen is written `3/16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: NonZeroU32,
    of: NonZeroU32,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let parts =
            written.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        let shard = parts.map(|(number, of)| Self { number, of }).filter(|shard| shard.number <= shard.of);
        shard.ok_or_else(|| "a share is written `3/16`: the third of sixteen".to_owned())
    }
}

impl Shard {
    /// Whether the brief with this name belongs to this share. Only the name counts, so a brief belongs to
    /// exactly one share and stays in it when others are added or removed.
    pub fn has(self, name: &str) -> bool {
        let hash = Sha256::digest(name.replace('\\', "/"));
        let number = hash.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.of.get()) == u64::from(self.number.get() - 1)
    }
}
