package browser

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ownGroup puts a command into a process group of its own, and has the kernel
// kill it when the thread that starts it ends.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// child is what /proc tells of a process.
type child struct {
	pid      int
	renderer bool
	memory   int64 // bytes that are its own
}

// processes lists all there are, by parent.
func processes() map[int][]int {
	entries, _ := os.ReadDir("/proc")
	out := map[int][]int{}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + e.Name() + "/stat")
		if err != nil {
			continue
		}
		// The name in brackets may hold anything.
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if len(fields) < 2 {
			continue
		}
		if parent, err := strconv.Atoi(fields[1]); err == nil {
			out[parent] = append(out[parent], pid)
		}
	}
	return out
}

// descendants are the processes below pid, without it.
func descendants(pid int) []int {
	all := processes()
	var out []int
	todo := []int{pid}
	for len(todo) > 0 {
		below := all[todo[0]]
		todo = append(todo[1:], below...)
		out = append(out, below...)
	}
	return out
}

// family describes the processes below pid.
func family(pid int) []child {
	var out []child
	for _, d := range descendants(pid) {
		out = append(out, child{pid: d, renderer: isRenderer(d), memory: memoryOf(d)})
	}
	return out
}

// alive tells whether a process runs, or at least is no mere entry that nobody
// has waited for.
func alive(pid int) bool {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return false
	}
	state := bytes.TrimSpace(stat[bytes.LastIndexByte(stat, ')')+1:])
	return len(state) > 0 && state[0] != 'Z' && state[0] != 'X'
}

func isRenderer(pid int) bool {
	line, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	return bytes.Contains(line, []byte("--type=renderer"))
}

// memoryOf is what pid holds for itself, in bytes: neither files nor what it
// shares with the others of its kind. smaps would tell more, but not of a
// process in a sandbox.
func memoryOf(pid int) int64 {
	status, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	var sum int64
	for line := range strings.Lines(string(status)) {
		name, rest, _ := strings.Cut(line, ":")
		if name != "RssAnon" && name != "RssShmem" {
			continue
		}
		if f := strings.Fields(rest); len(f) > 0 {
			n, _ := strconv.ParseInt(f[0], 10, 64)
			sum += n << 10
		}
	}
	return sum
}

// killUsers ends the processes that were started with dir.
func killUsers(dir string) {
	want := []byte("--user-data-dir=" + dir + "/")
	for range 20 {
		found := false
		for _, pids := range processes() {
			for _, pid := range pids {
				line, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
				if pid != os.Getpid() && bytes.Contains(line, want) {
					found = true
					syscall.Kill(pid, syscall.SIGKILL)
				}
			}
		}
		if !found {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// smallShm tells whether /dev/shm is too small for a browser, as it is in most
// containers.
func smallShm() bool {
	var s syscall.Statfs_t
	return syscall.Statfs("/dev/shm", &s) != nil || int64(s.Bavail)*int64(s.Bsize) < 512<<20
}
