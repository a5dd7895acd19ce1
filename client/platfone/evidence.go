package platfone

import "bytes"

// MaxEvidence is the largest file a report takes: 5 MB, measured before encoding (retail
// document, "Create report"). Whether that means 5,000,000 bytes or 5,242,880 is not said;
// the larger is allowed here.
const MaxEvidence = 5 << 20

const evidenceTypes = "jpg, png, webp, zip, pdf or mp4, at most 5 MB"

// EvidenceType tells the type of a file by its content, whatever it is called, and holds it
// to the documented types and size.
func EvidenceType(b []byte) (string, error) {
	if len(b) > MaxEvidence {
		return "", &FieldError{"evidence", "the file is larger than 5 MB; " + evidenceTypes}
	}
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return "image/jpeg", nil
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png", nil
	case len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return "image/webp", nil
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return "application/zip", nil
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "application/pdf", nil
	case len(b) >= 12 && string(b[4:8]) == "ftyp":
		return "video/mp4", nil
	}
	return "", &FieldError{"evidence", "the file's content is none of " + evidenceTypes}
}
