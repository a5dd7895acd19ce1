package reporting

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"switchboard/client/platfone"
)

// image is the beginning of a PNG.
const image = "\x89PNG\r\n\x1a\n"

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAFileIsKnownByItsContent(t *testing.T) {
	pad := strings.Repeat("x", 20)
	for content, kind := range map[string]string{
		image + pad: "image/png", "\xff\xd8\xff" + pad: "image/jpeg", "RIFF\x00\x00\x00\x00WEBP" + pad: "image/webp", "PK\x03\x04" + pad: "application/zip",
		"%PDF-1.7" + pad: "application/pdf", "\x00\x00\x00\x18ftypmp42" + pad: "video/mp4",
	} {
		path := write(t, "evidence.txt", content)
		if e, why := readEvidence(path); why != "" || e.kind != kind || string(e.bytes) != content {
			t.Errorf("%q is %q, %q; want %s", content[:8], e.kind, why, kind)
		}
	}
}

func TestWhatIsNoEvidenceIsRefusedByName(t *testing.T) {
	dir := t.TempDir()
	pipe, circle, gone := filepath.Join(dir, "pipe"), filepath.Join(dir, "circle"), filepath.Join(dir, "gone")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(circle, circle); err != nil {
		t.Fatal(err)
	}
	large := write(t, "large.png", image+strings.Repeat("x", platfone.MaxEvidence-len(image)+1))
	for path, want := range map[string]string{
		dir: "that is a folder", pipe: "not an ordinary file", circle: "the links lead in a circle", gone: "there is no such file",
		"/dev/null": "not an ordinary file", large: "at most 5 MB", write(t, "empty.png", ""): "it is none of jpg", write(t, "script.png", "#!/bin/sh"): "whatever its name says",
		write(t, "vector.svg", "<svg/>"): "it is none of jpg", "a\x00b": "zero character", strings.Repeat("x", 5000): "such a long name", "": "there is no such file",
	} {
		e, why := readEvidence(path)
		if !strings.HasPrefix(why, "File: ") || !strings.Contains(why, want) || e.bytes != nil {
			t.Errorf("%.60q: %q, want it to say %q", path, why, want)
		}
	}
}

func TestTheLargestFileIsTaken(t *testing.T) {
	path := write(t, "most.png", image+strings.Repeat("x", platfone.MaxEvidence-len(image)))
	if e, why := readEvidence(path); why != "" || len(e.bytes) != platfone.MaxEvidence {
		t.Errorf("%d bytes, %q", len(e.bytes), why)
	}
}

func TestALinkToAFileIsFollowed(t *testing.T) {
	path := write(t, "shot.png", image)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if e, why := readEvidence(link); why != "" || !bytes.Equal(e.bytes, []byte(image)) {
		t.Errorf("%q, %q", e.bytes, why)
	}
}

func TestNamesAreCompleted(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"shot-1.png", "shot-2.png", "other.pdf", ".hidden", "été.png"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for begun, want := range map[string]string{"sh": "shot-", "o": "other.pdf", "f": "folder/", "zzz": "zzz", ".h": ".hidden", "é": "été.png", "shot-1.png": "shot-1.png"} {
		if got := complete(filepath.Join(dir, begun)); got != filepath.Join(dir, want)+strings.Repeat("/", strings.Count(want, "/")) {
			t.Errorf("%s becomes %s, want %s", begun, got, want)
		}
	}
	if got := complete("/nowhere/at/all"); got != "/nowhere/at/all" {
		t.Errorf("a folder that is not there completes to %s", got)
	}
}
