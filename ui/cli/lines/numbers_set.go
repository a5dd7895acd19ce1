package lines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
)

// settings are what "numbers set" is given.
type settings struct {
	cnam, lookup, carrier string
	porting, own          []string // name=value
	accept                bool
}

func (a *app) setNumberCommand() *cobra.Command {
	var g settings
	cmd := a.Command(owned{}, "set NUMBER", "Change names, porting facts or your own fields of a number; its 911 address stays", cli.Need(1, 1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			given := cmd.Flags().Changed
			if g.lookup != "" && g.lookup != "on" && g.lookup != "off" {
				return cli.Misuse(errors.New("--lookup: on or off"))
			}
			if !given("cnam") && g.lookup == "" && !given("carrier") && len(g.porting)+len(g.own) == 0 {
				return cli.Misuse(errors.New("nothing to set: --cnam, --lookup, --carrier, --porting or --field"))
			}
			own, err := g.fields()
			if err != nil {
				return err
			}
			if err := g.file(&oneuc.Porting{}); err != nil { // before a profile is opened
				return err
			}
			of := func(n phone.E164) act.Act { return act.Set{Number: n} }
			return a.changing(cmd, args[0], of, func(ctx context.Context, s *cli.Session, n phone.E164) error {
				v, err := a.lineNow(ctx, s, n)
				if err != nil {
					return err
				}
				p, err := g.properties(v, given)
				if err != nil {
					return err
				}
				p.Own = own
				return a.setNumber(ctx, s, n, p, g.accept)
			})
		})
	f := cmd.Flags()
	f.StringVar(&g.cnam, "cnam", "", "the caller name, at most 15 characters; empty removes it")
	f.StringVar(&g.lookup, "lookup", "", "look up who calls: on or off")
	a.OneOf(cmd, "lookup", "on", "off")
	f.StringVar(&g.carrier, "carrier", "", "the carrier's name, at most 30 characters; empty removes it")
	f.StringArrayVar(&g.porting, "porting", nil, "a fact that the losing carrier has on file, name=value, like billing_name=Acme; empty removes it; may be repeated")
	f.StringArrayVar(&g.own, "field", nil, "a field of your own, name=JSON or name=text; empty removes it; may be repeated")
	cli.MayBeEmpty(cmd, "cnam", "carrier")
	f.BoolVar(&g.accept, "accept-charges", false, "pay what the provider asks for it")
	return cmd
}

// properties are the changes of what the number has now.
func (g settings) properties(v store.Number, given func(string) bool) (oneuc.Properties, error) {
	var p oneuc.Properties
	if given("carrier") {
		p.CarrierName = &g.carrier
	}
	if c, _ := v.Document.CNAM(); given("cnam") || g.lookup != "" {
		if given("cnam") {
			c.DisplayName = g.cnam
		}
		c.InboundLookup = g.lookup == "on" || g.lookup == "" && c.InboundLookup
		p.CNAM = &c
	}
	if len(g.porting) == 0 {
		return p, nil
	}
	porting, _ := v.Document.Porting()
	if err := g.file(&porting); err != nil {
		return p, err
	}
	p.Porting = &porting
	return p, nil
}

// file lays the given porting facts over those there are.
func (g settings) file(porting *oneuc.Porting) error {
	for _, one := range g.porting {
		name, value, ok := strings.Cut(one, "=")
		if !ok {
			return cli.Misuse(fmt.Errorf("--porting: %s is not name=value", one))
		}
		if err := porting.ParsePorting(name, value); err != nil {
			return cli.Of("porting", err)
		}
	}
	return nil
}

// fields are the fields of one's own as they will be: what is no JSON is a text.
func (g settings) fields() (map[string]json.RawMessage, error) {
	own := map[string]json.RawMessage{}
	for _, one := range g.own {
		name, value, ok := strings.Cut(one, "=")
		if !ok {
			return nil, cli.Misuse(fmt.Errorf("--field: %s is not name=value", one))
		}
		if err := oneuc.CheckField(name); err != nil {
			return nil, cli.Of("field", err)
		}
		switch {
		case value == "":
			own[name] = json.RawMessage("null")
		case json.Valid([]byte(value)):
			own[name] = json.RawMessage(value)
		default:
			raw, err := json.Marshal(value)
			if err != nil {
				return nil, cli.Of("field", err)
			}
			own[name] = raw
		}
	}
	return own, nil
}
