use crate::key_path::KeyPath;
use crate::language::Columns;

/// A field of a member that a column of a table can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `id`
    Id,
    /// `name`
    Name,
    /// `position`
    Position,
    /// `organisation`
    Organisation,
    /// `head`
    Head,
    /// `role`
    Role,
    /// `rank`
    Rank,
    /// `appointed_on`
    AppointedOn,
    /// `honorific`
    Honorific,
    /// `biography`
    Biography,
    /// `photo.file`
    PhotoFile,
    /// `photo.alt`
    PhotoAlt,
}

impl Field {
    /// Every field, in the order in which a brief has them.
    pub const ALL: [Self; 12] = [
        Self::Id,
        Self::Name,
        Self::Position,
        Self::Organisation,
        Self::Head,
        Self::Role,
        Self::Rank,
        Self::AppointedOn,
        Self::Honorific,
        Self::Biography,
        Self::PhotoFile,
        Self::PhotoAlt,
    ];

    /// The key of the field, as in `[[sides.members]]`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Position => "position",
            Self::Organisation => "organisation",
            Self::Head => "head",
            Self::Role => "role",
            Self::Rank => "rank",
            Self::AppointedOn => "appointed_on",
            Self::Honorific => "honorific",
            Self::Biography => "biography",
            Self::PhotoFile => "photo.file",
            Self::PhotoAlt => "photo.alt",
        }
    }

    /// The way to the field from a member.
    pub fn path(self) -> KeyPath {
        self.key().split('.').fold(KeyPath::root(), |path, key| path.key(key))
    }

    /// The headers of the field in a language.
    pub fn headers(self, columns: &Columns) -> &[String] {
        match self {
            Self::Id => &columns.id,
            Self::Name => &columns.name,
            Self::Position => &columns.position,
            Self::Organisation => &columns.organisation,
            Self::Head => &columns.head,
            Self::Role => &columns.role,
            Self::Rank => &columns.rank,
            Self::AppointedOn => &columns.appointed_on,
            Self::Honorific => &columns.honorific,
            Self::Biography => &columns.biography,
            Self::PhotoFile => &columns.photo,
            Self::PhotoAlt => &columns.photo_alt,
        }
    }

    /// Whether the brief may have it once for each language.
    pub fn has_languages(self) -> bool {
        matches!(
            self,
            Self::Name
                | Self::Position
                | Self::Organisation
                | Self::Honorific
                | Self::Biography
                | Self::PhotoAlt
        )
    }

    /// Whether cells that are merged downwards mean that several people share the value. A name is nobody else's.
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Position | Self::Organisation)
    }
}
