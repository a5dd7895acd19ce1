package retail

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Delays of the SMS of the hard cases and of a fresh world's first order.
const (
	firstDelay  = 8 * time.Second
	lateDelay   = lifetime - time.Minute
	secondDelay = 20 * time.Second
)

// wordings are ordinary texts: %s is the service, then the code.
var wordings = []string{
	"Your %s code is %s",
	"%[2]s is your %[1]s verification code. Do not share it with anyone.",
	"[%s] %s - valid for 10 minutes",
	"<#> %s: %s\nfA9x/2Kq8Zb",
	"%s: use %s to sign in",
	"【%s】验证码：%s，请勿泄露。",
	"Ваш код %s: %s. Никому его не сообщайте.",
	"%[1]s 인증번호 %[2]s 를 입력하세요",
}

// hostileTexts are what an SMS may hold and a terminal must never obey:
// escape sequences, window titles, the clipboard, links, C1, bidi overrides,
// zero-width and tag characters, stacked marks, a very long line.
var hostileTexts = []struct{ text, code string }{
	{"\x1b[2J\x1b[HYour code is \x1b[31m482913\x1b[0m", "482913"},
	{"\x1b]0;owned\x07\x1b]52;c;cm0gLXJmIH4=\x07 code 771204", "771204"},
	{"\u009b31m\u009d52;c;ZXZpbA==\u009c code 3390\r\n\b\b\b\b9999", "3390"},
	{"Your code is \u202e619284\u202c, not \u2066482916\u2069", "482916"},
	{"4\u200b8\u200c2\u200d9\ufeff1\u20603", ""},
	{"认证码 ２７４６１８ 🔐👩‍👩‍👧‍👦 e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308 \U000E0041\U000E0042", "274618"},
	{"\x1b]8;;https://sign-in.example.invalid/\x1b\\tap here\x1b]8;;\x1b\\ to finish", ""},
	{strings.Repeat("A very long line without a code ", 60), ""},
	{"Tap https://verify.example.invalid/v/7hQ2 to continue. No code is needed.", ""},
}

// firstSMS decides when the first SMS of a new number comes, and whether.
func (s *Service) firstSMS(a *activation, o offer) (time.Duration, bool) {
	switch {
	case o.kind == seldom:
		return s.varied("first sms", a.Serial), s.chance(8, "seldom", a.Serial)
	case o.kind == late:
		return lateDelay, true
	case s.smsAfter > 0:
		return s.smsAfter, true
	case s.Ordered == 1:
		return firstDelay, true
	}
	return s.varied("first sms", a.Serial), s.chance(72+uint64(o.quality*28), "arrives", a.Serial)
}

// nextSMS decides the same for the SMS that a retry asks for.
func (s *Service) nextSMS(a *activation) (time.Duration, bool) {
	n := a.Serial*100 + a.Retries
	switch {
	case kindOf(a.Service, a.Country) == second:
		return secondDelay, true
	case s.smsAfter > 0:
		return s.smsAfter, true
	}
	return s.varied("next sms", n), s.chance(80, "arrives again", n)
}

// varied is a delay from 5 to 90 seconds; short ones are more likely.
func (s *Service) varied(purpose string, n int) time.Duration {
	x := s.roll(purpose, n) % 1000
	return 5*time.Second + time.Duration(x*x*85/1000)*time.Millisecond
}

// write makes the SMS that will reach a number at a time.
func (s *Service) write(a *activation, at time.Time) delivery {
	sms := delivery{At: at.UnixMilli()}
	n := a.Serial*100 + a.Retries
	if kindOf(a.Service, a.Country) == hostile {
		one := hostileTexts[(s.Ordered+a.Retries)%len(hostileTexts)]
		sms.Text, sms.Code = one.text, optional(one.code)
		return sms
	}
	sms.Text, sms.Code = s.message(a.Service, n)
	return sms
}

// message is the n-th text of a service, with the code the provider reads out
// of it: none in about one of twenty.
func (s *Service) message(serviceID string, n int) (string, *string) {
	name := s.catalog.service(serviceID).Name
	digits := s.roll("code", n) % 1000000
	code := fmt.Sprintf("%06d", digits)
	switch {
	case serviceID == "whatsapp":
		code = fmt.Sprintf("%03d-%03d", digits/1000, digits%1000)
	case serviceID == "google":
		code = fmt.Sprintf("G-%06d", digits)
	case s.roll("code length", n)%3 == 0:
		code = code[:4]
	}
	if s.chance(5, "unparsed", n) {
		return fmt.Sprintf("%s: open https://%s.example.invalid/v/%s to finish", name, serviceID, code), nil
	}
	return fmt.Sprintf(wordings[s.roll("wording", n)%uint64(len(wordings))], name, code), &code
}

var codePattern = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b(?:[A-Z]-)?\d{4,8}\b|\b\d{3}-\d{3}\b`) })

// parseCode is how the provider finds a code in a text it did not write.
func parseCode(text string) *string { return optional(codePattern().FindString(text)) }

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// number is the fictional number of one order: as the API writes it, digits
// only, and formatted. Two numbers on loan at once are never the same.
func (s *Service) number(in *country, serial int) (phone, formatted string) {
	for try := range 200 {
		x := s.roll("phone", serial*200+try)
		pattern := []byte(in.patterns[x%uint64(len(in.patterns))])
		for i, c := range pattern {
			if c == '#' {
				x /= 10
				pattern[i] = byte('0' + x%10)
			}
		}
		formatted = string(pattern)
		phone = strings.Map(digit, formatted)
		if !s.onLoan(phone) {
			break
		}
	}
	return phone, formatted
}

// digit drops what is no digit.
func digit(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

func (s *Service) onLoan(phone string) bool {
	for _, a := range s.live {
		if a.Phone == phone {
			return true
		}
	}
	return false
}
