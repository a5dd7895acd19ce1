package desktop

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

// What is handed to another program is a page of the web, a page of the
// sandbox, or a folder that is there: never a file.
func TestWhatIsOpened(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "run.desktop")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for link, want := range map[string]bool{
		"https://numbers.online/x": true, "http://numbers.online/x": false, "http://127.0.0.1:80/_sandbox/pay": true, "http://127.0.0.1:80/pay": false,
		"file://" + dir: true, "file://" + file: false, "file://" + dir + "/none": false, "file://host" + dir: false, "javascript:alert(1)": false,
	} {
		u, err := url.Parse(link)
		if err != nil || openable(u) != want {
			t.Errorf("%s: %v, %v", link, openable(u), err)
		}
	}
}
