// Package faces holds the sheet, the command and the engine to one judgement:
// what stands against an act, or is said before it, is the same three times, for
// every act and every reason there is. It owns nothing else.
package faces
