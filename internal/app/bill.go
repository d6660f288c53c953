package app

import (
	"runtime"
	"runtime/debug"
	"strings"
)

// bill is the list of what the program is made of, in the form of CycloneDX 1.6.
type bill struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   billOf      `json:"metadata"`
	Components []component `json:"components"`
}

type billOf struct {
	Component component `json:"component"`
}

type component struct {
	Type    string     `json:"type"`
	Ref     string     `json:"bom-ref"`
	Name    string     `json:"name"`
	Version string     `json:"version"`
	PURL    string     `json:"purl,omitempty"`
	Notes   []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// billOfMaterials reads what the linker wrote into the running program: every module with its version and the
// sum that go.sum has for it.
func billOfMaterials() bill {
	b := bill{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: billOf{component{Type: "application", Ref: "nhipcau", Name: "nhipcau", Version: Version}}}
	goVersion := strings.TrimPrefix(runtime.Version(), "go")
	b.Components = append(b.Components, component{Type: "platform", Ref: "go", Name: "go", Version: goVersion, PURL: "pkg:golang/stdlib@" + goVersion})
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		c := component{Type: "library", Name: m.Path, Version: m.Version, PURL: "pkg:golang/" + m.Path + "@" + m.Version}
		c.Ref = c.PURL
		if m.Sum != "" {
			c.Notes = []property{{"go:sum", m.Sum}}
		}
		b.Components = append(b.Components, c)
	}
	return b
}
