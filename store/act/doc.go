// Package act owns the words in which acts are judged. An act is a value: what
// somebody wants done at a provider, whole, before anything is sent. A verdict
// says of it what stands against it, what has to be said before it, how surely
// a person has to want it, and what will be different afterwards. Screen,
// command line and engine use the same verdict and the same table of reasons.
//
// A consent is to what was seen: it names the verdict it answers and is used
// once. Judging is the engine's (live.Weigh and live.Do); nothing is read or
// sent here.
package act
