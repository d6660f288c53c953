// Package dbtest runs one test on both databases. PostgreSQL is a real server whose address the scripts
// put into NHIPCAU_TEST_POSTGRES; a test without it fails, it does not skip.
package dbtest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/nhipcau/nhipcau/internal/db"
)

// AddressVariable names the environment variable that holds the address of the test server.
const AddressVariable = "NHIPCAU_TEST_POSTGRES"

// Each runs fn as two parallel subtests, on a fresh SQLite file and on a fresh PostgreSQL database, each
// with the given modules' schema. The quick check before a commit (go test -short) leaves PostgreSQL to every
// fourth test, chosen by name, so that each package still meets it; everything runs on both otherwise.
func Each(t *testing.T, modules []db.Module, fn func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		fn(t, SQLite(t, modules))
	})
	if testing.Short() && sha256.Sum256([]byte(t.Name()))[0]%4 != 0 {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		fn(t, Postgres(t, modules))
	})
}

var (
	mu                sync.Mutex
	sqliteTemplates   = map[string][]byte{} // by schema
	postgresTemplates = map[string]bool{}   // schemas whose database this process has seen
)

// SQLite opens a fresh SQLite database with the modules' schema.
func SQLite(t *testing.T, modules []db.Module) *db.DB {
	t.Helper()
	dir := t.TempDir()
	err := os.WriteFile(filepath.Join(dir, "nhipcau.db"), sqliteTemplate(t, modules), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, dir, "")
}

// sqliteTemplate is the content of a file with the schema and nothing else.
func sqliteTemplate(t *testing.T, modules []db.Module) []byte {
	t.Helper()
	key := schemaKey(t, modules)
	mu.Lock()
	defer mu.Unlock()
	if data, ok := sqliteTemplates[key]; ok {
		return data
	}
	dir := t.TempDir()
	d := migrated(t, dir, "", modules)
	file := filepath.Join(dir, "copy.db")
	copyTo(t, d, file)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sqliteTemplates[key] = data
	return data
}

func copyTo(t *testing.T, d *db.DB, file string) {
	t.Helper()
	_, err := d.WritePool().ExecContext(context.Background(), `VACUUM INTO ?`, file)
	if err != nil {
		t.Fatalf("copying the schema: %v", err)
	}
	err = d.Close()
	if err != nil {
		t.Fatal(err)
	}
}

// Postgres opens a fresh PostgreSQL database with the modules' schema and drops it after the test.
func Postgres(t *testing.T, modules []db.Module) *db.DB {
	t.Helper()
	return open(t, "", PostgresURL(t, modules))
}

// PostgresURL is Postgres for a test that opens the database itself, perhaps more than once.
func PostgresURL(t *testing.T, modules []db.Module) string {
	t.Helper()
	template := postgresTemplate(t, modules)
	name := "t_" + randomName()
	admin(t, fmt.Sprintf(`CREATE DATABASE %s TEMPLATE %s`, name, template))
	t.Cleanup(func() { admin(t, fmt.Sprintf(`DROP DATABASE IF EXISTS %s WITH (FORCE)`, name)) })
	return address(t, name)
}

// postgresTemplate makes the schema once for all test processes: whoever holds the lock builds it.
func postgresTemplate(t *testing.T, modules []db.Module) string {
	t.Helper()
	key := schemaKey(t, modules)
	name := "template_" + key[:24]
	mu.Lock()
	defer mu.Unlock()
	if postgresTemplates[key] {
		return name
	}
	ctx := context.Background()
	conn := connect(t)
	defer func() { _ = conn.Close(ctx) }()
	mustExec(t, conn, `SELECT pg_advisory_lock(hashtext($1))`, name)
	var there bool
	err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate)`, name).Scan(&there)
	if err != nil {
		t.Fatal(err)
	}
	if !there {
		mustExec(t, conn, fmt.Sprintf(`DROP DATABASE IF EXISTS %s WITH (FORCE)`, name))
		mustExec(t, conn, fmt.Sprintf(`CREATE DATABASE %s`, name))
		d := migrated(t, "", address(t, name), modules)
		err := d.Close()
		if err != nil {
			t.Fatal(err)
		}
		mustExec(t, conn, fmt.Sprintf(`ALTER DATABASE %s IS_TEMPLATE true`, name))
	}
	postgresTemplates[key] = true
	return name
}

func migrated(t *testing.T, dir, url string, modules []db.Module) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), dir, url)
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	err = d.Migrate(context.Background(), modules)
	if err != nil {
		t.Fatalf("migrating: %v", err)
	}
	return d
}

func open(t *testing.T, dir, url string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), dir, url)
	if err != nil {
		t.Fatalf("opening: %v", err)
	}
	t.Cleanup(func() {
		err := d.Close()
		if err != nil {
			t.Errorf("closing the database: %v", err)
		}
	})
	return d
}

// schemaKey is the same for the same modules with the same files.
func schemaKey(t *testing.T, modules []db.Module) string {
	t.Helper()
	h := sha256.New()
	for _, m := range modules {
		fmt.Fprintln(h, m.Name)
		if m.Files == nil {
			continue
		}
		names, err := fs.Glob(m.Files, "migrations/*.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := fs.ReadFile(m.Files, name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(h, name, len(text))
			h.Write(text)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func admin(t *testing.T, statement string) {
	t.Helper()
	conn := connect(t)
	defer func() { _ = conn.Close(context.Background()) }()
	mustExec(t, conn, statement)
}

func connect(t *testing.T) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), address(t, "postgres"))
	if err != nil {
		t.Fatalf("connecting to the test PostgreSQL: %v", err)
	}
	return conn
}

func mustExec(t *testing.T, conn *pgx.Conn, statement string, args ...any) {
	t.Helper()
	_, err := conn.Exec(context.Background(), statement, args...)
	if err != nil {
		t.Fatalf("%s: %v", strings.Fields(statement)[0], err)
	}
}

func address(t *testing.T, database string) string {
	t.Helper()
	base := os.Getenv(AddressVariable)
	if base == "" {
		t.Fatalf("%s is not set: run the tests with `make check` or `make test`, or `scripts/with-postgres go test ./...`", AddressVariable)
	}
	u, err := url.Parse(base)
	if err != nil {
		t.Fatalf("%s: %v", AddressVariable, err)
	}
	u.Path = "/" + database
	return u.String()
}

func randomName() string {
	b := make([]byte, 8)
	_, err := rand.Read(b)
	if err != nil {
		panic(err)
	}
	return hex.EncodeToString(b)
}
