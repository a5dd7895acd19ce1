package retail

import (
	"bytes"
	"crypto/sha1"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"

	"switchboard/client/sandbox/answer"
)

// countries.txt: id;name;aliases;calling codes;patterns of fictional numbers.
// services.txt: id;name;aliases;flags (d description, w warning, p prohibited,
// P popular, r retriable).
var (
	//go:embed countries.txt
	countryTable string
	//go:embed services.txt
	serviceTable string
)

type country struct {
	ID       string   `json:"country_id"`
	Name     string   `json:"name"`
	Aliases  string   `json:"alt_name"`
	Codes    []string `json:"codes"`
	patterns []string
	place    int
}

type service struct {
	ID          string `json:"service_id"`
	Name        string `json:"name"`
	Aliases     string `json:"alt_name"`
	Description bool   `json:"has_description"`
	Warning     bool   `json:"has_warning"`
	Prohibited  bool   `json:"prohibited,omitempty"`
	popular     bool
	retriable   bool
	place       int
}

// catalog is what is for sale. It depends on the seed alone.
type catalog struct {
	seed      uint64
	countries []*country
	services  []*service
	byCountry map[string]*country
	byService map[string]*service
}

func readCatalog(seed uint64) *catalog {
	c := &catalog{seed: seed, byCountry: map[string]*country{}, byService: map[string]*service{}}
	for i, line := range strings.Split(strings.TrimSpace(countryTable), "\n") {
		f := strings.Split(line, ";")
		one := &country{ID: f[0], Name: f[1], Aliases: f[2], Codes: strings.Split(f[3], ","), patterns: strings.Split(f[4], "|"), place: i}
		c.countries = append(c.countries, one)
		c.byCountry[one.ID] = one
	}
	for i, line := range strings.Split(strings.TrimSpace(serviceTable), "\n") {
		f := strings.Split(line, ";")
		has := func(flag string) bool { return strings.Contains(f[3], flag) }
		one := &service{ID: f[0], Name: f[1], Aliases: f[2], Description: has("d"), Warning: has("w"),
			Prohibited: has("p"), popular: has("P"), retriable: has("r"), place: i}
		c.services = append(c.services, one)
		c.byService[one.ID] = one
	}
	return c
}

func (c *catalog) country(id string) *country { return c.byCountry[id] }
func (c *catalog) service(id string) *service { return c.byService[id] }

// catalogPage is a list that answers 304 when the client has it already.
type catalogPage struct{ list any }

// write sends the list with the SHA-1 of its body in X-ETag; the client sends
// that back in If-None-Match.
func (p catalogPage) write(w http.ResponseWriter, r *http.Request) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(p.list); err != nil {
		http.Error(w, "the sandbox could not encode its catalogue: "+err.Error(), http.StatusInternalServerError)
		return
	}
	sum := sha1.Sum(body.Bytes())
	tag := hex.EncodeToString(sum[:])
	w.Header().Set("X-ETag", tag)
	if strings.Trim(r.Header.Get("If-None-Match"), `"`) == tag {
		answer.Empty(w, http.StatusNotModified)
		return
	}
	answer.Bytes(w, http.StatusOK, "application/json; charset=utf-8", body.Bytes())
}

func (s *Service) countries(*call) (any, error) { return catalogPage{s.catalog.countries}, nil }
func (s *Service) services(*call) (any, error)  { return catalogPage{s.catalog.services}, nil }

func (s *Service) popular(*call) (any, error) {
	var list []*service
	for _, one := range s.catalog.services {
		if one.popular {
			list = append(list, one)
		}
	}
	return catalogPage{list}, nil
}
