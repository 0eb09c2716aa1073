//! What the program's own tests and benchmarks use, by the modules it is from. It is not part of the
//! library's interface: anything here may change with any version.

#[cfg(feature = "archive")]
pub mod archive {
    pub mod bag {
        pub use crate::archive::bag::{
            DECLARATION, DECLARED, INFO, MANIFEST, PAYLOAD, TAG_MANIFEST, manifest,
        };
    }

    pub mod event {
        pub use crate::archive::event::{Change, Event, RecordStatus};
    }

    pub mod id {
        pub use crate::archive::id::Id;
    }

    pub mod index {
        pub use crate::archive::index::{Filter, Hit, Index};

        pub mod analysis {
            pub use crate::archive::index::analysis::Analysis;

            pub mod kazakh {
                pub use crate::archive::index::analysis::kazakh::stem;
            }
        }
    }

    pub mod ledger {
        pub use crate::archive::ledger::LEDGER;
        pub use crate::archive::ledger::account::{Account, Flaw};
        pub use crate::archive::ledger::addition::Addition;
        pub use crate::archive::ledger::entry::{Deed, Entry, ORIGIN, Sealed, Subject};
    }

    pub mod record {
        pub use crate::archive::record::{
            FORMAT, Filed, FiledPaper, MadeWith, Milestone, Record, RecordedPerson, RecordedSide, What,
            Wordings,
        };
    }

    pub mod store {
        pub use crate::archive::store::{BagName, EVENT, RECORD, Store};
    }

    pub mod summary {
        pub use crate::archive::summary::{RecordSummary, schema};
    }
}

pub mod assets {
    pub use crate::assets::closing_words;
}

pub mod audience {
    pub use crate::audience::{keep, tags};
}

pub mod brief {
    pub use crate::brief::{
        Brief, Date, InterpreterPlace, Member, Role, SeatingOrder, TableShape, fields, organisations_schema,
        people_schema, schema, written_schema,
    };
}

pub mod calendar {
    pub use crate::calendar::{definition, named, names};
}

pub mod check {
    pub use crate::check::{Checked, Wanted, check};
}

pub mod close {
    pub use crate::close::close;
}

pub mod commands {
    pub use crate::commands::{members, well};
}

pub mod digest {
    pub use crate::digest::sha256;
}

pub mod engine {
    pub use crate::engine::guarded;
}

pub mod fields {
    pub use crate::fields::{Kind, names_in_order, written};
}

pub mod files {
    pub mod tree {
        pub use crate::files::tree::FileTree;
    }
}

pub mod fonts {
    pub use crate::fonts::files;
}

pub mod key_path {
    pub use crate::key_path::KeyPath;
}

pub mod images {
    pub use crate::images::{Images, Owner, Picture, cleaned};
}

pub mod language {
    pub use crate::language::{Columns, DatePatterns, Language, LanguageFile, NamePart, WrittenDate};
}

pub mod letters {
    pub use crate::letters::{is_letter, is_letter_or_digit, nfc, script};
}

pub mod limits {
    pub use crate::limits::{
        BRIEF_BYTES, CACHE_BYTES, CELL_CHARACTERS, COMBINING_MARKS, COMPARED_LETTERS, COPIES, FILED_BYTES,
        INCLUDE_DEPTH, INCLUDED_VALUES, ITEMS, JPEG_SCANS, KEY_PATH_STEPS, LISTED_NAMES, MARKDOWN_SIGNS,
        MEETING_DAYS, MERGED_VALUES, MESSAGE_CHARACTERS, METADATA_BYTES, MIB, NAME_BYTES, NAME_TREE_DEPTH,
        PARAGRAPH_CHARACTERS, PDF_BYTES, PDF_DECODED_BYTES, PDF_DEPTH, PDF_OBJECTS, PDF_REPEATED_BYTES,
        PEOPLE, PICTURE_BYTES, PICTURE_PIXELS, PICTURE_SIDE, PICTURES, PICTURES_BYTES,
        PICTURES_DECODED_BYTES, PROBLEMS, PROFILE_BYTES, PROSE_DEPTH, SEATS, SIGNATURE_BYTES, STACK_BYTES,
        SVG_ATTRIBUTES, SVG_DEPTH, SVG_ENTITY_BYTES, SVG_FILTERED_PIXELS, SVG_NODES, SVG_OWN_STYLE_BYTES,
        SVG_SELECTIONS, SVG_STYLE_BYTES, TABLE_BYTES, TABLE_CELLS, TABLE_COLUMNS, TABLE_FIELDS, TABLE_LINES,
        TABLE_PARTS, TABLE_ROWS, TABLE_SHEETS, TABLE_TEXT_BYTES, TABLE_UNPACKED_BYTES, TEMPLATE_BYTES,
        TEMPLATE_FILES, TEMPLATE_FOLDER_BYTES, TEMPLATE_SECONDS, TEXT_BYTES, TOML_BRANCHES, TOML_TOKENS,
        VALUES,
    };
}

pub mod load {
    pub use crate::load::{Draft, Input, load, load_from, load_text};
}

pub mod localise {
    pub use crate::localise::{Paper, further_texts, localise};
}

pub mod naming {
    pub use crate::naming::{NameField, Pattern, USUAL, Unnamed, Values, Which, folded};
}

pub mod panics {
    pub use crate::panics::{Panic, caught};
}

pub mod parallel {
    pub use crate::parallel::each;
}

pub mod papers {
    pub use crate::papers::{Content, PlannedPaper, Prepared, possible};
}

pub mod provenance {
    pub mod attach {
        pub use crate::provenance::attach::attach;
    }

    pub mod collect {
        pub use crate::provenance::collect::{ProjectFiles, collect};
    }

    pub mod flatten {
        pub use crate::provenance::flatten::in_one_piece;
    }

    pub mod pdf_attachments {
        pub use crate::provenance::pdf_attachments::attachments;
    }

    pub mod recipe {
        pub use crate::provenance::recipe::{Recipe, typst};
    }

    pub mod reproduce {
        pub use crate::provenance::reproduce::verify_bytes;
    }
}

pub mod meeting {
    pub use crate::meeting::{narrow, subjects};
}

pub mod redact {
    pub use crate::redact::redact;
}

pub mod report {
    pub use crate::report::{Blame, MessageFormat, Place, Problem, SourceText, exit_code, render};
}

pub mod seating {
    pub use crate::seating::{Arrangement, Plan, Seat, Sitter, Spot, plan};
}

pub mod settings {
    pub use crate::settings::schema;
}

pub mod table {
    pub use crate::table::{Entries, Entry, Field, Reading, Row, Table, Value, header_row, people, records};
}

pub mod template {
    pub use crate::template::{KindOfPaper, Origin, Template, TemplateFile};
}

pub mod theme {
    pub use crate::theme::Theme;
}

pub mod typeset {
    pub use crate::typeset::{
        DEFAULT_PROFILE, Design, Pages, ParsedTemplate, Profile, compile, pdf, typeset,
    };
}

pub mod view {
    pub use crate::view::paths::attachment;
    pub use crate::view::{Attachment, AttachmentInfo, View};
}
