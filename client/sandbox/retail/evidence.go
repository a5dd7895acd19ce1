package retail

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"switchboard/client/sandbox/answer"
)

// maxEvidence is the most a file may hold, in bytes, decoded.
const maxEvidence = 5 << 20

// evidenceTypes are the files the document accepts: jpg, png, webp, zip, pdf
// and mp4.
var evidenceTypes = []string{"image/jpeg", "image/png", "image/webp", "application/zip", "application/pdf", "video/mp4"}

// claim is the body of a report, however it was sent.
type claim struct {
	reason   int64
	message  string
	evidence []byte
}

// readClaim reads a report: JSON with the evidence as a data URL or bare
// base64, or a multipart form with a file.
func readClaim(r *http.Request) (claim, error) {
	if answer.MediaType(r) == "multipart/form-data" {
		return readForm(r)
	}
	f := readFields(r)
	c := claim{
		reason:  f.integer("reason_id", true, 1, 1<<31),
		message: f.text("message", text{max: 1000}),
	}
	if encoded := f.text("evidence", text{max: answer.MaxBody}); encoded != "" {
		var err error
		if c.evidence, err = decodeEvidence(encoded); err != nil {
			f.fail(err)
		}
	}
	return c, f.err
}

// decodeEvidence reads a data URL, whose type is believed, or bare base64,
// whose type is read from the file itself.
func decodeEvidence(encoded string) ([]byte, error) {
	kind := ""
	if rest, ok := strings.CutPrefix(encoded, "data:"); ok {
		head, body, found := strings.Cut(rest, ",")
		media, isBase64 := strings.CutSuffix(head, ";base64")
		if !found || !isBase64 {
			return nil, invalid("evidence must be a base64 data URL")
		}
		kind, _, _ = strings.Cut(media, ";")
		encoded = body
	}
	file, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return nil, invalid("evidence is not valid base64")
	}
	return file, checkFile(file, kind)
}

func checkFile(file []byte, kind string) error {
	if kind == "" {
		kind = http.DetectContentType(file)
	}
	if !slices.Contains(evidenceTypes, strings.ToLower(kind)) {
		return invalid("evidence must be a jpg, png, webp, zip, pdf or mp4 file")
	}
	if len(file) == 0 || len(file) > maxEvidence {
		return invalid("evidence must be a file of at most 5 MB")
	}
	return nil
}

func readForm(r *http.Request) (claim, error) {
	var c claim
	r.Body = io.NopCloser(io.LimitReader(r.Body, answer.MaxBody))
	parts, err := r.MultipartReader()
	if err != nil {
		return c, invalid("the form cannot be read: %v", err)
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = c.take(part)
		}
		if err != nil {
			return c, err
		}
	}
	if c.reason < 1 {
		return c, invalid("reason_id is required")
	}
	return c, nil
}

func (c *claim) take(part *multipart.Part) error {
	value, err := io.ReadAll(part)
	if err != nil {
		return fmt.Errorf("reading the form: %w", err)
	}
	switch part.FormName() {
	case "reason_id":
		if c.reason, err = strconv.ParseInt(string(value), 10, 32); err != nil {
			return invalid("reason_id must be an integer")
		}
	case "message":
		c.message = string(value)
	case "evidence":
		c.evidence = value
		return checkFile(value, "")
	}
	return nil
}
