//! Rebuilds when a template or font is added or removed: all are embedded, but the compiler notices only
//! changes of files that it knows.

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=fonts");
}
