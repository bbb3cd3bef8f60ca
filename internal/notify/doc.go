// Package notify delivers a message to people: by e-mail, by a webhook, or to a
// service such as Slack, Matrix or Telegram, each named by a URL of shoutrrr
// (https://shoutrrr.nickfedor.com/latest/services/overview/).
//
// It decides nothing of what is told, when, or to whom, and remembers nothing. What it
// sends is plain text; what came from the web can neither break a line of it, nor be
// markup, nor call people.
//
// The library takes no context, follows redirects, and names tokens in its errors. So it
// sends through a client of ours, and no word of its errors is passed on. E-mail is
// sent by us, since the library gives a message no identity (RFC 5322, section 3.6.4)
// and hands it to each recipient apart, so that one that is refused would have the
// others get it again.
package notify
