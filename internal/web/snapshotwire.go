package web

import (
	"bufio"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"net/http"
	"strings"

	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// Bounds of what is read of an exchange beside its answer, in bytes.
const (
	maxBefore   = 64 << 20 // of the file before it
	maxRequest  = 64 << 10
	maxExchange = 1 << 20
)

// wireFacts is what the archive says of the exchange with the server: where it was, how
// it was spoken to. It is what was recorded, and proves nothing by itself.
func wireFacts(a *wacz.Archive) []fact {
	main, err := a.Main()
	if err != nil {
		return nil
	}
	defer main.Body.Close()
	var list []fact
	add := func(name, value string) {
		if value = plain(value, maxShort); value != "" {
			list = append(list, fact{Name: word0("fact." + name), Value: value})
		}
	}
	add("ip", main.Record.Get("WARC-IP-Address"))
	add("protocol", strings.Join(main.Record.Values("WARC-Protocol"), ", "))
	add("cipher", main.Record.Get("WARC-Cipher-Suite"))
	agent, cert := beside(a, main)
	if cert != nil {
		add("certificate", word0("certificate", cert.Subject.CommonName, cert.Issuer.String(), cert.NotBefore.UTC().Format("2 January 2006"), cert.NotAfter.UTC().Format("2 January 2006")))
	}
	if main.Head != nil {
		add("server", main.Head.Header.Get("Server"))
		add("modified", main.Head.Header.Get("Last-Modified"))
	}
	add("agent", agent)
	return list
}

// beside reads the records that stand behind an answer in our own files: the request,
// and what was noted of the exchange.
func beside(a *wacz.Archive, main *wacz.Response) (agent string, cert *x509.Certificate) {
	file, err := a.WARC()
	if err != nil || main.CDX.Offset+main.CDX.Length > maxBefore {
		return "", nil
	}
	defer file.Close()
	if _, err := io.CopyN(io.Discard, file, main.CDX.Offset+main.CDX.Length); err != nil {
		return "", nil
	}
	of := main.Record.Get("WARC-Record-ID")
	records := warc.NewReader(io.LimitReader(file, maxExchange))
	for range 2 {
		rec, err := records.Next()
		if err != nil || of == "" || rec.Header.Get("WARC-Concurrent-To") != of {
			break // it belongs to another exchange, or to another file
		}
		switch rec.Type() {
		case "request":
			req, err := http.ReadRequest(bufio.NewReader(io.LimitReader(rec.Content, maxRequest)))
			if err == nil {
				agent = req.UserAgent()
			}
		case "metadata":
			var noted struct {
				PEM string `json:"certificates_pem"`
			}
			b, err := io.ReadAll(io.LimitReader(rec.Content, maxExchange))
			if err == nil && json.Unmarshal(b, &noted) == nil {
				if block, _ := pem.Decode([]byte(noted.PEM)); block != nil {
					cert, _ = x509.ParseCertificate(block.Bytes) // nil where it can't be read
				}
			}
		}
	}
	return agent, cert
}
