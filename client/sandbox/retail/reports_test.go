package retail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// reasonIDs are what a state may be reported for, "3!" when evidence is needed.
func (d *desk) reasonIDs(path string) string {
	d.Helper()
	var ids []string
	for _, one := range d.want(200, "", "GET", path+"/report/reasons", nil).list {
		r := one.(map[string]any)
		ids = append(ids, fmt.Sprint(r["reason_id"])+map[bool]string{true: "!"}[r["evidence_required"].(bool)])
	}
	return strings.Join(ids, " ")
}

func TestReasonsDependOnTheState(t *testing.T) {
	inWorld(t, func(d *desk) {
		waiting := d.orderFor("acme", "telegram", "uk")
		if got := d.reasonIDs(waiting); got != "1! 7" {
			t.Errorf("waiting: %s", got)
		}
		d.control("sms", `{"activation_id":"`+waiting[len(waiting)-24:]+`","text":"Your code is 1234"}`)
		if got := d.reasonIDs(waiting); got != "2 3! 4 5! 6 7" {
			t.Errorf("received: %s", got)
		}
		other := d.orderFor("acme", "telegram", "uk")
		pass(cancelAfter)
		d.want(200, "", "PUT", other+"/cancel", nil)
		if got := d.reasonIDs(other); got != "" {
			t.Errorf("canceled: %s", got)
		}
	}, SMSAfter(time.Hour))
}

func TestReportIsAcceptedThenApproved(t *testing.T) {
	inWorld(t, func(d *desk) {
		before, _ := d.money("bluekite")
		path := d.orderFor("bluekite", "google", "uk")
		pass(firstDelay)
		d.want(200, "", "PUT", path+"/finalize", nil)
		got := d.want(200, "", "POST", path+"/report", object{"reason_id": 4, "message": "taken"})
		if got.m["status"] != "accepted" || got.m["decline_id"] != nil {
			t.Errorf("answer %s", got.raw)
		}
		now := d.want(200, "", "GET", path, nil)
		if now.text("report_status") != inReview || now.text("billing_status") != billed {
			t.Errorf("accepted is not in review: %s", now.raw)
		}
		d.want(409, "ReportAlreadyExistsException", "POST", path+"/report", object{"reason_id": 4})
		pass(2 * time.Minute)
		now = d.want(200, "", "GET", path, nil)
		if now.text("report_status") != approved || now.text("billing_status") != refunded {
			t.Errorf("not approved: %s", now.raw)
		}
		if after, _ := d.money("bluekite"); after != before {
			t.Errorf("balance %d after the refund, %d before the order", after, before)
		}
		filed := d.want(200, "", "GET", path+"/report", nil)
		if !strings.Contains(filed.text("activation_state_snapshot"), `"activation_status":"finalized"`) || filed.text("reason_name") != "Number has been used before" {
			t.Errorf("report %s", filed.raw)
		}
	}, SMSAfter(firstDelay))
}

func TestReportIsDeclined(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "google", "uk")
		proof := "data:image/png;base64," + base64.StdEncoding.EncodeToString([]byte("\x89PNG\r\n\x1a\n"))
		got := d.want(200, "", "POST", path+"/report", object{"reason_id": 1, "evidence": proof})
		if got.m["status"] != "declined" || got.m["decline_id"] != 1.0 {
			t.Errorf("while it may still come: %s", got.raw)
		}
		pass(firstDelay)
		got = d.want(200, "", "POST", path+"/report", object{"reason_id": 2})
		if got.m["status"] != "declined" || got.m["decline_id"] != 2.0 {
			t.Errorf("wrong SMS on a retriable number: %s", got.raw)
		}
		if now := d.want(200, "", "GET", path, nil); now.m["report_status"] != nil {
			t.Errorf("a refused report left %s", now.text("report_status"))
		}
		d.want(404, "ResourceNotFoundException", "GET", path+"/report", nil)
		d.want(200, "", "POST", path+"/report", object{"reason_id": 5, "evidence": proof})
		pass(2 * time.Minute)
		if now := d.want(200, "", "GET", path, nil); now.text("report_status") != declined || now.text("billing_status") != billed {
			t.Errorf("reviewed: %s", now.raw)
		}
	}, SMSAfter(firstDelay))
}

func TestReportDeadline(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "google", "uk")
		pass(reportWithin)
		d.want(409, "ReportCreationDeadlinePassed", "GET", path+"/report/reasons", nil)
		d.want(409, "ReportCreationDeadlinePassed", "POST", path+"/report", object{"reason_id": 4})
	})
}

func TestReportIsValidated(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "google", "uk")
		pass(firstDelay)
		big := base64.StdEncoding.EncodeToString(make([]byte, maxEvidence+1))
		for _, body := range []object{
			{}, {"reason_id": 0}, {"reason_id": "4"}, {"reason_id": 1}, {"reason_id": 9}, {"reason_id": 3}, {"reason_id": 4, "message": strings.Repeat("é", 1001)},
			{"reason_id": 3, "evidence": "data:image/png;base64,***"}, {"reason_id": 3, "evidence": "data:text/html;base64,AAAA"},
			{"reason_id": 3, "evidence": "data:image/png,AAAA"}, {"reason_id": 3, "evidence": "AAAA"}, {"reason_id": 3, "evidence": "data:image/png;base64," + big},
		} {
			d.want(400, "InvalidRequestParamsException", "POST", path+"/report", body)
		}
		pdf := base64.StdEncoding.EncodeToString([]byte("%PDF-1.7\n"))
		d.want(200, "", "POST", path+"/report", object{"reason_id": 3, "message": strings.Repeat("é", 1000), "evidence": pdf})
		largest := base64.StdEncoding.EncodeToString(make([]byte, maxEvidence))
		second := d.orderFor("acme", "google", "uk")
		pass(firstDelay)
		d.want(200, "", "POST", second+"/report", object{"reason_id": 3, "evidence": "data:video/mp4;base64," + largest})
	}, SMSAfter(firstDelay))
}

func TestReportAsAForm(t *testing.T) {
	inWorld(t, func(d *desk) {
		path := d.orderFor("acme", "google", "uk")
		pass(firstDelay)
		post := func(reason string, file []byte) reply {
			var body bytes.Buffer
			form := multipart.NewWriter(&body)
			if reason != "" {
				_ = form.WriteField("reason_id", reason)
			}
			_ = form.WriteField("message", "see the picture")
			if file != nil {
				part, err := form.CreateFormFile("evidence", "proof.png")
				if err != nil {
					t.Fatal(err)
				}
				_, _ = part.Write(file)
			}
			_ = form.Close()
			r := httptest.NewRequest("POST", path+"/report", &body)
			r.Header.Set("X-Api-Key", d.s.Key())
			r.Header.Set("Content-Type", form.FormDataContentType())
			return d.send(r)
		}
		png := []byte("\x89PNG\r\n\x1a\n and so on")
		for _, bad := range []reply{post("", png), post("x", png), post("3", nil), post("3", []byte("plain words"))} {
			if bad.code != 400 {
				t.Errorf("accepted: %d %s", bad.code, bad.raw)
			}
		}
		if got := post("3", png); got.code != 200 || got.text("status") != "accepted" {
			t.Errorf("%d %s", got.code, got.raw)
		}
	}, SMSAfter(firstDelay))
}
