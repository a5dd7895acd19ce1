package retail

import (
	"net/http"
	"slices"
	"strings"
)

// The statuses of a customer.
const (
	customerActive   = "active"
	customerPaused   = "paused"
	customerDisabled = "disabled"
	customerMarked   = "markedForDeletion"
)

var customerStatuses = []string{customerDisabled, customerActive, customerPaused, customerMarked}

// customer finds the customer a path names, whatever its status; nil and no
// error when the path names none.
func (s *Service) customer(c *call) (*customer, error) {
	if !strings.Contains(c.r.Pattern, "{customer}") {
		return nil, nil
	}
	id := c.path("customer")
	if err := customerText.check("customer_id", id); err != nil {
		return nil, err
	}
	if one := s.people[id]; one != nil {
		return one, nil
	}
	return nil, missing("Customer not found")
}

// operating is the customer a call acts for. A disabled customer, or one
// marked for deletion, may do nothing; a paused one anything but order.
func (s *Service) operating(c *call, ordering bool) (*customer, error) {
	one, err := s.customer(c)
	if err != nil || one == nil {
		return one, err
	}
	if one.onHold() || ordering && one.Status == customerPaused {
		return nil, fault(http.StatusForbidden, "AccountOnHoldException", "The customer is "+one.Status+"; the operation is restricted")
	}
	return one, nil
}

// acting is the customer a call acts for that orders nothing.
func (s *Service) acting(c *call) (*customer, error) { return s.operating(c, false) }

func (c *customer) onHold() bool { return c.Status == customerDisabled || c.Status == customerMarked }

// id is the customer's identifier, "" for the account itself.
func (c *customer) id() string {
	if c == nil {
		return ""
	}
	return c.ID
}

func (s *Service) createCustomer(c *call) (any, error) {
	f := readFields(c.r)
	id := f.text("customer_id", customerText)
	opening := f.integer("balance", false, 0, 100000)
	if f.err != nil {
		return nil, f.err
	}
	if s.people[id] != nil {
		return nil, fault(http.StatusConflict, "ResourceAlreadyExistsException", "A customer with this id already exists")
	}
	at := c.now.Unix()
	one := &customer{ID: id, Status: customerActive, Created: at, Updated: at}
	s.Customers = append(s.Customers, one)
	s.people[id] = one
	if opening > 0 {
		s.book(one, "opening_"+s.hexID("opening", len(s.Transactions)), "initial_balance", opening, at)
	}
	return success()
}

func (s *Service) setStatus(c *call, one *customer) (any, error) {
	f := readFields(c.r)
	status := f.text("status", text{required: true, min: 1, max: 80})
	if f.err != nil {
		return nil, f.err
	}
	if !slices.Contains(customerStatuses, status) {
		return nil, invalid("status must be one of %s", strings.Join(customerStatuses, ", "))
	}
	changed := one.Status != status
	one.Status, one.Updated = status, c.now.Unix()
	if changed {
		s.tellOfCustomer(one)
	}
	return success()
}

// customerView is a customer as the list shows it: the balance includes what
// is reserved.
type customerView struct {
	ID      string `json:"customer_id"`
	Balance int64  `json:"balance"`
	Status  string `json:"status"`
	Created int64  `json:"created_at"`
	Updated int64  `json:"updated_at"`
}

func (c *customer) view() customerView {
	return customerView{c.ID, c.Total, c.Status, c.Created, c.Updated}
}

func (s *Service) listCustomers(c *call) (any, error) {
	q := &query{values: c.r.URL.Query()}
	id := q.text("customer_id", customerText)
	statuses := q.list("status", customerStatuses...)
	created, page := q.created(), q.page(100, 1000)
	if q.err != nil {
		return nil, q.err
	}
	var list []customerView
	for _, one := range slices.Backward(s.Customers) {
		if (id == "" || one.ID == id) && anyOf(statuses, one.Status) && created.holds(one.Created) {
			list = append(list, one.view())
		}
	}
	return listed("customers", list, page), nil
}

// onHold answers whether a customer may operate; unlike every other call of
// the customer it works for one that may not.
func (s *Service) onHold(c *call, one *customer) (any, error) {
	return map[string]bool{"accountOnHold": one.onHold()}, nil
}
