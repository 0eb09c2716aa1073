//! Who may read a file that is written: the rights of a file survive its replacement, and a private one is
//! never readable by others, not even before it is complete.

use std::fs::{DirBuilder, File, Metadata};
use std::io;

/// The bits of a mode that say who may read, write and run a file.
#[cfg(unix)]
const BITS: u32 = 0o777;

/// Who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Everybody whom the system allows by default.
    #[default]
    Usual,
    /// Its owner.
    Private,
}

impl Access {
    /// The mode of a new file. The system takes away what its user withholds by default.
    #[cfg(unix)]
    pub fn mode(self) -> u32 {
        match self {
            Self::Usual => 0o666,
            Self::Private => 0o600,
        }
    }
}

/// The mode of a file while it is being written: no wider than that of the file it replaces, or than that of
/// a new one.
#[cfg(unix)]
pub fn mode(access: Access, replaced: Option<&Metadata>) -> u32 {
    use std::os::unix::fs::MetadataExt;
    replaced.map_or(access.mode(), |old| old.mode() & BITS)
}

/// Gives a complete file the owner, the group and the mode of the file that it replaces. Where the system
/// does not let the group be kept, the new group gets no more than everybody has.
///
/// # Errors
/// When the system refuses.
#[cfg(unix)]
pub fn keep(file: &File, replaced: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let mut mode = replaced.mode() & BITS;
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (replaced.uid(), replaced.gid()) {
        let group = Some(replaced.gid());
        if fchown(file, Some(replaced.uid()), group).or_else(|_| fchown(file, None, group)).is_err() {
            mode &= !0o070 | (mode & 0o007) << 3;
        }
    }
    file.set_permissions(PermissionsExt::from_mode(mode))
}

/// Gives a complete file the rights of the file that it replaces.
///
/// # Errors
/// When the system refuses.
#[cfg(not(unix))]
pub fn keep(file: &File, replaced: &Metadata) -> io::Result<()> {
    file.set_permissions(replaced.permissions())
}

/// Creates a folder that, if it is private, only its owner can enter.
pub fn folder(access: Access) -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    if access == Access::Private {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    #[cfg(not(unix))]
    let _ = access;
    builder
}
