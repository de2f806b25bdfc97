// A socket of mangos that does what the lines on its standard input say; LineSocket.java describes them.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"go.nanomsg.org/mangos/v3"
	"go.nanomsg.org/mangos/v3/protocol/bus"
	"go.nanomsg.org/mangos/v3/protocol/pair"
	"go.nanomsg.org/mangos/v3/protocol/pair1"
	"go.nanomsg.org/mangos/v3/protocol/pub"
	"go.nanomsg.org/mangos/v3/protocol/pull"
	"go.nanomsg.org/mangos/v3/protocol/push"
	"go.nanomsg.org/mangos/v3/protocol/rep"
	"go.nanomsg.org/mangos/v3/protocol/req"
	"go.nanomsg.org/mangos/v3/protocol/respondent"
	"go.nanomsg.org/mangos/v3/protocol/sub"
	"go.nanomsg.org/mangos/v3/protocol/surveyor"
	_ "go.nanomsg.org/mangos/v3/transport/ipc"
	_ "go.nanomsg.org/mangos/v3/transport/tcp"
	_ "go.nanomsg.org/mangos/v3/transport/tlstcp"
	_ "go.nanomsg.org/mangos/v3/transport/ws"
	_ "go.nanomsg.org/mangos/v3/transport/wss"
)

const (
	hang    = time.Minute
	maxLine = 4 << 20
)

var protocols = map[string]func() (mangos.Socket, error){
	"pair0":       pair.NewSocket,
	"pair1":       pair1.NewSocket,
	"req0":        req.NewSocket,
	"rep0":        rep.NewSocket,
	"pub0":        pub.NewSocket,
	"sub0":        sub.NewSocket,
	"push0":       push.NewSocket,
	"pull0":       pull.NewSocket,
	"surveyor0":   surveyor.NewSocket,
	"respondent0": respondent.NewSocket,
	"bus0":        bus.NewSocket,
}

type peer struct {
	socket   mangos.Socket
	attached chan struct{}
}

func (p *peer) open(protocol string) error {
	open, known := protocols[protocol]
	if !known {
		return errors.New("no such protocol")
	}
	socket, err := open()
	if err != nil {
		return err
	}
	p.socket = socket
	p.attached = make(chan struct{}, 1024)
	socket.SetPipeEventHook(func(event mangos.PipeEvent, _ mangos.Pipe) {
		if event == mangos.PipeEventAttached {
			p.attached <- struct{}{}
		}
	})
	options := map[string]interface{}{mangos.OptionReconnectTime: 10 * time.Millisecond}
	switch protocol {
	case "sub0":
		options[mangos.OptionSubscribe] = ""
	case "surveyor0":
		options[mangos.OptionSurveyTime] = hang
	}
	if protocol != "pub0" && protocol != "push0" {
		options[mangos.OptionRecvDeadline] = hang
	}
	for name, value := range options {
		if err := socket.SetOption(name, value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// secrets are options for what stands behind a URL: the files of an authority and of an identity, or nothing.
func secrets(files []string) (map[string]interface{}, error) {
	options := map[string]interface{}{}
	if len(files) == 0 {
		return options, nil
	}
	authority, err := os.ReadFile(files[0])
	if err != nil {
		return nil, err
	}
	identity, err := tls.LoadX509KeyPair(files[1], files[1])
	if err != nil {
		return nil, err
	}
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(authority)
	options[mangos.OptionTLSConfig] = &tls.Config{
		Certificates: []tls.Certificate{identity},
		RootCAs:      trusted,
		ClientCAs:    trusted,
		ClientAuth:   tls.RequireAndVerifyClientCert,
	}
	return options, nil
}

func (p *peer) listen(url string, files []string) (string, error) {
	options, err := secrets(files)
	if err != nil {
		return "", err
	}
	listener, err := p.socket.NewListener(url, options)
	if err != nil {
		return "", err
	}
	if err := listener.Listen(); err != nil {
		return "", err
	}
	return listener.Address(), nil
}

func (p *peer) dial(url string, files []string) error {
	options, err := secrets(files)
	if err != nil {
		return err
	}
	options[mangos.OptionDialAsynch] = true
	return p.socket.DialOptions(url, options)
}

func (p *peer) await() error {
	select {
	case <-p.attached:
		return nil
	case <-time.After(hang):
		return errors.New("no connection")
	}
}

func (p *peer) do(word, rest string) (string, error) {
	switch word {
	case "version":
		return version(), nil
	case "open":
		return "", p.open(rest)
	case "listen":
		words := strings.Fields(rest)
		return p.listen(words[0], words[1:])
	case "dial":
		words := strings.Fields(rest)
		return "", p.dial(words[0], words[1:])
	case "await":
		return "", p.await()
	case "send":
		body, err := base64.StdEncoding.DecodeString(rest)
		if err != nil {
			return "", err
		}
		return "", p.socket.Send(body)
	case "recv":
		body, err := p.socket.Recv()
		return base64.StdEncoding.EncodeToString(body), err
	}
	return "", errors.New("no such word")
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "go.nanomsg.org/mangos/v3" {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}

func main() {
	p := &peer{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		word, rest, _ := strings.Cut(lines.Text(), " ")
		answer, err := p.do(word, rest)
		if err != nil {
			fmt.Printf("failed %v\n", err)
		} else {
			fmt.Printf("ok %s\n", answer)
		}
	}
}
