package numbersonline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"switchboard/client/phone"
	"switchboard/client/rest"
)

const (
	opStage = "stage a profile"
	opLogo  = "upload a logo"
)

var errNoState = errors.New("the listing has no state")

// Listing reads one proved number: its state, badge, live risk and profile.
func (c *Client) Listing(ctx context.Context, n phone.E164) (Listing, error) {
	call, err := onNumber("read a listing", http.MethodGet, n, "")
	if err != nil {
		return Listing{}, err
	}
	answer, err := c.rest.Do(ctx, call)
	if err != nil {
		return Listing{}, err
	}
	l, err := DecodeListing(answer.Body)
	if err != nil {
		return Listing{}, c.malformed(call, answer, err.Error())
	}
	if l.E164 == "" {
		l.E164 = n
	}
	if l.Page != nil {
		l.Page.LogoURL = c.resolve(l.Page.LogoURL)
	}
	if l.Draft != nil {
		l.Draft.LogoURL = c.resolve(l.Draft.LogoURL)
	}
	return l, nil
}

// StageListing merges changes into the profile of a number. While the number is
// a draft nothing becomes public; once it is verified this edits the live page.
func (c *Client) StageListing(ctx context.Context, n phone.E164, changes Changes) (Staged, error) {
	if problems := changes.Check(time.Now()); len(problems) > 0 {
		return Staged{}, refused(opStage, sentence(problems))
	}
	body := changes.body()
	if len(body) == 0 {
		return Staged{}, refused(opStage, "there is nothing to change")
	}
	call, err := onNumber(opStage, http.MethodPut, n, "")
	if err != nil {
		return Staged{}, err
	}
	call.Body = body
	object, err := c.object(ctx, call)
	if err != nil {
		return Staged{}, err
	}
	var state, id, kind word
	lenient(object["state"], &state)
	lenient(object["verification_id"], &id)
	lenient(object["kind"], &kind)
	s := Staged{State: State(state), VerificationID: string(id), Kind: Kind(kind)}
	var profile *profileJSON
	if json.Unmarshal(object["profile"], &profile) == nil && profile != nil {
		p := profile.profile()
		s.Profile = &p
	}
	return s, nil
}

// body holds the fields that are set and no others.
func (c Changes) body() map[string]any {
	body := map[string]any{}
	if c.Kind != "" {
		body["kind"] = string(c.Kind)
	}
	for name, value := range c.texts() {
		if value != nil {
			body[name] = *value
		}
	}
	if c.EIN != nil {
		body["ein"] = c.EIN.Reveal()
	}
	if c.Marketing != nil {
		body["marketing_opt_in"] = *c.Marketing
	}
	return body
}

func (c Changes) texts() map[string]*string {
	return map[string]*string{"dba": c.DBA, "legal_name": c.LegalName, "jurisdiction": c.Jurisdiction, "formation_date": c.FormationDate,
		"industry": c.Industry, "address": c.Address, "website": c.Website, "bio": c.Bio, "name": c.Name, "role": c.Role}
}

// Written are the changes that set the texts of a profile of a kind, by their
// names on the wire; the error names one that a profile of the kind does not have.
func Written(k Kind, fields map[string]string) (Changes, error) {
	c := Changes{Kind: k}
	if err := CheckKind(k); err != nil {
		return c, err
	}
	into := map[string]**string{"dba": &c.DBA, "legal_name": &c.LegalName, "jurisdiction": &c.Jurisdiction, "formation_date": &c.FormationDate,
		"industry": &c.Industry, "address": &c.Address, "website": &c.Website, "bio": &c.Bio, "name": &c.Name, "role": &c.Role}
	for name, v := range fields {
		if into[name] == nil {
			return c, fmt.Errorf("a listing has no %s", name)
		}
		if err := k.Takes(name); err != nil {
			return c, err
		}
		*into[name] = &v
	}
	return c, nil
}

// Between gives the changes that turn one profile into another.
func Between(from, to Profile) Changes {
	differs := func(a, b string) *string {
		if a == b {
			return nil
		}
		return &b
	}
	c := Changes{DBA: differs(from.DBA, to.DBA), LegalName: differs(from.LegalName, to.LegalName), Jurisdiction: differs(from.Jurisdiction, to.Jurisdiction),
		FormationDate: differs(from.FormationDate, to.FormationDate), Industry: differs(from.Industry, to.Industry), Address: differs(from.Address, to.Address),
		Website: differs(from.Website, to.Website), Bio: differs(from.Bio, to.Bio), Name: differs(from.Name, to.Name), Role: differs(from.Role, to.Role)}
	if from.Kind != to.Kind {
		c.Kind = to.Kind
	}
	if from.Marketing != to.Marketing {
		c.Marketing = &to.Marketing
	}
	return c
}

// Empty reports whether there is nothing to send.
func (c Changes) Empty() bool { return len(c.body()) == 0 }

// UploadLogo attaches a picture to a business listing: PNG, JPEG or WebP of at
// most MaxLogo bytes. Its type is read from its content.
func (c *Client) UploadLogo(ctx context.Context, n phone.E164, image []byte) (Logo, error) {
	contentType, err := CheckLogo(image)
	if err != nil {
		return Logo{}, refused(opLogo, err.Error())
	}
	call, err := onNumber(opLogo, http.MethodPost, n, "/logo")
	if err != nil {
		return Logo{}, err
	}
	call.Body, call.Timeout = rest.Raw{ContentType: contentType, Bytes: image}, 2*time.Minute
	object, err := c.object(ctx, call)
	if err != nil {
		return Logo{}, err
	}
	var id, link, kind word
	var size count
	lenient(object["media_id"], &id)
	lenient(object["logo_url"], &link)
	lenient(object["byte_size"], &size)
	lenient(object["content_type"], &kind)
	return Logo{MediaID: string(id), URL: c.resolve(string(link)), Size: int64(size.or0()), ContentType: string(kind)}, nil
}
