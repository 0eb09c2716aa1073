//! From pages to a PDF.

use std::str::FromStr;

use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::compile::{Pages, problem};
use super::world::PaperWorld;
use crate::engine::guarded;
use crate::report::Problem;
use crate::template::Origin;

/// PDF/A-2a for the archive (ISO 19005-2) and PDF/UA-1 for screen readers (ISO 14289-1).
pub const DEFAULT_PROFILE: &str = "a-2a,ua-1";
/// PDF/A-3a, which allows any attachment (ISO 19005-3), and PDF/UA-1.
pub const ARCHIVAL_PROFILE: &str = "a-3a,ua-1";

/// The standards that a PDF follows. They are known to be compatible.
#[derive(Debug, Clone)]
pub struct Profile {
    standards: PdfStandards,
    name: String,
    takes_files: bool,
}

impl Profile {
    /// The default profile.
    pub fn usual() -> Self {
        Self::known(DEFAULT_PROFILE)
    }

    /// The profile for papers with attachments: PDF/A-3a (ISO 19005-3) and PDF/UA-1.
    pub fn archival() -> Self {
        Self::known(ARCHIVAL_PROFILE)
    }

    fn known(name: &str) -> Self {
        match name.parse() {
            Ok(profile) => profile,
            Err(error) => panic!("the profile `{name}` is broken ({error})"),
        }
    }

    /// Its name, as [`Profile::from_str`] parses it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether such a PDF may have any attachment: it follows no PDF/A, or PDF/A-3 or PDF/A-4f.
    pub fn takes_files(&self) -> bool {
        self.takes_files
    }
}

impl FromStr for Profile {
    type Err = String;

    /// Parses a list such as `a-2a,ua-1`.
    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let standard = |name: &str| {
            let value = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name.trim());
            serde::Deserialize::deserialize(value).map_err(|_| {
                format!("there is no standard `{name}`: choose from 1.4 to 2.0, a-1b to a-4f, and ua-1")
            })
        };
        let standards: Vec<PdfStandard> = written.split(',').map(standard).collect::<Result<_, _>>()?;
        let old = [
            PdfStandard::A_1a,
            PdfStandard::A_1b,
            PdfStandard::V_1_4,
            PdfStandard::V_1_5,
            PdfStandard::V_1_6,
        ];
        if standards.contains(&PdfStandard::Ua_1) && old.iter().any(|old| standards.contains(old)) {
            return Err(
                "ua-1 needs page headers that screen readers skip, which PDF before 1.7 and PDF/A-1 lack"
                    .to_owned(),
            );
        }
        let closed = [
            PdfStandard::A_1a,
            PdfStandard::A_1b,
            PdfStandard::A_2a,
            PdfStandard::A_2b,
            PdfStandard::A_2u,
            PdfStandard::A_4,
            PdfStandard::A_4e,
        ];
        let takes_files = !standards.iter().any(|standard| closed.contains(standard));
        let standards = PdfStandards::new(&standards).map_err(|error| error.message().to_string())?;
        let name = written.split(',').map(str::trim).collect::<Vec<_>>().join(",");
        Ok(Self { standards, name, takes_files })
    }
}

/// Writes pages as a PDF.
///
/// # Errors
/// Every rule of the profile that the pages break, with the place in the template.
pub fn pdf(world: &PaperWorld<'_>, pages: &Pages, profile: &Profile) -> Result<Vec<u8>, Vec<Problem>> {
    let options = PdfOptions {
        creator: Smart::Custom(Some(format!("spravka {}", env!("CARGO_PKG_VERSION")))),
        standards: profile.standards.clone(),
        ..PdfOptions::default()
    };
    guarded(|| typst_pdf::pdf(&pages.document, &options))?
        .map_err(|errors| errors.iter().map(|error| refusal(world, error)).collect())
}

/// A rule of the profile that the pages break. Transparency comes from an SVG: other pictures are flattened
/// onto white.
fn refusal(world: &PaperWorld<'_>, error: &SourceDiagnostic) -> Problem {
    if world.template().origin() == Origin::BuiltIn
        && error.message.ends_with("the image contains transparency")
    {
        see_through_drawing()
    } else {
        problem(world, error)
    }
}

fn see_through_drawing() -> Problem {
    Problem::error("an SVG drawing has transparent parts, which this standard does not allow")
        .hint("save it as PNG, or make its colours opaque")
        .hint("or choose another standard, such as `--pdf-standard a-2a,ua-1`")
}
