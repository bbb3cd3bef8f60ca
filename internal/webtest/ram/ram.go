// Package ram has a package's tests keep their files in memory, where there is room. The
// program waits for the disk at each step of a capture, and so do the servers that tests
// start: where a test is not about the disk, that takes time and shows nothing.
package ram

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

const (
	folder = "/dev/shm"
	room   = 2 << 30 // some ten times what the tests of one package hold at once
	memory = 4 << 30 // that is free: browsers and servers want some too
	tmpfs  = 0x01021994
	noexec = 0x8
)

// Use has this process and those that it starts make their temporary files in memory. It
// does nothing where somebody said where those go, where there is too little memory, or
// where a file in memory can't do what one on a disk can.
func Use() {
	if os.Getenv("TMPDIR") == "" && fits() && asOnDisk() {
		os.Setenv("TMPDIR", folder)
	}
}

func fits() bool {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(folder, &fs); err != nil || fs.Type != tmpfs || fs.Flags&noexec != 0 || fs.Bavail*uint64(fs.Bsize) < room {
		return false
	}
	for _, file := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} { // of a container
		var limit uint64
		if b, err := os.ReadFile(file); err == nil {
			if n, _ := fmt.Sscan(string(b), &limit); n == 1 && limit < memory {
				return false
			}
		}
	}
	info, _ := os.ReadFile("/proc/meminfo")
	_, free, _ := bytes.Cut(info, []byte("MemAvailable:"))
	var kilobytes uint64
	fmt.Sscan(string(free), &kilobytes)
	return kilobytes<<10 >= memory
}

// asOnDisk says whether files there do what S3 servers ask of a disk: have attributes,
// and be read past the cache. Older kernels do not let them.
func asOnDisk() bool {
	dir, err := os.MkdirTemp(folder, "archiver-")
	if err != nil {
		return false
	}
	defer os.RemoveAll(dir)
	f, err := os.OpenFile(filepath.Join(dir, "file"), os.O_CREATE|os.O_RDWR|syscall.O_DIRECT, 0o600)
	if err != nil {
		return false
	}
	defer f.Close()
	return syscall.Setxattr(f.Name(), "user.archiver", []byte("x"), 0) == nil
}
