package doctext

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

// ChildArg is the hidden first argument with which the program serves one reading as a child process.
const ChildArg = "doctext-child"

// childReader reads a whole document. It runs inside the child, where it may panic, run wild or eat
// memory: the parent turns each of these into a sentence. What it starts itself inherits the limits and
// is killed with it.
type childReader func(ctx context.Context, data []byte, lim Limits) (official.Source, error)

// childReaders are the readers a child knows, by the name given to runChild.
var childReaders = map[string]childReader{pdfReader: readPDFHere, docReader: readDOCHere, pageReader: countPagesHere}

// childHead is the first line of a request; the document's bytes follow up to the end of the input. With a
// Tool the child becomes that program, which gets the bytes and answers as it likes.
type childHead struct {
	Reader string
	Tool   []string
	Limits Limits
}

// childReply is all a child says. Fault is nil when Source is the answer.
type childReply struct {
	Source official.Source
	Fault  *childFault
}

// childFault carries a fault.Error over the pipe; its cause becomes text for the log.
type childFault struct {
	Kind   fault.Kind
	Format string
	Args   []any
	Cause  string
}

// childSlots keeps a crowd of uploads from taking all memory at once: the children of one process wait
// for each other beyond this many.
var childSlots = make(chan struct{}, max(2, runtime.NumCPU()))

// runChild reads data with the named reader in a child process that may use lim.Memory and lim.Time.
//
// It fails with the reader's own fault.Error, with fault.TooLarge when a limit was met, with
// fault.Invalid when the reader broke on the document, and with the context's error when cancelled; the
// child and all it started are gone when runChild returns.
func runChild(ctx context.Context, reader string, data []byte, lim Limits) (official.Source, error) {
	return runChildIn(ctx, os.TempDir(), reader, data, lim)
}

// runChildIn is runChild with a folder for temporary files, which the caller makes and removes.
func runChildIn(ctx context.Context, dir, reader string, data []byte, lim Limits) (official.Source, error) {
	out, err := startChild(ctx, dir, childHead{Reader: reader, Limits: lim}, data)
	if err != nil {
		return official.Source{}, err
	}
	return parseReply(out)
}

// runTool gives data to another program within the limits of a child and returns what it wrote. It fails as
// runChild does.
func runTool(ctx context.Context, data []byte, lim Limits, tool ...string) ([]byte, error) {
	return startChild(ctx, os.TempDir(), childHead{Tool: tool, Limits: lim}, data)
}

func startChild(ctx context.Context, dir string, h childHead, data []byte) ([]byte, error) {
	select {
	case childSlots <- struct{}{}:
		defer func() { <-childSlots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	limited, cancel := context.WithTimeout(ctx, h.Limits.Time)
	defer cancel()

	head, err := json.Marshal(h)
	if err != nil {
		return nil, fmt.Errorf("preparing the child's request: %w", err)
	}
	program, err := ownProgram()
	if err != nil {
		return nil, fmt.Errorf("finding our own program: %w", err)
	}
	var out, complaint cappedBuffer
	out.left, complaint.left = h.Limits.Unpacked, 64<<10
	cmd := exec.CommandContext(limited, program, ChildArg)
	cmd.Env = childEnv(dir, h.Limits)
	cmd.Stdin = io.MultiReader(bytes.NewReader(append(head, '\n')), bytes.NewReader(data))
	cmd.Stdout, cmd.Stderr = &out, &complaint
	cmd.WaitDelay = time.Second
	bindChild(cmd)
	err = cmd.Run()

	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, errTime()
	case out.full:
		return nil, errUnpacked(h.Limits)
	case err != nil:
		return nil, explainDeath(err, complaint.kept.String())
	}
	return out.kept.Bytes(), nil
}

// childEnv is all of our surroundings that a child gets to see: no secret passes through it.
func childEnv(dir string, lim Limits) []string {
	return []string{
		fmt.Sprintf("GOMEMLIMIT=%d", softMemory(lim)),
		"PATH=" + os.Getenv("PATH"),
		"TMPDIR=" + dir,
		"LC_ALL=C.UTF-8",
		"OMP_THREAD_LIMIT=1", // one child, one processor
	}
}

// softMemory is where the child's collector begins to work hard: some way below the hard limit.
func softMemory(lim Limits) int64 { return max(lim.Memory-lim.Memory/5, 16<<20) }

// explainDeath finds the sentence for a child that ended without an answer.
func explainDeath(err error, complaint string) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return fmt.Errorf("starting the child process: %w", err)
	}
	first, _, _ := strings.Cut(complaint, "\n")
	cause := fmt.Errorf("child process: %w: %s", err, first)
	if wasKilled(exit) || strings.Contains(complaint, "out of memory") || strings.Contains(complaint, "cannot allocate memory") {
		return errMemory(cause)
	}
	if strings.Contains(complaint, "stack overflow") || strings.Contains(complaint, "stack exceeds") {
		return errDepth()
	}
	return errDamaged(cause)
}

func parseReply(raw []byte) (official.Source, error) {
	var reply childReply
	err := json.Unmarshal(raw, &reply)
	if err != nil {
		return official.Source{}, errDamaged(fmt.Errorf("understanding the child's answer: %w", err))
	}
	f := reply.Fault
	if f == nil {
		return reply.Source, nil
	}
	if f.Format == "" {
		return official.Source{}, fmt.Errorf("child process: %s", f.Cause)
	}
	var cause error
	if f.Cause != "" {
		cause = errors.New(f.Cause)
	}
	return official.Source{}, fault.Wrap(f.Kind, cause, f.Format, wholeNumbers(f.Args)...)
}

// wholeNumbers undoes what JSON does to integers, so that %d in a sentence still works.
func wholeNumbers(args []any) []any {
	for i, a := range args {
		if f, ok := a.(float64); ok && f == math.Trunc(f) && math.Abs(f) < 1<<53 {
			args[i] = int64(f)
		}
	}
	return args
}

// ChildMain serves one reading and returns the exit code. The program calls it, before anything else,
// when its first argument is ChildArg:
//
//	if len(os.Args) > 1 && os.Args[1] == doctext.ChildArg {
//		os.Exit(doctext.ChildMain(os.Args[1:], os.Stdin, os.Stdout))
//	}
//
// args begin with ChildArg. It lowers the limits of the whole process for good.
func ChildMain(args []string, stdin io.Reader, stdout io.Writer) int {
	return serveChild(childReaders, args, stdin, stdout)
}

func serveChild(readers map[string]childReader, args []string, stdin io.Reader, stdout io.Writer) int {
	const misuse = 64
	if len(args) != 1 || args[0] != ChildArg {
		return misuse
	}
	line, err := firstLine(stdin)
	if err != nil {
		return misuse
	}
	var head childHead
	err = json.Unmarshal(line, &head)
	if err != nil {
		return misuse
	}
	if len(head.Tool) > 0 {
		_, _ = fmt.Fprintln(os.Stderr, becomeTool(head)) // it returns only what went wrong
		return 1
	}
	read, ok := readers[head.Reader]
	if !ok {
		return misuse
	}
	debug.SetMemoryLimit(softMemory(head.Limits))
	err = limitProcess(head.Limits)
	if err != nil {
		return answer(stdout, official.Source{}, fmt.Errorf("limiting the child: %w", err))
	}
	data, err := io.ReadAll(io.LimitReader(stdin, head.Limits.Bytes+1))
	if err != nil {
		return misuse
	}
	src, err := readSafely(read, data, head.Limits)
	return answer(stdout, src, err)
}

// firstLine reads no further than the line, so that what follows is still there for another program.
func firstLine(r io.Reader) ([]byte, error) {
	var line []byte
	one := make([]byte, 1)
	for len(line) < 64<<10 {
		_, err := io.ReadFull(r, one)
		if err != nil {
			return nil, err
		}
		if one[0] == '\n' {
			return line, nil
		}
		line = append(line, one[0])
	}
	return nil, errors.New("the first line has no end")
}

// becomeTool limits this process and turns it into another program; it returns only when that failed.
func becomeTool(head childHead) error {
	err := limitProcess(head.Limits)
	if err != nil {
		return err
	}
	return becomeProgram(head.Tool)
}

// readSafely turns a panic of the reader into the sentence for a damaged file.
func readSafely(read childReader, data []byte, lim Limits) (src official.Source, err error) {
	defer func() {
		if p := recover(); p != nil {
			src, err = official.Source{}, errDamaged(fmt.Errorf("reader panicked: %v", p))
		}
	}()
	err = lim.checkBytes(data)
	if err != nil {
		return official.Source{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), lim.Time)
	defer cancel()
	src, err = read(ctx, data, lim)
	if errors.Is(err, context.DeadlineExceeded) {
		return official.Source{}, errTime()
	}
	return src, err
}

func answer(stdout io.Writer, src official.Source, err error) int {
	reply := childReply{Source: src}
	if err != nil {
		reply = childReply{Fault: &childFault{Cause: err.Error()}}
		if e := fault.Find(err); e != nil {
			reply.Fault = &childFault{Kind: e.Kind, Format: e.Format, Args: e.Args}
			if cause := errors.Unwrap(e); cause != nil {
				reply.Fault.Cause = cause.Error()
			}
		}
	}
	err = json.NewEncoder(stdout).Encode(reply)
	if err != nil {
		return 1
	}
	return 0
}

// cappedBuffer keeps the first bytes and notes that there were more.
type cappedBuffer struct {
	kept bytes.Buffer
	left int64
	full bool
}

func (b *cappedBuffer) Write(p []byte) (int, error) {
	keep := p
	if int64(len(keep)) > b.left {
		keep, b.full = keep[:b.left], true
	}
	b.left -= int64(len(keep))
	b.kept.Write(keep)
	return len(p), nil
}
