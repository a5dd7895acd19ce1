package trust

import (
	"bytes"
	"net/http"
	"strconv"

	"switchboard/client/sandbox/answer"
)

// Upload limits in bytes.
const (
	maxLogo     = 512 << 10
	maxDocument = 5 << 20
)

// media is an uploaded file. Only pictures keep their bytes; a document is
// private and nobody can read it back.
type media struct {
	Type  string `json:"type"`
	Size  int    `json:"size"`
	Bytes []byte `json:"bytes,omitempty"`
}

// uploadLogo is N9. A person's listing has no logo, and without a staged
// profile there is nothing to put it on.
func uploadLogo(c *call, n *number) (int, any, error) {
	kind, err := c.upload(maxLogo, "image/png", "image/jpeg", "image/webp")
	switch {
	case err != nil:
		return 0, nil, err
	case n.state() == unverified:
		return 0, nil, refuse(http.StatusBadRequest, "stage the profile before its logo")
	case n.Profile.Kind == "personal":
		return 0, nil, refuse(http.StatusBadRequest, "a personal listing has no logo")
	}
	delete(c.Media, n.Logo)
	n.Logo = c.Mint("media", 24)
	c.Media[n.Logo] = media{Type: kind, Size: len(c.body), Bytes: c.body}
	return http.StatusOK, answer.Pairs("ok", true, "media_id", n.Logo, "logo_url", c.origin()+*n.logoPath(),
		"byte_size", len(c.body), "content_type", kind), nil
}

// uploadDocument is N12.
func uploadDocument(c *call) (int, any, error) {
	if _, err := c.bound(); err != nil {
		return 0, nil, err
	}
	kind, err := c.upload(maxDocument, "application/pdf", "image/png", "image/jpeg", "image/webp")
	if err != nil {
		return 0, nil, err
	}
	id := c.Mint("media", 24)
	c.Media[id] = media{Type: kind, Size: len(c.body)}
	return http.StatusOK, answer.Pairs("ok", true, "media_id", id, "document_url", c.origin()+"/api/media/"+id,
		"byte_size", len(c.body), "content_type", kind), nil
}

// upload checks size, declared type and first bytes, in this order.
func (c *call) upload(limit int, types ...string) (kind string, err error) {
	kind = answer.MediaType(c.Request)
	if len(c.body) > limit {
		return "", refuse(http.StatusRequestEntityTooLarge, "the file is larger than "+strconv.Itoa(limit)+" bytes")
	}
	for _, allowed := range types {
		if kind != allowed {
			continue
		}
		switch {
		case len(c.body) == 0:
			return "", refuse(http.StatusBadRequest, "the file is empty")
		case !isKind(kind, c.body):
			return "", refuse(http.StatusUnsupportedMediaType, "the file is not what its content type says")
		}
		return kind, nil
	}
	return "", refuse(http.StatusUnsupportedMediaType, "this type of file is not accepted")
}

// isKind looks at a file's first bytes.
func isKind(kind string, b []byte) bool {
	switch kind {
	case "image/png":
		return bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n"))
	case "image/jpeg":
		return bytes.HasPrefix(b, []byte("\xff\xd8\xff"))
	case "image/webp":
		return len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP"
	case "application/pdf":
		return bytes.HasPrefix(b, []byte("%PDF-"))
	}
	return false
}

// serveMedia answers the picture behind a logo_url.
func (s *Service) serveMedia(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	file := s.state.Media[r.PathValue("id")]
	s.mu.Unlock()
	if file.Bytes == nil {
		writeFault(w, refuse(http.StatusNotFound, "there is no such picture"))
		return
	}
	answer.Bytes(w, http.StatusOK, file.Type, file.Bytes)
}
