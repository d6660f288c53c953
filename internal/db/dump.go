package db

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Dump is a copy of the whole database at one moment, taken while others write: on SQLite one file, on
// PostgreSQL the rows of each table. Entries go to the archive under "database/". The rows of the tables in without
// are left out: what must not outlive its day must not live on in a copy.
func (d *DB) Dump(ctx context.Context, out *tar.Writer, without ...string) error {
	if d.engine == SQLite {
		return d.dumpSQLite(ctx, out, without)
	}
	return d.dumpPostgres(ctx, out, without)
}

// SQLiteEntry is where the SQLite file stands in an archive.
const SQLiteEntry = "database/nhipcau.db"

func (d *DB) dumpSQLite(ctx context.Context, out *tar.Writer, without []string) error {
	dir, err := os.MkdirTemp(filepath.Dir(d.path), "backup-*")
	if err != nil {
		return fmt.Errorf("copying the database: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // only a copy
	file := filepath.Join(dir, "nhipcau.db")
	conn, err := openSQLitePool(d.path, "", 1) // neither the writer, who goes on, nor a reader, who may not
	if err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, `VACUUM INTO ?`, file)
	err = errors.Join(err, conn.Close())
	if err != nil {
		return fmt.Errorf("copying the database: %w", err)
	}
	err = emptyTables(ctx, file, without)
	if err != nil {
		return fmt.Errorf("leaving out of the copy what must not be in it: %w", err)
	}
	return AddFile(out, SQLiteEntry, file)
}

// emptyTables deletes all rows of some tables of a copy, and their bytes with them.
func emptyTables(ctx context.Context, file string, tables []string) error {
	if len(tables) == 0 {
		return nil
	}
	conn, err := openSQLitePool(file, "&_pragma=journal_mode(MEMORY)", 1) // bytes go by secure_delete
	if err != nil {
		return err
	}
	for _, name := range tables {
		var there int // an older schema, backed up before an upgrade, may not have the table yet
		if err == nil {
			err = conn.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?`, name).Scan(&there)
		}
		if err == nil && there > 0 {
			_, err = conn.ExecContext(ctx, `DELETE FROM `+pgx.Identifier{name}.Sanitize())
		}
	}
	if err == nil {
		_, err = conn.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	}
	return errors.Join(err, conn.Close())
}

// AddFile puts a file into an archive.
func AddFile(out *tar.Writer, name, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	info, err := f.Stat()
	if err != nil {
		return err
	}
	err = out.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size(), ModTime: info.ModTime()})
	if err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	return err
}

// table is one table of PostgreSQL with the columns that are copied.
type table struct {
	name    string
	columns []string
	needs   []string // tables it refers to
}

func (t table) list() string {
	quoted := make([]string, len(t.columns))
	for i, c := range t.columns {
		quoted[i] = pgx.Identifier{c}.Sanitize()
	}
	return pgx.Identifier{t.name}.Sanitize() + " (" + strings.Join(quoted, ", ") + ")"
}

func (d *DB) dumpPostgres(ctx context.Context, out *tar.Writer, without []string) error {
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }() // only read
	tables, err := tablesOf(ctx, tx)
	if err != nil {
		return err
	}
	for i, t := range tables {
		err := dumpTable(ctx, tx, out, slices.Contains(without, t.name), fmt.Sprintf("database/%03d %s", i, t.name), t)
		if err != nil {
			return fmt.Errorf("copying table %s: %w", t.name, err)
		}
	}
	return nil
}

// dumpTable writes the rows through a temporary file, because an archive wants sizes first. The first line
// names the columns. An empty table has no more than that.
func dumpTable(ctx context.Context, tx pgx.Tx, out *tar.Writer, empty bool, name string, t table) error {
	f, err := os.CreateTemp("", "nhipcau-backup-*")
	if err != nil {
		return err
	}
	defer func() { _ = errors.Join(f.Close(), os.Remove(f.Name())) }() // only a copy
	_, err = fmt.Fprintln(f, strings.Join(t.columns, "\t"))
	if err != nil {
		return err
	}
	if !empty {
		_, err = tx.Conn().PgConn().CopyTo(ctx, f, `COPY `+t.list()+` TO STDOUT`)
		if err != nil {
			return err
		}
	}
	return AddFile(out, name, f.Name())
}

// tablesOf lists all tables so that each stands after those it refers to.
func tablesOf(ctx context.Context, tx pgx.Tx) ([]table, error) {
	rows, err := tx.Query(ctx, `
		SELECT c.relname,
		       ARRAY(SELECT a.attname FROM pg_attribute a
		              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum),
		       ARRAY(SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
		              WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid)
		  FROM pg_class c
		 WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
		 ORDER BY c.relname`)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (t table, err error) {
		err = r.Scan(&t.name, &t.columns, &t.needs)
		return t, err
	})
	if err != nil {
		return nil, err
	}
	return inOrder(all), nil
}

func inOrder(all []table) []table {
	var sorted []table
	done := map[string]bool{}
	for len(sorted) < len(all) {
		before := len(sorted)
		for _, t := range all {
			if !done[t.name] && !slices.ContainsFunc(t.needs, func(n string) bool { return !done[n] }) {
				done[t.name] = true
				sorted = append(sorted, t)
			}
		}
		if len(sorted) == before { // a circle: the rest as it comes
			for _, t := range all {
				if !done[t.name] {
					done[t.name] = true
					sorted = append(sorted, t)
				}
			}
		}
	}
	return sorted
}

// LoadTable puts the rows of one dumped table into PostgreSQL; entry is the name in the archive. What the
// migrations themselves put into the table is replaced.
func (d *DB) LoadTable(ctx context.Context, entry string, content io.Reader) error {
	_, name, ok := strings.Cut(strings.TrimPrefix(entry, "database/"), " ")
	if !ok {
		return fmt.Errorf("%s is not the dump of a table", entry)
	}
	columns, err := readLine(content)
	if err != nil {
		return fmt.Errorf("reading the columns of %s: %w", name, err)
	}
	t := table{name: name, columns: strings.Split(columns, "\t")}
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	_, err = conn.Exec(ctx, `DELETE FROM `+pgx.Identifier{name}.Sanitize())
	if err != nil {
		return fmt.Errorf("emptying %s: %w", name, err)
	}
	_, err = conn.Conn().PgConn().CopyFrom(ctx, content, `COPY `+t.list()+` FROM STDIN`)
	if err != nil {
		return fmt.Errorf("filling %s: %w", name, err)
	}
	return nil
}

// readLine reads up to a line break, a byte at a time, so that nothing after it is lost.
func readLine(r io.Reader) (string, error) {
	var line []byte
	one := make([]byte, 1)
	for len(line) < 1<<16 {
		_, err := io.ReadFull(r, one)
		if err != nil {
			return "", err
		}
		if one[0] == '\n' {
			return string(line), nil
		}
		line = append(line, one[0])
	}
	return "", errors.New("the line is too long")
}

// ResetSequences lets new identifiers of PostgreSQL start above those that were loaded.
func (d *DB) ResetSequences(ctx context.Context) error {
	if d.engine == SQLite {
		return nil
	}
	return d.Write(ctx, func(tx *Tx) error {
		r, err := tx.Query(ctx, `
			SELECT s.relname, t.relname, a.attname
			  FROM pg_class s
			  JOIN pg_depend dep ON dep.objid = s.oid AND dep.deptype IN ('a', 'i')
			  JOIN pg_class t ON t.oid = dep.refobjid
			  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = dep.refobjsubid
			 WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace`)
		sequences, err := Collect(r, err, func(r *Rows) (s [3]string, err error) {
			err = r.Scan(&s[0], &s[1], &s[2])
			return s, err
		})
		if err != nil {
			return err
		}
		for _, s := range sequences {
			_, err := tx.Exec(ctx, fmt.Sprintf(`SELECT setval(%s, GREATEST((SELECT MAX(%s) FROM %s), 1))`,
				"'"+strings.ReplaceAll(s[0], "'", "''")+"'", pgx.Identifier{s[2]}.Sanitize(), pgx.Identifier{s[1]}.Sanitize()))
			if err != nil {
				return fmt.Errorf("setting sequence %s: %w", s[0], err)
			}
		}
		return nil
	})
}

// Applied lists the stamps of the migrations that the database has seen.
func (d *DB) Applied(ctx context.Context) ([]int64, error) {
	var stamps []int64
	err := d.Read(ctx, func(tx *Tx) error {
		r, err := tx.Query(ctx, `SELECT version_id FROM goose_db_version WHERE version_id > 0 AND is_applied ORDER BY version_id`)
		stamps, err = Collect(r, err, func(r *Rows) (n int64, err error) {
			err = r.Scan(&n)
			return n, err
		})
		return err
	})
	return stamps, err
}

// MigrateTo is Migrate with only the files whose stamps are named; restoring an older backup needs it.
func (d *DB) MigrateTo(ctx context.Context, modules []Module, stamps []int64) error {
	var own []Module
	for _, m := range modules {
		if m.Files != nil {
			m.Files = onlyStamped{m.Files, stamps}
		}
		own = append(own, m)
	}
	return d.Migrate(ctx, own)
}

func stampOf(name string) int64 {
	n, err := strconv.ParseInt(name[:min(14, len(name))], 10, 64)
	if err != nil {
		return 0
	}
	return n
}
