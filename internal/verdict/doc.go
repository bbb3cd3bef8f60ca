// Package verdict decides what one look at a cited page means: is the source
// still there, does it still say what it said, or does something stand
// between. It is pure: no network, no file, no clock. The same look judged
// twice gives the same verdict, so a log of looks can be replayed.
//
// The words (verdicts, reasons, their order, the confirmation table, the
// states of a quote) are fixed by CONTRACT.md. The procedure is positive
// evidence first: where a quoted passage or half of the reference's text is
// found, the source lives, whatever the status code says. Only then are
// walls, faults and deaths told apart, each by explicit signs.
//
// It will not fetch, extract text from bytes, or remember anything. The text
// comes in two views: Visible (all that a reader sees) and Main (the same
// without the page's furniture). Old Main is compared with new Visible, and
// new Main with old Visible, so that a block which an extractor takes for
// furniture on one day only is neither lost nor gained. Where both mains are the
// same article they are compared with each other too: a sentence that left it
// is gone, though a reader's comment quotes it.
//
// What stands before the running text (bylines, dates, breadcrumbs) and what a
// template puts below it may come and go; what stands in it counts however
// short it is: an item of a list, a heading, a name under a law.
//
// The packages below it import downwards only, and nobody else imports them: diff
// (how two pages differ, for a person), compare (what of it is noise), passage
// (quotes and places in a page), pages (a page and its views), meaning (what words
// say), lex (a text as words). Here stay the judgement, walls, platforms and states.
package verdict
