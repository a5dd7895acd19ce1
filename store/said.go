package store

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net"
	"strconv"
	"strings"
	"time"
)

// ordinary are the words for what the language and its libraries say of an error.
var ordinary = strings.NewReplacer(
	"context deadline exceeded", "the time was over",
	"context canceled", "it was stopped",
	"unexpected end of JSON input", "it ends in the middle",
	"unexpected EOF", "it ends in the middle",
	"i/o timeout", "no answer came in time",
	"use of closed network connection", "the connection was closed",
	"Client.Timeout exceeded while awaiting headers", "no answer came in time",
)

// Said is what an error says to a person. Whatever a provider or this program says of it stays; the words of
// the language and its libraries give way to ordinary ones.
func Said(err error) string {
	if err == nil {
		return ""
	}
	said := err.Error()
	put := func(theirs error, ours string) { said = strings.ReplaceAll(said, theirs.Error(), ours) }
	var dial *net.OpError
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var number *strconv.NumError
	var moment *time.ParseError
	var path *fs.PathError
	if errors.As(err, &dial) {
		put(dial, reached(dial))
	}
	if errors.As(err, &syntax) && syntax.Error() != "unexpected end of JSON input" {
		put(syntax, "it is not JSON from byte "+strconv.FormatInt(syntax.Offset, 10)+" on")
	}
	if errors.As(err, &kind) {
		put(kind, misplaced(kind))
	}
	if errors.As(err, &number) {
		put(number, strconv.Quote(number.Num)+" is not a number")
	}
	if errors.As(err, &moment) {
		put(moment, strconv.Quote(moment.Value)+" is not a time")
	}
	if errors.As(err, &path) && path.Op != "" {
		put(path, path.Path+": "+path.Err.Error())
	}
	said = ordinary.Replace(said)
	if rest, ends := strings.CutSuffix(said, io.EOF.Error()); ends && errors.Is(err, io.EOF) {
		said = rest + "it ended"
	}
	return said
}

// reached says what came of an attempt to reach an address.
func reached(e *net.OpError) string {
	at := ""
	if e.Addr != nil {
		at = " " + e.Addr.String()
	}
	if e.Op == "listen" {
		return "cannot listen at" + at + ": " + e.Err.Error()
	}
	return "no connection to" + at + ": " + e.Err.Error()
}

// misplaced says of which field a value is not what belongs there.
func misplaced(e *json.UnmarshalTypeError) string {
	if e.Field == "" {
		return "it has " + e.Value + " where something else belongs"
	}
	return e.Field + " has " + e.Value + " where something else belongs"
}
