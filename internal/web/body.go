package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// upload is one file of a form, in memory.
type upload struct {
	name string
	data []byte
}

// inMemory has nothing to close.
type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

type filesKey struct{}

// filesOf are the files that readBody found.
func filesOf(r *http.Request) map[string][]upload {
	files, _ := r.Context().Value(filesKey{}).(map[string][]upload)
	return files
}

// fileFields are the fields of r that carried files.
func fileFields(r *http.Request) []string { return slices.Sorted(maps.Keys(filesOf(r))) }

// readBody reads the form in the body of r, once; a second call finds what the first one read.
func readBody(r *http.Request) error {
	if r.PostForm != nil {
		return nil
	}
	st := stateOf(r.Context())
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		return st.keepWhatCame(r, readPlain(r))
	}
	err := st.holdUpload(r)
	if err != nil {
		return err
	}
	files := map[string][]upload{}
	*r = *r.WithContext(context.WithValue(r.Context(), filesKey{}, files))
	r.PostForm = url.Values{}
	err = readParts(r, files)
	r.Form = r.PostForm
	return st.keepWhatCame(r, err)
}

// readPlain reads a form of words; what came before the line broke is in r.PostForm too.
func readPlain(r *http.Request) error {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); kind != "application/x-www-form-urlencoded" || r.Body == nil {
		return r.ParseForm()
	}
	text, broken := io.ReadAll(r.Body)
	values, err := url.ParseQuery(string(text))
	r.PostForm, r.Form = values, values
	if broken != nil {
		return broken
	}
	return err
}

// readParts reads a form with files into r.PostForm and files. A part that breaks off keeps what came of it if
// it is words, and nothing if it is a file.
func readParts(r *http.Request, files map[string][]upload) error {
	reader, err := r.MultipartReader()
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n >= maxFields {
			return errManyFields
		}
		err = readPart(r, part, files)
		if err != nil {
			return err
		}
	}
}

func readPart(r *http.Request, part *multipart.Part, files map[string][]upload) error {
	name, file := part.FormName(), part.FileName()
	if name == "" {
		return nil
	}
	isFile := file != "" || part.Header.Get("Content-Type") != "" // a field without a file chosen says its type too
	data, err := io.ReadAll(part)
	switch {
	case !isFile:
		r.PostForm.Add(name, string(data))
	case err == nil && (file != "" || len(data) > 0):
		files[name] = append(files[name], upload{file, data})
	case file != "":
		files[name] = append(files[name], upload{}) // the field is remembered, the bytes are not
	}
	return err
}

// keepWhatCame keeps the words of a form of which the line let through only a part.
func (st *state) keepWhatCame(r *http.Request, err error) error {
	cut := errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.DeadlineExceeded) || isTimeout(err)
	if cut && fault.Find(err) == nil && Who(r.Context()) != nil {
		st.keepParcel(r, true)
	}
	return err
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.As(err, &t) && t.Timeout()
}
