package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// unsaid are words that puzzled people whose second language this is, and what
// is said in their place.
var unsaid = map[string]string{
	`\bmend(s|ed|ing)?\b`:                "fix, correct",
	`called back`:                        "it was sent and cannot be stopped",
	`\bto be had\b`:                      "available",
	`[Kk]eys count`:                      "keys work",
	`of anybody`:                         "no provider is asked",
	`not settled|NOT SETTLED`:            "result not known yet",
	`all well again`:                     "end all faults",
	`Repeat-safe`:                        "safe to repeat",
	`[Hh]ooks are silent`:                "no webhooks come",
	`(list|balance) heard`:               "list read, balance read",
	`came back|CAME BACK`:                "refunded",
	`THEY PAID`:                          "customers paid",
	`WON|LOST\b`:                         "accepted, declined",
	`told of calls`:                      "e-mail when 911 is called",
	`callflow`:                           "call flow",
	`needs a look`:                       "no problems",
	`[Cc]eiling`:                         "max price",
	`is finalized in|u keeps it`:         "Closing in 4 s. u = undo, x = now",
	`token kept`:                         "you cannot be charged twice",
	`hole not`:                           "older orders are loading",
	`say what became`:                    "look up the result",
	`found out about`:                    "nothing is open for",
	`reads it whole`:                     "loads the details",
	`all three words`:                    "choose a customer, a service and a country",
	`span of your own|own span`:          "choose dates",
	`captive portal`:                     "a web page answers instead",
	`read one last time`:                 "checked one last time",
	`Written down: `:                     "saved",
	`pane before|field before`:           "previous",
	`[Bb]uilt-in world`:                  "the built-in sandbox",
	`in miniature`:                       "the three providers of the sandbox",
	`asked? to leave alone`:              "calls that are not accepted now",
	`^(open again|keep it)$`:             "reload; save, use it",
	`cannot be had`:                      "cannot be read, is not available",
	`asked anew`:                         "asked again",
	`things that were sent`:              "acts were sent",
	`\bcalm\b`:                           "fewer redraws",
	`[Nn]umbers? (that |still )?runs?\b`: "active",
	`^Mind: `:                            "Warning",
	`finding out|no desk for|has no act`: "looking up; does not do that",
	`heard too late`:                     "read too late",
	`with a code are finalized`:          "are done and paid",
}

// What the program says uses none of the words that puzzled people.
func TestPuzzlingWordsAreNotSaid(t *testing.T) {
	for _, folder := range []string{"../ui", "../store", "../client"} {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				lit, ok := n.(*ast.BasicLit)
				if ok && lit.Kind == token.STRING {
					said, _ := strconv.Unquote(lit.Value)
					if lit.Value[0] == '`' && strings.Contains(said, `json:"`) { // what a field of an answer is about is said in its tag
						said = reflect.StructTag(said).Get("about")
					}
					for word, better := range unsaid {
						if strings.Contains(said, " ") && regexp.MustCompile(word).MatchString(said) {
							t.Errorf("%s says %q: %s", path, said, better)
						}
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
