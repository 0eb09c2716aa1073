use super::Localiser;
use crate::brief::{self, Image, Text};
use crate::images::Owner;
use crate::settings;
use crate::view::{Illustration, Letterhead, Picture, paths};

/// Pictures and their captions.
impl Localiser<'_> {
    /// A picture with its alternative text. The check has read every file.
    fn picture(&self, owner: Owner, file: &str, alt: &Text) -> Option<Picture> {
        let (index, picture) = self.images.get(owner, file)?;
        Some(Picture {
            path: format!("/{}", paths::image(index)),
            format: picture.format,
            alt: self.unbroken(alt),
            ratio: picture.ratio,
        })
    }

    /// The portrait of a person.
    pub(super) fn photo(&self, member: &brief::Member) -> Option<Picture> {
        let photo = member.photo.as_ref()?;
        self.picture(Owner::Brief, &photo.file, &photo.alt)
    }

    pub(super) fn illustrations(&self) -> Vec<Illustration> {
        let illustrations = self.brief.illustrations.iter().enumerate();
        let illustration = |(index, one): (usize, &brief::Illustration)| {
            let number = self.numbered("figure", index + 1);
            let caption = one.caption.as_ref().map(|caption| self.text(caption));
            Some(Illustration {
                picture: self.picture(Owner::Brief, &one.file, &one.alt)?,
                caption: caption.map_or_else(|| number.clone(), |caption| format!("{number}. {caption}")),
                source: self.source_number(one.source.as_deref()),
            })
        };
        illustrations.filter_map(illustration).collect()
    }

    pub(super) fn letterhead(
        &self,
        logo: Option<&Image>,
        letterhead: Option<&settings::Letterhead>,
    ) -> Option<Letterhead> {
        if logo.is_none() && letterhead.is_none() {
            return None;
        }
        Some(Letterhead {
            logo: logo.and_then(|logo| self.picture(Owner::Project, &logo.file, &logo.alt)),
            organisation: letterhead.map(|head| self.texts(&head.organisation)).unwrap_or_default(),
            address: letterhead.and_then(|head| Some(self.text(head.address.as_ref()?))),
            contacts: letterhead.map(|head| self.texts(&head.contacts)).unwrap_or_default(),
        })
    }
}
