// Package s3server starts real S3 servers for tests: MinIO and versitygw, each a
// process on a free port of the loopback device, with its data in a folder of
// the test's. Its clients speak for the server's administrator: the one whom an
// archive must survive.
package s3server

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"archiver/internal/webtest/tools"
)

// The administrator's credentials, and the region of every server.
const (
	AccessKey = "archivertest"
	SecretKey = "archivertest-secret"
	Region    = "us-east-1"
)

// Kind is which program.
type Kind string

// The programs.
const (
	MinIO   Kind = "minio"
	Versity Kind = "versitygw"
)

// Kinds are all of them.
var Kinds = []Kind{MinIO, Versity}

// Options are for tests that need a server of a special sort.
type Options struct {
	Dir string // of its data; empty: a new one
	// CertFile and KeyFile make it speak https.
	CertFile, KeyFile string
	// Room is how many bytes its data may take, in all: a small file system of
	// its own. 0: no limit.
	Room int64
}

// Server is a running server.
type Server struct {
	Kind     Kind
	Endpoint string // http://127.0.0.1:PORT
	Dir      string // its data
	// Admin is a client with all rights. It does not retry.
	Admin *minio.Core

	opt  Options
	addr string
	mu   sync.Mutex
	cmd  *exec.Cmd
	out  *tail
	gone chan struct{} // closed when cmd has ended

	stranger bool // exists; see Stranger
}

// Start starts a server and waits until it answers. It is killed at the test's
// end.
func Start(t testing.TB, kind Kind, opt Options) *Server {
	t.Helper()
	if opt.Dir == "" {
		opt.Dir = t.TempDir()
	}
	s := start(t, kind, opt)
	t.Cleanup(s.Kill)
	return s
}

func start(t testing.TB, kind Kind, opt Options) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Kind: kind, Dir: opt.Dir, opt: opt, addr: l.Addr().String()}
	l.Close()
	s.Endpoint = "http://" + s.addr
	if opt.CertFile != "" {
		s.Endpoint = "https://" + s.addr
	}
	s.Admin = s.Client(t, AccessKey, SecretKey)
	s.Restart(t)
	return s
}

// Client gives a client with other credentials.
func (s *Server) Client(t testing.TB, access, secret string) *minio.Core {
	t.Helper()
	opt := &minio.Options{
		Creds: credentials.NewStaticV4(access, secret, ""), Region: Region, Secure: s.opt.CertFile != "",
		BucketLookup: minio.BucketLookupPath, MaxRetries: 1, TrailingHeaders: true,
	}
	if s.opt.CertFile != "" {
		tr, err := minio.DefaultTransport(true)
		if err != nil {
			t.Fatal(err)
		}
		tr.TLSClientConfig.InsecureSkipVerify = true
		opt.Transport = tr
	}
	c, err := minio.NewCore(s.addr, opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Stranger gives the credentials of somebody who exists and may do nothing. On
// MinIO they are for a session, with a token.
func (s *Server) Stranger(t testing.TB) credentials.Value {
	t.Helper()
	if s.Kind == MinIO {
		v, err := s.Session(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["s3:*"],"Resource":["arn:aws:s3:::*"]}]}`)
		must(t, err)
		return v
	}
	v := credentials.Value{AccessKeyID: "stranger", SecretAccessKey: "stranger-secret"}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stranger {
		return v
	}
	s.stranger = true
	cmd := exec.Command(tools.Path(t, string(s.Kind)), "admin", "--access", AccessKey, "--secret", SecretKey, "--endpoint-url", s.Endpoint,
		"create-user", "--access", v.AccessKeyID, "--secret", v.SecretAccessKey, "--role", "user")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("create a user: %v: %s", err, out)
	}
	return v
}

// Session gives credentials that expire, of MinIO's token service, which may begin to
// answer some time after the store.
func (s *Server) Session(t testing.TB, policy string) (credentials.Value, error) {
	c, err := credentials.NewSTSAssumeRole(s.Endpoint, credentials.STSAssumeRoleOptions{
		AccessKey: AccessKey, SecretKey: SecretKey, Location: Region, Policy: policy, DurationSeconds: 900,
	})
	if err != nil {
		return credentials.Value{}, err
	}
	for began := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		v, err := c.GetWithContext(&credentials.CredContext{Client: http.DefaultClient})
		if err == nil || !strings.Contains(err.Error(), "Server not initialized") || time.Since(began) > time.Minute {
			return v, err
		}
	}
}

// Limited gives the credentials of somebody who may do these things in a bucket (a
// list as JSON has it, such as "s3:GetObject","s3:ListBucket") and nothing else.
func (s *Server) Limited(t testing.TB, bucket, actions string) credentials.Value {
	t.Helper()
	on := fmt.Sprintf(`"Action":[%s],"Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"]`, actions, bucket, bucket)
	if s.Kind == MinIO {
		v, err := s.Session(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",`+on+`}]}`)
		must(t, err)
		return v
	}
	v := s.Stranger(t)
	must(t, s.Admin.SetBucketPolicy(t.Context(), bucket, fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[%q]},%s}]}`, v.AccessKeyID, on)))
	return v
}

// Environ gives what a program needs in its environment to reach the server.
func (s *Server) Environ() []string {
	return []string{
		"AWS_ACCESS_KEY_ID=" + AccessKey, "AWS_SECRET_ACCESS_KEY=" + SecretKey, "AWS_SESSION_TOKEN=", "AWS_REGION=" + Region,
		"AWS_EC2_METADATA_DISABLED=true", "AWS_SHARED_CREDENTIALS_FILE=/dev/null", "AWS_CONFIG_FILE=/dev/null",
	}
}

// Setenv sets Environ for the test.
func (s *Server) Setenv(t *testing.T) {
	for _, kv := range s.Environ() {
		k, v, _ := strings.Cut(kv, "=")
		t.Setenv(k, v)
	}
}

func (s *Server) command(t testing.TB) *exec.Cmd {
	exe := tools.Path(t, string(s.Kind))
	var args []string
	switch s.Kind {
	case MinIO:
		args = []string{"server", "--quiet", "--address", s.addr}
		certs := filepath.Join(s.Dir, "certs")
		must(t, os.MkdirAll(certs, 0o755))
		if s.opt.CertFile != "" {
			copyFile(t, s.opt.CertFile, filepath.Join(certs, "public.crt"))
			copyFile(t, s.opt.KeyFile, filepath.Join(certs, "private.key"))
		}
		args = append(args, "--certs-dir", certs, filepath.Join(s.Dir, "data"))
	case Versity:
		must(t, os.MkdirAll(filepath.Join(s.Dir, "data"), 0o755))
		must(t, os.MkdirAll(filepath.Join(s.Dir, "versions"), 0o755))
		must(t, os.MkdirAll(filepath.Join(s.Dir, "iam"), 0o755))
		args = []string{"--port", s.addr, "--quiet", "--keep-alive", "--iam-dir", filepath.Join(s.Dir, "iam")}
		if s.opt.CertFile != "" {
			args = append(args, "--cert", s.opt.CertFile, "--key", s.opt.KeyFile)
		}
		args = append(args, "posix", "--versioning-dir", filepath.Join(s.Dir, "versions"), filepath.Join(s.Dir, "data"))
	default:
		t.Fatalf("s3server: there is no %q", s.Kind)
	}
	attr := &syscall.SysProcAttr{}
	if s.opt.Room > 0 {
		exe, args = confine(t, attr, s.Dir, s.opt.Room, exe, args)
	}
	cmd := exec.Command(exe, args...)
	cmd.Dir = s.Dir
	cmd.Env = []string{
		"HOME=" + s.Dir, "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(),
		"MINIO_ROOT_USER=" + AccessKey, "MINIO_ROOT_PASSWORD=" + SecretKey, "MINIO_BROWSER=off", "MINIO_UPDATE=off",
		"MINIO_SITE_REGION=" + Region,
		"ROOT_ACCESS_KEY=" + AccessKey, "ROOT_SECRET_KEY=" + SecretKey,
	}
	// Its own group: it is killed with all that it started, and when the thread
	// that started it ends.
	cmd.SysProcAttr = attr
	attr.Setpgid, attr.Pdeathsig = true, syscall.SIGKILL
	return cmd
}

// confine gives the command that runs exe in a mount namespace of its own, where
// the data lies on a small file system in memory. Where the system allows no such
// namespace, each file may have only so many bytes: writing then fails half way
// as well, though with another error.
func confine(t testing.TB, attr *syscall.SysProcAttr, dir string, room int64, exe string, args []string) (string, []string) {
	own := *attr
	own.Unshareflags = syscall.CLONE_NEWNS
	if os.Getuid() != 0 {
		own.Cloneflags = syscall.CLONE_NEWUSER
		own.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		own.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
	data := filepath.Join(dir, "data")
	must(t, os.MkdirAll(data, 0o755))
	mount := fmt.Sprintf("mount -t tmpfs -o size=%d none %q", room, data)
	try := exec.Command("/bin/sh", "-c", mount)
	try.SysProcAttr = &own
	if out, err := try.CombinedOutput(); err != nil {
		t.Logf("s3server: no file system of its own (%v: %s), limiting the size of files instead", err, bytes.TrimSpace(out))
		return "/bin/sh", append([]string{"-c", fmt.Sprintf("ulimit -f %d; exec \"$0\" \"$@\"", room>>4/512), exe}, args...)
	}
	*attr = own
	return "/bin/sh", append([]string{"-c", mount + ` && exec "$0" "$@"`, exe}, args...)
}

// Grow gives a server that was started with Room that much more.
func (s *Server) Grow(t testing.TB) {
	t.Helper()
	pid := fmt.Sprint(s.cmd.Process.Pid)
	enter := []string{"--target", pid, "--mount"}
	if os.Getuid() != 0 {
		enter = append(enter, "--user", "--preserve-credentials")
	}
	remount := append(enter, "mount", "-o", fmt.Sprintf("remount,size=%d", 2*s.opt.Room), filepath.Join(s.Dir, "data"))
	if out, err := exec.Command("nsenter", remount...).CombinedOutput(); err != nil {
		// See confine.
		if more, err := exec.Command("prlimit", "--pid", pid, "--fsize=unlimited").CombinedOutput(); err != nil {
			t.Fatalf("give %s more room: %s; %s", s.Kind, out, more)
		}
	}
}

// Restart starts the server anew over the same data, at the same address.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Kill()
	cmd, out := s.command(t), &tail{}
	cmd.Stdout, cmd.Stderr = out, out
	started, gone := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(gone)
		runtime.LockOSThread() // see Pdeathsig: the thread lives as long as the server
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		t.Fatalf("start %s: %v", s.Kind, err)
	}
	s.mu.Lock()
	s.cmd, s.out, s.gone = cmd, out, gone
	s.mu.Unlock()

	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var err error
	for ctx.Err() == nil {
		if _, err = s.Admin.ListBuckets(ctx); err == nil {
			return
		}
		select {
		case <-gone:
			t.Fatalf("%s ended at its start: %s", s.Kind, out)
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatalf("%s does not answer: %v\n%s", s.Kind, err, out)
}

// Kill ends the server with SIGKILL, if it runs.
func (s *Server) Kill() {
	s.mu.Lock()
	cmd, gone := s.cmd, s.gone
	s.cmd = nil
	s.mu.Unlock()
	if cmd == nil {
		return
	}
	syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	<-gone
}

// Stop has the server say nothing any more, though it still takes connections, and
// Continue has it go on.
func (s *Server) Stop() { s.signal(syscall.SIGSTOP) }

// Continue is the end of Stop.
func (s *Server) Continue() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(sig syscall.Signal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cmd != nil {
		syscall.Kill(-s.cmd.Process.Pid, sig)
	}
}

// Output gives the last of what the server printed.
func (s *Server) Output() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.out.String()
}

// Bucket makes a bucket that keeps versions, with or without Object Lock.
func (s *Server) Bucket(t testing.TB, lock bool) string {
	t.Helper()
	name := s.PlainBucket(t, lock)
	if !lock { // a bucket with a lock keeps versions by itself
		must(t, s.Admin.EnableVersioning(context.Background(), name))
	}
	return name
}

// PlainBucket makes a bucket that keeps no versions, unless it has a lock.
func (s *Server) PlainBucket(t testing.TB, lock bool) string {
	t.Helper()
	var id [6]byte
	rand.Read(id[:])
	name := "archive-" + hex.EncodeToString(id[:])
	must(t, s.Admin.MakeBucket(context.Background(), name, minio.MakeBucketOptions{Region: Region, ObjectLocking: lock}))
	return name
}

// Overwrite is what an administrator may do: put other bytes under a key,
// without any condition.
func (s *Server) Overwrite(t testing.TB, bucket, key, content string) (version string) {
	t.Helper()
	info, err := s.Admin.Client.PutObject(context.Background(), bucket, key, strings.NewReader(content), int64(len(content)),
		minio.PutObjectOptions{DisableMultipart: true, DisableContentSha256: true, UserMetadata: map[string]string{}})
	must(t, err)
	return info.VersionID
}

// Delete puts a delete marker over a key (or, in a bucket without versions,
// deletes it).
func (s *Server) Delete(t testing.TB, bucket, key string) {
	t.Helper()
	must(t, s.Admin.RemoveObject(context.Background(), bucket, key, minio.RemoveObjectOptions{}))
}

// Destroy tries to remove one version for good, by all means.
func (s *Server) Destroy(bucket, key, version string) error {
	return s.Admin.RemoveObject(context.Background(), bucket, key, minio.RemoveObjectOptions{VersionID: version, GovernanceBypass: true})
}

// Versions lists what the bucket holds under a key, newest first.
func (s *Server) Versions(t testing.TB, bucket, key string) (out []minio.ObjectInfo) {
	t.Helper()
	for o := range s.Admin.Client.ListObjectsIter(context.Background(), bucket, minio.ListObjectsOptions{Prefix: key, Recursive: true, WithVersions: true}) {
		must(t, o.Err)
		if o.Key == key {
			out = append(out, o)
		}
	}
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	must(t, err)
	must(t, os.WriteFile(to, data, 0o600))
}

// tail keeps the last of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (w *tail) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.buf.Len() > 64<<10 {
		w.buf.Next(w.buf.Len() - 32<<10)
	}
	return w.buf.Write(p)
}

func (w *tail) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buf.String()
}
