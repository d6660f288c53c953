package auth

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// fate is what an import would do with a row.
type fate string

const (
	isNew     fate = "new"
	isChanged fate = "changed"
	isSame    fate = "same"
	isWrong   fate = "wrong"
)

// planned is what one row would do. It is stored as JSON with the preview; confirming plans again and must
// come to exactly the same.
type planned struct {
	Row     int
	Name    string
	Unit    string
	Fate    fate
	Changes []change `json:",omitempty"`
	Problem string   `json:",omitempty"` // marked text with verbs for Args
	Args    []string `json:",omitempty"`

	Person  org.Person  // as it shall be; ID 0: a new one
	Account int64       `json:",omitempty"` // 0: none yet
	Version int64       `json:",omitempty"` // of the account
	Login   string      `json:",omitempty"` // of a new account, or the new login of one
	Grants  []Grant     `json:",omitempty"`
	Regrant bool        `json:",omitempty"`
	Posts   []org.Post  `json:",omitempty"`
	unit    org.UnitID  // of the person before
	old     []Grant     // before
	person  *org.Person // before; nil: a new one
}

// change is one field of a row that would change.
type change struct {
	Field string // marked text
	Old   string `json:",omitempty"`
	New   string
}

// wrong is a sentence about a row.
type wrong struct {
	sentence string
	args     []string
}

func (w *wrong) Error() string { return w.sentence }

func rowProblem(sentence string, args ...string) error { return &wrong{sentence, args} }

// directory is what an import compares with.
type directory struct {
	by       Officer
	tree     *org.Tree
	day      law.Date
	people   map[org.PersonID]org.Person
	byEmail  map[string][]org.PersonID
	byName   map[string][]org.PersonID // unit and folded name
	accounts map[org.PersonID]Account
	byLogin  map[string]Account
	grants   map[int64][]Grant
	posts    map[org.PersonID][]org.Post // held on day
	units    map[string][]org.UnitID     // folded code, name and short name, of units that exist
	seen     map[string]int              // what an earlier row of the sheet is about
}

func nameKey(unit org.UnitID, name string) string { return fmt.Sprint(unit, " ", vi.Fold(name)) }

func (s *Service) readDirectory(ctx context.Context, tx *db.Tx, by Officer, day law.Date) (*directory, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	d := &directory{by: by, tree: tree, day: day, people: map[org.PersonID]org.Person{}, byEmail: map[string][]org.PersonID{},
		byName: map[string][]org.PersonID{}, accounts: map[org.PersonID]Account{}, byLogin: map[string]Account{},
		posts: map[org.PersonID][]org.Post{}, units: map[string][]org.UnitID{}, seen: map[string]int{}}
	people, err := everybody(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		d.people[p.ID] = p
		d.byName[nameKey(p.Unit, p.Name)] = append(d.byName[nameKey(p.Unit, p.Name)], p.ID)
		if p.Email != "" {
			d.byEmail[vi.Fold(p.Email)] = append(d.byEmail[vi.Fold(p.Email)], p.ID)
		}
	}
	accounts, err := everyAccount(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		d.accounts[a.Person], d.byLogin[foldLogin(a.Login)] = a, a
	}
	d.grants, err = everyGrant(ctx, tx)
	if err != nil {
		return nil, err
	}
	posts, err := everyPost(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, p := range posts {
		if p.HeldOn(day) {
			d.posts[p.Person] = append(d.posts[p.Person], p)
		}
	}
	for _, u := range tree.UnitsOn(day) {
		for _, key := range slices.Compact(slices.Sorted(slices.Values([]string{vi.Fold(u.Code), vi.Fold(u.Name), vi.Fold(u.Short)}))) {
			if key != "" {
				d.units[key] = append(d.units[key], u.ID)
			}
		}
	}
	return d, nil
}

// plan decides what the rows would do.
func (d *directory) plan(rows []sheetRow) []planned {
	all := make([]planned, len(rows))
	for i, row := range rows {
		p := planned{Row: row.N, Name: row.Name, Unit: row.Unit}
		err := d.planRow(row, &p)
		var w *wrong
		if errors.As(err, &w) {
			p = planned{Row: row.N, Name: row.Name, Unit: row.Unit, Fate: isWrong, Problem: w.sentence, Args: w.args}
		}
		all[i] = p
	}
	return all
}

func (d *directory) planRow(row sheetRow, p *planned) error {
	if row.Name == "" {
		return rowProblem(web.Mark("Thiếu họ và tên."))
	}
	if row.Unit == "" {
		return rowProblem(web.Mark("Thiếu đơn vị. Hãy ghi mã hoặc tên đầy đủ của đơn vị."))
	}
	unit, err := d.unit(row.Unit)
	if err != nil {
		return err
	}
	if !d.by.MayFor(ManageAccounts, unit) {
		return rowProblem(web.Mark("%s ngoài phạm vi bạn quản trị."), d.tree.Name(unit))
	}
	p.Unit = d.tree.Name(unit)
	err = d.match(row, unit, p)
	if err != nil {
		return err
	}
	err = d.once(row, p)
	if err != nil {
		return err
	}
	d.planPerson(row, unit, p)
	err = d.planAccount(row, unit, p)
	if err != nil {
		return err
	}
	err = d.planPosts(row, unit, p)
	if err != nil {
		return err
	}
	switch {
	case p.person == nil:
		p.Fate = isNew
	case len(p.Changes) > 0:
		p.Fate = isChanged
	default:
		p.Fate = isSame
	}
	return nil
}

func (d *directory) unit(text string) (org.UnitID, error) {
	found := d.units[vi.Fold(text)]
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return 0, rowProblem(web.Mark("Không có đơn vị nào mang mã hoặc tên “%s”. Hãy xem lại trong danh bạ."), text)
	}
	var codes []string
	for _, id := range found {
		u, _ := d.tree.Unit(id)
		codes = append(codes, u.Code)
	}
	return 0, rowProblem(web.Mark("Có nhiều đơn vị cùng tên “%s”. Hãy ghi mã: %s."), text, strings.Join(codes, ", "))
}

// match finds whom a row is about: by login, then by mail, then by name in the unit.
func (d *directory) match(row sheetRow, unit org.UnitID, p *planned) error {
	if row.Login != "" {
		if a, ok := d.byLogin[foldLogin(row.Login)]; ok {
			p.take(d, a.Person)
			return d.mayTouch(p)
		}
		if CheckLogin(row.Login) != nil {
			return rowProblem(web.Mark("Tên đăng nhập “%s” không dùng được: chỉ gồm chữ không dấu, chữ số và . _ - @."), row.Login)
		}
	}
	found := d.byName[nameKey(unit, row.Name)]
	if row.Email != "" && len(d.byEmail[vi.Fold(row.Email)]) > 0 {
		found = d.byEmail[vi.Fold(row.Email)]
	}
	switch len(found) {
	case 0:
		return nil
	case 1:
		p.take(d, found[0])
		return d.mayTouch(p)
	}
	return rowProblem(web.Mark("Có nhiều người cùng tên hoặc cùng thư điện tử. Hãy ghi tên đăng nhập hoặc thư điện tử riêng của người này."))
}

func (p *planned) take(d *directory, id org.PersonID) {
	person := d.people[id]
	p.person, p.Person, p.unit = &person, person, person.Unit
	if a, ok := d.accounts[id]; ok {
		p.Account, p.Version, p.old = a.ID, a.Version, d.grants[a.ID]
	}
}

// mayTouch refuses people and accounts that reach beyond the administrator's scope.
func (d *directory) mayTouch(p *planned) error {
	if !d.by.MayFor(ManageAccounts, p.unit) || !d.by.mayGrant(p.old) {
		return rowProblem(web.Mark("%s thuộc đơn vị hoặc có quyền ngoài phạm vi bạn quản trị."), p.person.Name)
	}
	return nil
}

// once refuses a second row about the same person or login.
func (d *directory) once(row sheetRow, p *planned) error {
	keys := []string{}
	if p.person != nil {
		keys = append(keys, fmt.Sprint("person ", p.person.ID))
	} else {
		unit, _ := d.unit(row.Unit)
		keys = append(keys, "new "+nameKey(unit, row.Name)+" "+vi.Fold(row.Email))
	}
	if row.Login != "" {
		keys = append(keys, "login "+foldLogin(row.Login))
	}
	for _, k := range keys {
		if n, ok := d.seen[k]; ok {
			return rowProblem(web.Mark("Trùng với dòng %s. Mỗi người một dòng; nhiều vai trò thì ghi cách nhau bằng dấu chấm phẩy."), fmt.Sprint(n))
		}
	}
	for _, k := range keys {
		d.seen[k] = row.N
	}
	return nil
}

func (d *directory) planPerson(row sheetRow, unit org.UnitID, p *planned) {
	set := func(field string, into *string, value string) {
		if value != "" && *into != value {
			p.Changes = append(p.Changes, change{field, *into, value})
			*into = value
		}
	}
	set(columns[0].head, &p.Person.Name, row.Name)
	set(columns[1].head, &p.Person.Title, row.Title)
	if p.Person.Unit != unit {
		p.Changes = append(p.Changes, change{columns[2].head, d.tree.Name(p.Person.Unit), d.tree.Name(unit)})
		p.Person.Unit = unit
	}
	set(columns[3].head, &p.Person.Email, row.Email)
	set(columns[4].head, &p.Person.Phone, row.Phone)
	if p.person == nil {
		p.Person.Active = true
	}
}

func (d *directory) planAccount(row sheetRow, unit org.UnitID, p *planned) error {
	if row.Login == "" && p.Account == 0 {
		if row.Role != "" {
			return rowProblem(web.Mark("Có vai trò nhưng chưa có tên đăng nhập. Hãy điền tên đăng nhập để tạo tài khoản."))
		}
		return nil
	}
	if row.Login != "" {
		account := d.accounts[p.Person.ID]
		if p.Account == 0 || foldLogin(account.Login) != foldLogin(row.Login) {
			p.Login = row.Login
			p.Changes = append(p.Changes, change{columns[5].head, account.Login, row.Login})
		}
	}
	if row.Role == "" {
		if p.Account == 0 {
			return rowProblem(web.Mark("Tài khoản mới cần vai trò: quản trị, quản trị tài khoản, điều phối, lãnh đạo, cán bộ hoặc người xem."))
		}
		return nil
	}
	grants, err := d.readGrants(row, unit)
	if err != nil {
		return err
	}
	if !slices.Equal(grants, p.old) {
		old := ""
		if len(p.old) > 0 {
			old = grantWords(d.tree, p.old)
		}
		if p.Account != 0 && !d.by.mayRegrant(p.Account) {
			return rowProblem(web.Mark("Không ai tự đổi vai trò của mình. Hãy nhờ quản trị cấp trên."))
		}
		p.Grants, p.Regrant = grants, true
		p.Changes = append(p.Changes, change{columns[6].head, old, grantWords(d.tree, grants)})
	}
	return nil
}

// readGrants pairs the roles of a row with its scopes; no scope means the person's unit, one is for all roles.
func (d *directory) readGrants(row sheetRow, unit org.UnitID) ([]Grant, error) {
	roles, scopes := splitCell(row.Role), splitCell(row.Scope)
	if len(scopes) > 1 && len(scopes) != len(roles) {
		return nil, rowProblem(web.Mark("Số phạm vi không khớp số vai trò. Hãy ghi mỗi vai trò một phạm vi, hoặc một phạm vi cho tất cả."))
	}
	var grants []Grant
	for i, word := range roles {
		role, ok := roleWords[vi.Fold(word)]
		if !ok {
			return nil, rowProblem(web.Mark("Không có vai trò “%s”. Các vai trò: quản trị, quản trị tài khoản, điều phối, lãnh đạo, cán bộ, người xem."), word)
		}
		over := unit
		if len(scopes) > 0 {
			var err error
			over, err = d.unit(scopes[min(i, len(scopes)-1)])
			if err != nil {
				return nil, err
			}
		}
		if !d.by.MayFor(ManageAccounts, over) {
			return nil, rowProblem(web.Mark("%s ngoài phạm vi bạn quản trị."), d.tree.Name(over))
		}
		if !d.by.mayGive(Grant{role, over}) {
			return nil, rowProblem(web.Mark("Bạn không giao được vai trò %s; hãy nhờ quản trị cấp trên."), RoleTitle(role))
		}
		grants = append(grants, Grant{role, over})
	}
	return sortedGrants(grants), nil
}

func (d *directory) planPosts(row sheetRow, unit org.UnitID, p *planned) error {
	from := d.day
	if row.From != "" {
		day, ok := readDay(row.From)
		if !ok {
			return rowProblem(web.Mark("Không đọc được ngày “%s”. Hãy ghi ngày/tháng/năm, ví dụ 01/07/2026."), row.From)
		}
		from = day
	}
	for _, word := range splitCell(strings.ReplaceAll(row.Posts, ",", ";")) {
		kind, ok := postWords[vi.Fold(word)]
		if !ok {
			return rowProblem(web.Mark("Không có chức năng “%s”. Các chức năng: người phát ngôn, cán bộ truyền thông, đầu mối, người đứng đầu."), word)
		}
		held := slices.ContainsFunc(d.posts[p.Person.ID], func(h org.Post) bool { return h.Kind == kind && h.Unit == unit })
		if held && p.person != nil {
			continue
		}
		p.Posts = append(p.Posts, org.Post{Unit: unit, Kind: kind, From: from})
		p.Changes = append(p.Changes, change{columns[8].head, "", postTitles[kind] + " · " + d.tree.Name(unit) + " · " + from.Vietnamese()})
	}
	return nil
}

// exported are the rows of everybody in the scope of by, as an import would read them.
func (s *Service) exported(ctx context.Context, by Officer) (rows []sheetRow, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		d, err := s.readDirectory(ctx, tx, by, law.DateOf(s.Now()))
		if err != nil {
			return err
		}
		people, err := everybody(ctx, tx)
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.Active && by.MayFor(ManageAccounts, p.Unit) {
				rows = append(rows, d.row(p))
			}
		}
		return nil
	})
	return rows, err
}

func (d *directory) row(p org.Person) sheetRow {
	unit := func(id org.UnitID) string {
		u, _ := d.tree.Unit(id)
		return cmp.Or(u.Code, u.Name)
	}
	row := sheetRow{Name: p.Name, Title: p.Title, Unit: unit(p.Unit), Email: p.Email, Phone: p.Phone}
	if a, ok := d.accounts[p.ID]; ok {
		row.Login = a.Login
		var roles, scopes []string
		for _, g := range d.grants[a.ID] {
			roles, scopes = append(roles, RoleTitle(g.Role)), append(scopes, unit(g.Unit))
		}
		row.Role, row.Scope = strings.Join(roles, "; "), strings.Join(scopes, "; ")
	}
	var posts []string
	for _, kind := range postKinds {
		for _, h := range d.posts[p.ID] {
			if h.Kind == kind && h.Unit == p.Unit {
				posts = append(posts, postTitles[kind])
				row.From = h.From.Vietnamese()
			}
		}
	}
	row.Posts = strings.Join(posts, "; ")
	return row
}
