package listen

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/vi"
)

// Topic is a query that is asked of every item.
type Topic struct {
	ID        TopicID
	Name      string
	Query     string
	Social    bool // also asked of social items, of which it leaves counts; names of private persons are refused
	Active    bool
	Unit      org.UnitID // that answers for it; 0: nobody said so
	AddedBy   string
	ChangedAt time.Time
}

// topicSet is all active topics, ready to be matched. It is replaced as a whole when topics change.
type topicSet struct {
	version string
	all     *query.Percolator
	social  map[TopicID]bool
}

var documents = sync.Pool{New: func() any { return &query.Document{} }}

// topicsOf are the topics whose query an item matches.
func (s *Service) topicsOf(p *parcel) []TopicID {
	set := s.topics.Load()
	p.matched = set.version
	found := set.all.Match(&p.doc)
	if len(found) == 0 {
		return nil
	}
	topics := make([]TopicID, len(found))
	for i, id := range found {
		topics[i] = TopicID(id)
	}
	return topics
}

// articleOf is an item as queries see it.
func articleOf(i *Item, body string, names []string) query.Article {
	a := query.Article{
		Title: i.Title, Lead: i.Lead, Body: body, Source: names, Group: groupNames[i.Class], Lang: []string{i.Language},
		Place: areaNames(i.Area), Type: []string{string(i.Relation)}, Day: dayText(i.Published),
	}
	if i.Story != 0 {
		a.Story = []string{strconv.FormatInt(int64(i.Story), 10)}
	}
	return a
}

// areaNames are the names by which a place may be asked for: with its kind, and without.
func areaNames(area string) []string {
	if kind, name := placeName(area); kind != "" {
		return []string{area, name}
	}
	return []string{area}
}

// dayText is the day of an instant in Vietnam; empty for none.
func dayText(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(vietnam).Format(time.DateOnly)
}

// groupNames are the names by which the class of a source may be asked for.
var groupNames = map[Class][]string{
	Central:    {string(Central), "báo trung ương", "trung ương"},
	Provincial: {string(Provincial), "báo địa phương", "báo tỉnh", "địa phương"},
	Portal:     {string(Portal), "cổng thông tin", "cổng"},
	Page:       {string(Page), "trang chính thức", "trang"},
	Social:     {string(Social), "mạng xã hội"},
	Radio:      {string(Radio), "truyền thanh", "đài truyền thanh"},
}

// Topics are asked before relation, story and topics of an item are known; searches name topics beside the query.
var (
	topicOptions  = query.Options{Refused: []query.Field{query.Type, query.Story, query.Topic}}
	searchOptions = query.Options{FoldPlain: true, Refused: []query.Field{query.Topic}}
)

// namesOf are the names by which a source may be asked for: its own, and the host of the article.
func namesOf(source, link string) []string {
	names := []string{source}
	u, err := url.Parse(link)
	if err == nil && u.Host != "" {
		names = append(names, strings.TrimPrefix(u.Hostname(), "www."))
	}
	return names
}

// refreshTopics reads the topics again if they changed.
func (s *Service) refreshTopics(ctx context.Context, tx *db.Tx) error {
	var count, last int64
	var changed *time.Time
	err := tx.QueryRow(ctx, `SELECT COUNT(*), COALESCE(MAX(id), 0), MAX(changed_at) FROM listen_topic`).Scan(&count, &last, &changed)
	if err != nil {
		return fmt.Errorf("asking whether topics changed: %w", err)
	}
	version := fmt.Sprint(count, last)
	if changed != nil {
		version += changed.UTC().Format(time.RFC3339Nano)
	}
	if s.topics.Load().version == version {
		return nil
	}
	set := &topicSet{version: version, all: query.NewPercolator(nil), social: map[TopicID]bool{}}
	topics, err := s.Topics(ctx, tx)
	if err != nil {
		return fmt.Errorf("reading topics: %w", err)
	}
	for _, t := range topics {
		q, err := query.Parse(t.Query, topicOptions)
		if err != nil || !t.Active { // a query of an older grammar waits for its officer
			continue
		}
		set.all.Put(int64(t.ID), q)
		set.social[t.ID] = t.Social
	}
	s.topics.Store(set)
	return nil
}

// Topics returns all topics by name.
func (s *Service) Topics(ctx context.Context, tx *db.Tx) ([]Topic, error) {
	r, err := tx.Query(ctx, `SELECT `+topicColumns+` FROM listen_topic ORDER BY name`)
	return db.Collect(r, err, func(r *db.Rows) (Topic, error) { return scanTopic(r) })
}

const topicColumns = `id, name, query, social, active, unit, added_by, changed_at`

func scanTopic(r interface{ Scan(...any) error }) (t Topic, err error) {
	err = r.Scan(&t.ID, &t.Name, &t.Query, &t.Social, &t.Active, &t.Unit, &t.AddedBy, &t.ChangedAt)
	return t, err
}

// Topic returns one topic. It fails with fault.NotFound.
func (s *Service) Topic(ctx context.Context, tx *db.Tx, id TopicID) (Topic, error) {
	t, err := scanTopic(tx.QueryRow(ctx, `SELECT `+topicColumns+` FROM listen_topic WHERE id = $1`, id))
	if errors.Is(err, db.ErrNoRows) {
		return t, fault.New(fault.NotFound, "Không có chủ đề này.")
	}
	return t, err
}

// SaveTopic adds a topic whose ID is 0, or changes one. Items that came before are not asked again; see
// [Service.Replay]. It fails with fault.Invalid for a query that cannot be read, with a sentence that points at
// the character, and for one that names a private person, whatever it asks: see [Service.MayKeep]; with fault.Conflict
// if another topic has the name. A topic of before that names somebody can still be paused.
func (s *Service) SaveTopic(ctx context.Context, tx *db.Tx, t Topic) (Topic, error) {
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" {
		return t, fault.New(fault.Invalid, "Hãy đặt tên cho chủ đề.").At("name")
	}
	_, err := query.Parse(t.Query, topicOptions)
	if err != nil {
		return t, problemOf(err)
	}
	if t.Active || t.ID == 0 {
		_, err = s.CheckQuery(ctx, t.Query, t.Social)
		if err == nil {
			err = s.MayKeep(ctx, "name", t.Name)
		}
	}
	if err != nil {
		return t, err
	}
	t.ChangedAt = s.Now()
	if t.ID != 0 {
		_, err = tx.Exec(ctx, `UPDATE listen_topic SET name = $1, query = $2, social = $3, active = $4, unit = $5, changed_at = $6 WHERE id = $7`,
			t.Name, t.Query, t.Social, t.Active, t.Unit, t.ChangedAt, t.ID)
	} else {
		err = tx.QueryRow(ctx, `
			INSERT INTO listen_topic (name, query, social, active, unit, added_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
			RETURNING id`, t.Name, t.Query, t.Social, t.Active, t.Unit, t.AddedBy, t.ChangedAt).Scan(&t.ID)
	}
	if db.IsUnique(err) {
		return t, fault.New(fault.Conflict, "Đã có chủ đề tên %s.", t.Name).At("name")
	}
	if err != nil {
		return t, fmt.Errorf("saving topic %s: %w", t.Name, err)
	}
	return t, nil
}

// CheckQuery reads a query as [Service.SaveTopic] does.
func (s *Service) CheckQuery(ctx context.Context, text string, social bool) (*query.Query, error) {
	q, err := query.Parse(text, topicOptions)
	if err != nil {
		return nil, problemOf(err)
	}
	if !social && !asksSocial(q) {
		return q, s.MayKeep(ctx, "query", text)
	}
	return q, s.refusePerson(ctx, text)
}

// MayKeep fails with fault.Invalid, at a field of the form, for a text by which something would be followed from now on,
// when it names a private person: nobody is followed here, in the press either. A search that is asked once may name
// whom an article names.
func (s *Service) MayKeep(ctx context.Context, field, text string) error {
	what, err := s.namesPerson(ctx, text)
	if err == nil && what != "" {
		err = fault.New(fault.Invalid, "Không theo dõi cá nhân, trên báo chí cũng vậy (“%s”). Hãy đặt theo sự việc, chính sách, cơ quan, nơi chốn; nếu là tên đường, trường, công trình, hãy ghi cả từ đứng trước tên.", what).At(field)
	}
	return err
}

// refusePerson fails with fault.Invalid where a query that is asked of social sources points at a private person.
func (s *Service) refusePerson(ctx context.Context, text string) error {
	what, err := s.namesPerson(ctx, text)
	if err == nil && what != "" {
		err = fault.New(fault.Invalid, "Không tìm trên mạng xã hội theo tên hoặc thông tin của cá nhân (“%s”). Hãy tìm theo chính sách, cơ quan, nơi chốn.", what).At("query")
	}
	return err
}

// asksSocial reports whether a query itself asks for social sources.
func asksSocial(q *query.Query) bool {
	for _, value := range q.Values(query.Group) {
		class, ok := ReadClass(value)
		if ok && class.OnlyCounts() || slices.ContainsFunc(groupNames[Social], func(n string) bool { return vi.Fold(n) == vi.Fold(value) }) {
			return true
		}
	}
	return false
}

// namesPerson is what in a text points at a private person; empty: nothing does.
func (s *Service) namesPerson(ctx context.Context, text string) (string, error) {
	what := gate.RefuseQuery(text, nil)
	if what == "" || s.Holders == nil {
		return what, nil
	}
	holders, err := s.Holders(ctx)
	if err != nil {
		return "", fmt.Errorf("reading who speaks in office: %w", err)
	}
	return gate.RefuseQuery(text, holders), nil
}

// MayCount fails with fault.Invalid for a topic under which nothing social may be counted or shown, because its name
// or its query names a private person: it was saved before topics of the press were screened, or whom it names left
// office since.
func (s *Service) MayCount(ctx context.Context, t Topic) error {
	what, err := s.namesPerson(ctx, t.Name+" OR "+t.Query)
	if err != nil || what == "" {
		return err
	}
	return fault.New(fault.Invalid, "Chủ đề này nêu tên hoặc thông tin của cá nhân (“%s”), nên không ghi số lượng mạng xã hội vào đó.", what).At("topic")
}

// problemOf is what is wrong with a query, for whoever typed it. The place is that of the *query.Problem inside.
func problemOf(err error) error {
	var p *query.Problem
	if errors.As(err, &p) {
		return fault.Wrap(fault.Invalid, p, p.Format, p.Args...).At("query")
	}
	return err
}

// putTopics stores under which topics items are.
func putTopics(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	var rows [][]any
	for _, p := range parcels {
		if p.again {
			_, err := tx.Exec(ctx, `DELETE FROM listen_item_topic WHERE item = $1`, p.ID)
			if err != nil {
				return err
			}
		}
		for _, t := range p.topics {
			rows = append(rows, []any{t, p.ID})
		}
	}
	return insertRows(ctx, tx, `INSERT INTO listen_item_topic (topic, item)`, rows, `ON CONFLICT (topic, item) DO NOTHING`)
}
