//! Builds anew when a template or a font comes or goes: the program holds all of them, but the compiler sees only changes.

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=fonts");
}
