use crate::archive::fixity::Damage;
use crate::archive::store::BagName;
use crate::report::Problem;

/// A value in a file of a bag does not follow from where it comes from.
pub fn differs(bag: BagName, key: &str, file: &str, origin: &str) -> Problem {
    Problem::error(format!("record `{bag}`: `{key}` in `{file}` is not that of {origin}"))
        .hint("restore the folder of the record from a copy of the archive")
}

/// A file of a bag does not follow from where it comes from.
pub fn file_differs(bag: BagName, file: &str, origin: &str) -> Problem {
    Problem::error(format!("record `{bag}`: `{file}` is not that of {origin}"))
        .hint("restore the folder of the record from a copy of the archive")
}

/// A file that belongs to nothing, although the manifest lists it.
pub fn unclaimed(bag: BagName, file: &str) -> Problem {
    Problem::error(format!("record `{bag}`: `{file}` is extra: nothing refers to it"))
        .hint("restore the folder of the record from a copy of the archive")
}

/// A bag is in the folder of another one.
pub fn misnamed(bag: BagName, inside: BagName) -> Problem {
    Problem::error(format!("record `{bag}`: the folder holds record `{inside}`"))
        .hint("restore the folder of the record from a copy of the archive")
}

/// A file of a bag is not as its manifests say.
pub fn damaged(bag: BagName, damage: &Damage) -> Problem {
    Problem::error(format!("record `{bag}`: {damage}"))
        .hint("restore the folder of the record from a copy of the archive")
}
