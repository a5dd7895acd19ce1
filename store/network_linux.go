package store

import "syscall"

// networkDisks are the file systems on which processes cannot share the memory that a
// write-ahead log needs: NFS, SMB, CIFS, SMB2, Plan 9.
var networkDisks = map[uint32]bool{0x6969: true, 0x517B: true, 0xFF534D42: true, 0xFE534D42: true, 0x01021997: true}

// onNetwork reports whether dir is on another computer's disk.
func onNetwork(dir string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(dir, &s) == nil && networkDisks[uint32(s.Type)]
}
