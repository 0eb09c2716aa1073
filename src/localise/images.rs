use super::Localiser;
use super::view::{Letterhead, Picture};
use crate::brief::Image;
use crate::images::Owner;
use crate::settings;
use crate::world;

/// Pictures, and the letterhead that has one.
impl Localiser<'_> {
    /// A picture with its words. The check has read every file.
    fn picture(&self, owner: Owner, image: &Image) -> Option<Picture> {
        let (index, picture) = self.images.get(owner, &image.file)?;
        Some(Picture {
            path: format!("/{}", world::image(index)),
            format: picture.format,
            alt: self.unbroken(&image.alt),
            ratio: picture.ratio,
        })
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
            logo: logo.and_then(|logo| self.picture(Owner::Project, logo)),
            organisation: letterhead.map(|head| self.texts(&head.organisation)).unwrap_or_default(),
            address: letterhead.and_then(|head| Some(self.text(head.address.as_ref()?))),
            contacts: letterhead.map(|head| self.texts(&head.contacts)).unwrap_or_default(),
        })
    }
}
