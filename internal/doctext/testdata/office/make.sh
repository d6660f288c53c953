#!/bin/sh
# Writes the fixtures again with LibreOffice, into the folder of this script.
set -eu
cd "$(dirname "$0")"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
office() { soffice "-env:UserInstallation=file://$profile" --headless "$@" >/dev/null; }
office --infilter='HTML (StarWriter)' --convert-to 'docx:Office Open XML Text' ke-hoach.html
office --convert-to 'doc:MS Word 97' ke-hoach.docx
mkdir -p "$profile/out"
office --convert-to 'html:HTML (StarWriter)' --outdir "$profile/out" ke-hoach.docx
mv "$profile/out/ke-hoach.html" libreoffice.html
office --convert-to 'txt:Text (encoded):UTF8' ke-hoach.docx
office --infilter='CSV:44,34,UTF8,1,1/2/2/2/3/2' --convert-to 'xlsx:Calc MS Excel 2007 XML' don-vi.csv
