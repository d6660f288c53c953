package desk

import (
	"net/http"
	"slices"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

const handbookURL = HelpURL + "/so-tay/"

func (b handbook) href() string { return handbookURL + b.Slug }

// all are the parts as they are printed: what every role reads stands around what is the role's own.
func (b handbook) all() []handbookPart { return slices.Concat(handbookBegin, b.Parts, handbookEnd) }

func (s *Service) showHandbook(w http.ResponseWriter, r *http.Request) error {
	for _, b := range handbooks {
		if b.Slug == r.PathValue("role") {
			return web.Render(w, r, http.StatusOK, handbookPage(b))
		}
	}
	return fault.New(fault.NotFound, "Không có sổ tay nào như vậy. Hãy chọn trong trang Trợ giúp.")
}
