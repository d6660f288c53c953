package config

import (
	"fmt"
	"io"
	"reflect"
)

// WriteSample writes a settings file with every setting, its manual and its default, commented out.
func WriteSample(w io.Writer) error {
	_, err := fmt.Fprint(w, "# Tệp cấu hình Nhịp Cầu. Bỏ dấu # ở đầu dòng để đổi một giá trị.\n# Tạo lại bằng: nhipcau config-sample\n")
	if err != nil {
		return err
	}
	for _, part := range []any{Data{}, Serve{}} {
		err := writeFields(w, reflect.TypeOf(part), "")
		if err != nil {
			return err
		}
	}
	return nil
}

func writeFields(w io.Writer, t reflect.Type, prefix string) error {
	for i := range t.NumField() {
		f := t.Field(i)
		var err error
		if f.Type.Kind() == reflect.Struct {
			err = writeFields(w, f.Type, f.Tag.Get("envprefix"))
		} else {
			_, err = fmt.Fprintf(w, "\n# %s\n#%s%s=%s\n", f.Tag.Get("help"), prefix, f.Tag.Get("env"), f.Tag.Get("default"))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
