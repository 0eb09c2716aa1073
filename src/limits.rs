//! Every limit of what the program reads, in one place. A limit is a promise: whatever keeps within all of
//! them is read in bounded time and memory, and whatever exceeds one is refused with a message that names it.
//!
//! Each has room for several times the largest honest input that is known. The limits of values (a page
//! margin, a length of time) are in the types of the values.

/// A mebibyte, the unit of file sizes.
pub const MIB: u64 = 1024 * 1024;

// Briefs, `spravka.toml`, registers and included files.

/// The bytes of one TOML file. A visit of five hundred people needs less than one MiB.
pub const BRIEF_BYTES: u64 = 16 * MIB;
/// The words and signs of one TOML file, spaces and line ends included. A register of ten thousand people has
/// half as many. The parser takes 100 bytes for each.
pub const TOML_TOKENS: usize = 2_000_000;
/// The brackets and dots of one TOML file outside of texts, each of which may begin a table. A table takes
/// 4 kB of memory until the file is checked.
pub const TOML_BRANCHES: usize = 150_000;
/// The values of a brief with all that it includes. A visit of five hundred people in three languages has
/// 20,000.
pub const VALUES: usize = 100_000;
/// The items of all lists of a brief. A list of 10,000 takes 3 seconds to lay out.
pub const ITEMS: usize = 10_000;
/// The people of a brief. The place cards for 3,000 take 4 seconds and 900 MB to lay out.
pub const PEOPLE: usize = 3000;
/// The bytes of all texts of a brief. They take 4 seconds and 600 MB to lay out.
pub const TEXT_BYTES: usize = 2 * MIB as usize;
/// The characters of a text on one line, or of a paragraph: four pages. Lines are broken in a time that grows
/// with the square of the paragraph, and a PDF has no room for a longer title.
pub const PARAGRAPH_CHARACTERS: usize = 10_000;
/// The signs of Markdown in all texts of a brief, line ends included. Each list item takes 20 kB to lay out.
pub const MARKDOWN_SIGNS: usize = 30_000;
/// The combining marks on one letter: those of Unicode's stream-safe text format.
pub const COMBINING_MARKS: usize = 30;
/// The values of all included files together, each counted as often as it is included.
pub const INCLUDED_VALUES: usize = 1_000_000;
/// The problems of one file that are shown; nobody reads more at once.
pub const PROBLEMS: usize = 1000;
/// The characters of a message or a hint: ten lines.
pub const MESSAGE_CHARACTERS: usize = 1000;
/// How deep files may include files: a deeper nest is most likely a mistake.
pub const INCLUDE_DEPTH: usize = 50;
/// The steps of a key path, and how deep tables and lists nest. A brief nests seven deep.
pub const KEY_PATH_STEPS: usize = 32;
/// How deep lists and styles of a long text nest; deeper ones are printed as written, since no paper has room
/// for more indents.
pub const PROSE_DEPTH: usize = 6;
/// The days of a meeting. More is a slip in the year.
pub const MEETING_DAYS: i64 = 366;
/// The people of a seating plan: their numbers are legible on one sheet.
pub const SEATS: usize = 100;

// File names and copies.

/// The bytes in UTF-8 of the name of a file or folder: the limit of Linux. Windows and macOS count
/// characters, up to as many.
pub const NAME_BYTES: usize = 255;
/// The numbered copies of a paper: their numbers have three digits.
pub const COPIES: u32 = 999;

// Tables of people and of rows.

/// The bytes of a table's file. A list of 100,000 people has 10 MiB.
pub const TABLE_BYTES: u64 = 32 * MIB;
/// The bytes of a workbook's unpacked parts: six times its file, as XML packs about as well.
pub const TABLE_UNPACKED_BYTES: u64 = 192 * MIB;
/// The files in a workbook. One with a hundred sheets has about 300.
pub const TABLE_PARTS: usize = 10_000;
/// The rows, header included.
pub const TABLE_ROWS: u32 = 100_000;
/// The columns: no list of people has as many, and an empty sheet may be formatted to column 16,384.
pub const TABLE_COLUMNS: u32 = 256;
/// The rows of a CSV file, blank ones included: as many as a spreadsheet has.
pub const TABLE_LINES: u32 = 1_048_576;
/// The cells of a row of a CSV file, blank ones included: as many as a spreadsheet has.
pub const TABLE_FIELDS: usize = 16_384;
/// The values of a mail merge: rows times columns, as a value that only some rows have is blank in the
/// others. Each takes 300 bytes of memory.
pub const MERGED_VALUES: usize = 1_000_000;
/// The sheets of a workbook. Each is opened to see whether it is empty.
pub const TABLE_SHEETS: usize = 1000;
/// The non-empty cells, each of which takes about 100 bytes of memory.
pub const TABLE_CELLS: usize = 4_000_000;
/// The bytes of the text of all cells.
pub const TABLE_TEXT_BYTES: usize = 64 * MIB as usize;
/// The characters of one cell; spreadsheets have the same limit.
pub const CELL_CHARACTERS: usize = 32_767;

// Suggestions.

/// The pairs of letters that are compared to find what a wrong name could mean: 10,000 names of ten letters.
pub const COMPARED_LETTERS: usize = 1_000_000;
/// The names that a suggestion lists.
pub const LISTED_NAMES: usize = 30;

// Templates that are not built in.

/// The seconds that such a template may take for one paper: eighty times those of a memo.
pub const TEMPLATE_SECONDS: u64 = 8;
/// The bytes of memory that such templates may take for the papers of one brief. Five hundred pages take half
/// as much.
pub const TEMPLATE_BYTES: u64 = 768 * MIB;
/// The files and folders in the folder of such a template. A built-in one has thirty with its library and the
/// fonts of its theme.
pub const TEMPLATE_FILES: usize = 1000;
/// The bytes of these files. All fonts of the program have 8 MiB.
pub const TEMPLATE_FOLDER_BYTES: u64 = 64 * MIB;

// Threads.

/// The stack of each thread, of which only what is used takes memory. The engine and the parsers recurse as
/// deep as their input nests, and what systems give to threads differs: 1 to 8 MiB.
pub const STACK_BYTES: usize = 32 * MIB as usize;

// Pictures.

/// The bytes of a picture's file. A photograph from a phone has 2 to 8 MiB.
pub const PICTURE_BYTES: u64 = 16 * MIB;
/// The pixels of one picture, which take 200 MB of memory.
pub const PICTURE_PIXELS: u64 = 50_000_000;
/// The pixels of a picture's longer side: the PDF writer accepts no longer side of a JPEG.
pub const PICTURE_SIDE: u32 = 16_384;
/// The different pictures of a brief. The engine keeps a name for each place, at most 65,535 in all.
pub const PICTURES: usize = 1000;
/// The bytes of all pictures of a brief.
pub const PICTURES_BYTES: usize = 256 * MIB as usize;
/// The bytes of memory for the pixels of all pictures of a brief, three or four for each: sixty portraits
/// with a width of 2,000, or seventeen photographs as a phone takes them.
pub const PICTURES_DECODED_BYTES: u64 = 640 * MIB;
/// The passes over the pixels of a progressive JPEG. One has about ten.
pub const JPEG_SCANS: usize = 100;
/// The bytes of the colour profile of a PNG. The largest profiles of printers have two MiB.
pub const PROFILE_BYTES: u64 = 4 * MIB;
/// The nodes of an SVG.
pub const SVG_NODES: u32 = 200_000;
/// How deep the elements of an SVG, and what they refer to, are nested. Layers of a map have about ten
/// levels; the engine draws each with some kilobytes of the stack.
pub const SVG_DEPTH: usize = 64;
/// The attributes of an element of an SVG: no element of the standard has more than a hundred.
pub const SVG_ATTRIBUTES: usize = 256;
/// The bytes that the entities of an SVG stand for. Drawing programs use them for the names of namespaces.
pub const SVG_ENTITY_BYTES: usize = MIB as usize;
/// The bytes of all style sheets of an SVG: fifty times what programs write.
pub const SVG_STYLE_BYTES: usize = 256 * 1024;
/// The bytes of the style of one element of an SVG.
pub const SVG_OWN_STYLE_BYTES: usize = 4 * 1024;
/// The elements of an SVG times the declarations of its style sheets. A map of 10,000 elements may have 200
/// classes of five.
pub const SVG_SELECTIONS: usize = 10_000_000;
/// The pixels that the filters of an SVG compute, times what each costs, at about 10 ns: a blurred shadow of
/// a whole sheet costs 80 million.
pub const SVG_FILTERED_PIXELS: u64 = 400_000_000;

// Finished papers and the archive.

/// The bytes of the list of built papers in a folder. One paper takes about 1 KB.
pub const CACHE_BYTES: u64 = 256 * MIB;

/// The bytes of a PDF whose attachments are read.
pub const PDF_BYTES: u64 = 1024 * MIB;
/// The levels of the name tree of a PDF. One of a thousand files has two.
pub const NAME_TREE_DEPTH: usize = 32;
/// The nested arrays and dictionaries of an object in a PDF. Those of a paper have six.
pub const PDF_DEPTH: usize = 32;
/// The objects, parts of objects and places of objects that are read of a PDF to find its attachments. A
/// paper of twenty pages has 3,000. Small dictionaries take the most memory, 800 bytes each.
pub const PDF_OBJECTS: usize = 500_000;
/// The bytes of a PDF that may be read more than once.
pub const PDF_REPEATED_BYTES: usize = 16 * MIB as usize;
/// The bytes of the unpacked attachments of a PDF: all pictures of a brief, and the brief.
pub const PDF_DECODED_BYTES: usize = PICTURES_BYTES + BRIEF_BYTES as usize;
/// The bytes of the metadata or the plain text of a record. The record of a meeting of sixty has 20 KB.
pub const METADATA_BYTES: u64 = 16 * MIB;
/// The bytes of the cache of what was filed: room for five million papers.
pub const FILED_BYTES: u64 = 256 * MIB;
/// The bytes of a signature. One with a certificate chain and a time stamp has 20 KB.
pub const SIGNATURE_BYTES: u64 = MIB;
