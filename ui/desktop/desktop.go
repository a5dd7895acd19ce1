// Package desktop is what the console does beyond the screen: the clipboard,
// the browser, and notices to a person who looks elsewhere.
package desktop

import (
	"context"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/cli/browser"

	"switchboard/ui/clipboard"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// Desktop implements ui.Outside.
type Desktop struct {
	clip    *clipboard.Clipboard
	notices *Notices
	remote  bool // a browser started here would not be the person's
}

// New returns the desktop around a clipboard. Remote is whether the person sits at another machine.
func New(clip *clipboard.Clipboard, n *Notices, remote bool) *Desktop {
	return &Desktop{clip: clip, notices: n, remote: remote}
}

// Copy implements ui.Outside.
func (d *Desktop) Copy(ctx context.Context, s, what, shown string) (words string, bad bool) {
	r := d.clip.Copy(ctx, s)
	said := clipboard.Words(text.Clean(what), text.Clean(shown), r)
	switch {
	case r.Err != nil:
		said = text.Join(". ", said, text.Own("v shows it big; , changes the way"))
	case !r.Known:
		said = text.Join(". ", said, text.Own("If paste is empty: v"))
	}
	return said.String(), r.Err != nil
}

// Open implements ui.Outside: only https, the sandbox's own pages on this
// machine, and folders of it are ever handed to another program.
func (d *Desktop) Open(ctx context.Context, link string) (words string, bad bool) {
	u, err := url.Parse(link)
	if err != nil || !openable(u) {
		return "Not opened: only https links are.", true
	}
	if u.Scheme == "file" && d.remote {
		return "This is a remote session: the folder is on this machine, at " + text.Clean(u.Path).String() + ".", true
	}
	if d.remote {
		return "This is a remote session: copy the link with y and open it where you sit.", true
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	failed := make(chan error, 1)
	go func() { failed <- browser.OpenURL(u.String()) }()
	select {
	case err = <-failed:
	case <-ctx.Done():
		return "", false
	}
	if u.Scheme == "file" && err != nil {
		return "No program here shows the folder: it is at " + text.Clean(u.Path).String() + ".", true
	}
	if err != nil {
		return "No browser could be started here: copy the link with y.", true
	}
	if u.Scheme == "file" {
		return "Opened the folder " + text.Clean(u.Path).String() + ".", false
	}
	if u.Scheme == "http" {
		return "Opened the sandbox's own page, " + text.Clean(u.Host).String() + ", in the browser. No real money moves.", false
	}
	return "Opened " + text.Clean(u.Host).String() + " in the browser.", false
}

func openable(u *url.URL) bool {
	host := u.Hostname()
	if u.Scheme == "file" {
		info, err := os.Stat(u.Path)
		return host == "" && err == nil && info.IsDir()
	}
	local := host == "127.0.0.1" || host == "localhost" || host == "::1"
	return u.User == nil && (u.Scheme == "https" && host != "" || u.Scheme == "http" && local && strings.HasPrefix(u.Path, "/_sandbox/"))
}

// Notify implements ui.Outside.
func (d *Desktop) Notify(ctx context.Context, n pane.Notice, focused bool) {
	d.notices.tell(ctx, n, focused)
}
