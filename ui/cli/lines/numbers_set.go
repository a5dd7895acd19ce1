package lines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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
	given                 func(option string) bool
	fieldsOwn             map[string]json.RawMessage // what own comes to
}

func (a *app) setNumberCommand() *cobra.Command {
	var g settings
	cmd := a.Command(owned{}, "set NUMBER…", "Change names, porting facts or your own fields of numbers; their 911 addresses stay", cli.NeedOrFilter(1, aNumber),
		func(cmd *cobra.Command, args []string) error {
			given := cmd.Flags().Changed
			if g.lookup != "" && g.lookup != "on" && g.lookup != "off" {
				return cli.Misuse(errors.New("--lookup: on or off"))
			}
			if !given("cnam") && g.lookup == "" && !given("carrier") && len(g.porting)+len(g.own) == 0 {
				return cli.Misuse(errors.New("nothing to set: --cnam, --lookup, --carrier, --porting or --field"))
			}
			own, err := g.fields()
			if err := errors.Join(err, g.file(&oneuc.Porting{})); err != nil { // before a profile is opened
				return err
			}
			g.given, g.fieldsOwn = given, own
			if len(args) == 1 { // the provider may ask for money, which is agreed to for one number at a time
				return a.setOne(cmd, args[0], g)
			}
			return a.setSeveral(cmd, args, g)
		})
	cli.Filtered(cmd)
	cli.FilterOf("numbers", cmd)
	f := cmd.Flags()
	f.StringVar(&g.cnam, "cnam", "", "the caller name, at most 15 characters; empty removes it")
	f.StringVar(&g.lookup, "lookup", "", "look up who calls: on or off")
	a.OneOf(cmd, "lookup", "on", "off")
	f.StringVar(&g.carrier, "carrier", "", "the carrier's name, at most 30 characters; empty removes it")
	f.StringArrayVar(&g.porting, "porting", nil, "a fact that the losing carrier has on file, name=value, like billing_name=Acme; comments=TEXT adds one; empty removes it; may be repeated")
	f.StringArrayVar(&g.own, "field", nil, "a field of your own, name=JSON or name=text; empty removes it; may be repeated")
	cli.MayBeEmpty(cmd, "cnam", "carrier")
	a.Check(cmd, "cnam", oneuc.CheckCNAM)
	a.Check(cmd, "carrier", oneuc.CheckCarrierName)
	f.BoolVar(&g.accept, "accept-charges", false, "pay what the provider asks for it")
	return cmd
}

// setOne changes one number.
func (a *app) setOne(cmd *cobra.Command, arg string, g settings) error {
	of := func(n phone.E164) act.Act { return act.Set{Number: n} }
	return a.changing(cmd, arg, of, func(ctx context.Context, s *cli.Session, n phone.E164) error {
		v, err := a.lineNow(ctx, s, n)
		if err != nil {
			return err
		}
		p, err := g.properties(v)
		if err != nil {
			return err
		}
		return a.setNumber(ctx, s, n, p, g.accept)
	})
}

// setSeveral changes several numbers alike.
func (a *app) setSeveral(cmd *cobra.Command, args []string, g settings) error {
	if g.accept {
		return cli.Misuse(errors.New("--accept-charges: for one number at a time"))
	}
	return a.upon(cmd, args, act.Set{}, func(_ context.Context, s *cli.Session, v store.Number) (cli.Thing, error) {
		p, err := g.properties(v)
		return cli.Thing{Name: v.E164.String(), Act: act.Set{Number: v.E164, Properties: p, Once: true}, Told: func(ctx context.Context, _ act.Outcome) error {
			now, err := s.DB.Number(ctx, v.E164)
			if err != nil {
				return err
			}
			return a.Out.Row(ownedOf(now))
		}}, err
	})
}

// properties are the changes of what the number has now.
func (g settings) properties(v store.Number) (oneuc.Properties, error) {
	p := oneuc.Properties{Own: g.fieldsOwn}
	if g.given("carrier") {
		p.CarrierName = &g.carrier
	}
	if c, _ := v.Document.CNAM(); g.given("cnam") || g.lookup != "" {
		if g.given("cnam") {
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
	var wrong []error
	for _, one := range g.porting {
		name, value, ok := strings.Cut(one, "=")
		if !ok {
			wrong = append(wrong, cli.Misuse(fmt.Errorf("--porting: %s is not name=value", one)))
			continue
		}
		err := porting.ParsePorting(name, value)
		if facts := oneuc.PortingFacts(); err != nil && !slices.Contains(facts, name) {
			err = fmt.Errorf("%w%s", err, cli.Near(name, facts))
		}
		wrong = append(wrong, cli.Of("porting", err))
	}
	return errors.Join(wrong...)
}

// fields are the fields of one's own as they will be: what is no JSON is a text.
func (g settings) fields() (map[string]json.RawMessage, error) {
	own := map[string]json.RawMessage{}
	var wrong []error
	for _, one := range g.own {
		name, value, ok := strings.Cut(one, "=")
		if !ok {
			wrong = append(wrong, cli.Misuse(fmt.Errorf("--field: %s is not name=value", one)))
			continue
		}
		wrong = append(wrong, cli.Of("field", oneuc.CheckField(name)))
		switch {
		case value == "":
			own[name] = json.RawMessage("null")
		case json.Valid([]byte(value)):
			own[name] = json.RawMessage(value)
		default:
			raw, err := json.Marshal(value)
			wrong = append(wrong, cli.Of("field", err))
			own[name] = raw
		}
	}
	return own, errors.Join(wrong...)
}
