// Command serve runs the scripted site, and makes a project that cites it:
//
//	go run ./internal/webtest/scripted/serve DIR
//	cd DIR && SSL_CERT_FILE=ca.pem archiver run
//
// It serves until it is interrupted. A line on its input lets the site age.
package main

import (
	"bufio"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"archiver/internal/webtest/scripted"
)

func main() {
	if err := serve(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

func serve(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("usage: serve DIR")
	}
	s, err := scripted.Start()
	if err != nil {
		return err
	}
	defer s.Close()
	for name, text := range map[string][]byte{
		"ca.pem": s.CA(), "report.md": s.Report(), "sources/scripted.yaml": s.Manifest(time.Now().UTC().Format(time.DateOnly)),
		"configs/archiver.yaml": []byte(scripted.Config(s)),
	} {
		name = filepath.Join(args[0], name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("port %s; cd %s && SSL_CERT_FILE=ca.pem archiver run\n", s.Port, args[0])
	go func() {
		for in := bufio.NewScanner(os.Stdin); in.Scan(); {
			s.Age()
			fmt.Println("aged")
		}
	}()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt)
	<-stop
	fmt.Printf("reached beside the site: %d\n", s.Reached())
	return nil
}
