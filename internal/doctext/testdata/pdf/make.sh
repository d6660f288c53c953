#!/bin/sh
# Makes the PDF files of this folder anew. It needs LibreOffice, Chromium and the fonts Noto Serif and
# Liberation Serif; the last lacks most Vietnamese letters in some releases, which is the point: LibreOffice
# then borrows them from another font, and the reader must put them back into their words.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
	--disable-component-update --disable-sync --no-pdf-header-footer --print-to-pdf=chromium.pdf ke-hoach.html

sed 's/"Noto Serif"/"Liberation Serif"/' ke-hoach.html >"$work/libreoffice.html"
soffice --headless --convert-to pdf:writer_web_pdf_Export --outdir . "$work/libreoffice.html"

# A short text that needs a password, encrypted as LibreOffice does it.
text() { soffice --headless --infilter='Text (encoded):UTF8' --convert-to "pdf:writer_pdf_Export:$1" --outdir . "$2"; }
printf 'Bí mật\n' >"$work/password.txt"
text '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"an-binh"}}' "$work/password.txt"

# A text that anybody may open but not print.
printf 'Giao Sở Y tế chủ trì, hoàn thành trước ngày 30/9/2026.\n' >"$work/restricted.txt"
text '{"RestrictPermissions":{"type":"boolean","value":"true"},"PermissionPassword":{"type":"string","value":"an-binh"},"Printing":{"type":"long","value":"0"}}' "$work/restricted.txt"

cd ../../../..
go run ./internal/doctext/testdata/pdf/make
