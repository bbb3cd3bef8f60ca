// Package pages holds one page ready to be compared: its views as tokens, made
// when they are first asked for, its language, and a sketch to find pages like
// it by. It will not compare two of them, but for their sketches.
package pages
