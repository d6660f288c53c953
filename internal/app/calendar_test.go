package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/law"
)

func TestAnAdministratorsCalendarReplacesItsYears(t *testing.T) {
	t.Parallel()
	data := config.Data{Dir: t.TempDir()}
	day := law.Date{Year: 2027, Month: 3, Day: 15} // an ordinary Monday
	before, err := readCalendar(data)
	if err != nil || !before.IsWorkingDay(day) {
		t.Fatalf("without a file: %v, working day %v", err, before.IsWorkingDay(day))
	}
	own, err := before.With(law.Day{Date: day, Kind: law.LocalOff, NameVI: "Ngày lễ của tỉnh", NameEN: "Provincial day", Source: "Quyết định số 1/QĐ-UBND"})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(data.Dir, calendarFile)
	err = os.WriteFile(file, []byte(own.Text()), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	after, err := readCalendar(data)
	if err != nil || after.IsWorkingDay(day) {
		t.Errorf("with a file: %v, working day %v; want a day off", err, after.IsWorkingDay(day))
	}
	err = os.WriteFile(file, []byte("không phải lịch\n"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = readCalendar(data)
	if err == nil || !strings.Contains(err.Error(), calendarFile) {
		t.Errorf("a damaged file gives %v, want a sentence that names it", err)
	}
}
