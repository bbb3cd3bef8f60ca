package browser

import (
	"syscall"
	"time"
)

// killGroup kills the process group of pid.
func killGroup(pid int) {
	syscall.Kill(-pid, syscall.SIGKILL)
	syscall.Kill(pid, syscall.SIGKILL)
}

// reap kills what is left of a browser's children, and waits until they are
// gone. Where we are the first process of a container, they are ours by now.
func reap(pids []int) {
	for range 100 {
		var left []int
		for _, pid := range pids {
			if alive(pid) {
				syscall.Kill(pid, syscall.SIGKILL)
				left = append(left, pid)
			} else {
				syscall.Wait4(pid, nil, syscall.WNOHANG, nil)
			}
		}
		if pids = left; len(pids) == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}
