package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

const (
	socketFile  = "world.sock"
	pointerFile = "world.at" // where the socket is instead, when its path would be too long
	// mostPath is how long the path of a socket may be on every system.
	mostPath = 100
)

// server serves a world through a socket in its folder.
type server struct {
	http  *http.Server
	ended chan error
	paths []string // what is taken away at the end
}

func serve(dir string, w *World) (*server, error) {
	path, paths, err := place(dir)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	s := &server{
		http:  &http.Server{Handler: answering(w), ReadHeaderTimeout: 10 * time.Second},
		ended: make(chan error, 1), paths: paths,
	}
	go func() { s.ended <- s.http.Serve(listener) }()
	return s, nil
}

// close lets the requests under way have their answers, for a second.
func (s *server) close() error {
	ctx, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	err := s.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.http.Close()
	}
	if ended := <-s.ended; !errors.Is(ended, http.ErrServerClosed) {
		err = errors.Join(err, ended)
	}
	for _, path := range s.paths {
		if gone := os.Remove(path); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

// place is where the socket of a folder is made, and what has to be taken away afterwards. The
// one of a program that was killed is cleared away; only who has the world's lock calls this.
func place(dir string) (path string, paths []string, err error) {
	if old, ok := pointed(dir); ok {
		_, _ = os.Remove(old), os.Remove(filepath.Dir(old)) // a folder of another's is not empty
	}
	path, pointer := filepath.Join(dir, socketFile), filepath.Join(dir, pointerFile)
	for _, stale := range []string{path, pointer} {
		if err := os.Remove(stale); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, fmt.Errorf("clearing away an old socket: %w", err)
		}
	}
	if len(path) <= mostPath {
		return path, []string{path}, nil
	}
	room, err := roomFor(socketFile)
	if err != nil {
		return "", nil, fmt.Errorf("making room for the socket: %w", err)
	}
	path = filepath.Join(room, socketFile)
	if err := replace(pointer, []byte(path)); err != nil {
		return "", nil, fmt.Errorf("noting where the socket is: %w", err)
	}
	return path, []string{path, room, pointer}, nil
}

// roomFor makes a folder, for this person alone, in which a file of that name can be a socket. The folder for
// temporary files may lie too deep itself: then it is the one that every machine has.
func roomFor(name string) (room string, err error) {
	for _, in := range []string{os.TempDir(), "/tmp"} {
		if room, err = os.MkdirTemp(in, "switchboard-"); err != nil { // 0700
			continue
		}
		if len(filepath.Join(room, name)) <= mostPath {
			return room, nil
		}
		err = errors.Join(errors.New(in+" lies too deep for a socket: set TMPDIR to a folder with a shorter path"), os.Remove(room))
	}
	return "", err
}

// pointed is where the socket is when it is not in the folder itself.
func pointed(dir string) (string, bool) {
	path, err := os.ReadFile(filepath.Join(dir, pointerFile))
	return string(path), err == nil && filepath.Base(string(path)) == socketFile && filepath.IsAbs(string(path))
}

func dial(ctx context.Context, dir string) (net.Conn, error) {
	path := filepath.Join(dir, socketFile)
	if at, ok := pointed(dir); ok {
		path = at
	}
	var d net.Dialer
	return d.DialContext(ctx, "unix", path)
}

// nobodyThere reports that a request did not get as far as a connection, for no reason of its own.
func nobodyThere(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial" && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}
