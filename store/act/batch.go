package act

import "strconv"

// Batch is the verdict on many acts that are wanted together, gathered one by
// one: of each only its fingerprint is held. What it takes is more than Enter;
// where some of them would take typing, how many those are is typed, once.
type Batch struct {
	After  []Fact // what is told of them all
	first  Act
	prints map[int]Fingerprint
	order  []int // as they were added
	typed  int
	asked  Fingerprint // of the whole, as it was asked for last
}

// batch are acts of one kind and how many they are.
type batch struct {
	Act    Act
	Acts   int
	Typed  int
	Prints []Fingerprint // in their order: what is agreed to is these very acts
}

// Provider implements Act.
func (b batch) Provider() string { return b.Act.Provider() }

// Op implements Act.
func (b batch) Op() string { return b.Act.Op() }

// Add takes up the verdict on an act; i tells it from the others. What stands
// against it for a while only is left out of what is agreed to: it has passed
// when the act is done.
func (b *Batch) Add(i int, v Verdict) {
	if b.prints == nil {
		b.prints, b.first = map[int]Fingerprint{}, v.Act
	}
	b.prints[i], b.order = lasting(v).Fingerprint(), append(b.order, i)
	if v.Consent.Sureness() == ByTyping {
		b.typed++
	}
}

// lasting is a verdict without what stands against it.
func lasting(v Verdict) Verdict {
	v.Refused = nil
	return v
}

// Len is how many acts there are.
func (b *Batch) Len() int { return len(b.prints) }

// Typed is how many of them would take typing by themselves.
func (b *Batch) Typed() int { return b.typed }

// Verdict is what is agreed to. There is at least one act.
func (b *Batch) Verdict() Verdict {
	all := batch{Act: b.first, Acts: b.Len(), Typed: b.typed}
	for _, i := range b.order {
		all.Prints = append(all.Prints, b.prints[i])
	}
	v := Verdict{Act: all, Consent: Capital("A"), After: b.After}
	if b.typed > 0 {
		v.Consent = Typed(strconv.Itoa(b.typed)).Called("how many of them replace something")
	}
	b.asked = v.Fingerprint()
	return v
}

// Leave lets a person's consent to the whole stand for act i, of which v is the
// verdict now. It does not where that is another than was added.
func (b *Batch) Leave(i int, whole Consent, v Verdict) (Consent, error) {
	if whole.once == nil || whole.to != b.asked {
		return Consent{}, Changed.Of().Refusal()
	}
	if err := v.Err(); err != nil {
		return Consent{}, err
	}
	if b.prints[i] != v.Fingerprint() {
		return Consent{}, Changed.Of().Refusal()
	}
	return v.Agree(v.Consent)
}
