// mangos as a peer of the benchmark; WorkerLines.java says what a worker is told and what it answers.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"go.nanomsg.org/mangos/v3"
	"go.nanomsg.org/mangos/v3/protocol/pair"
	"go.nanomsg.org/mangos/v3/protocol/pub"
	"go.nanomsg.org/mangos/v3/protocol/pull"
	"go.nanomsg.org/mangos/v3/protocol/push"
	"go.nanomsg.org/mangos/v3/protocol/rep"
	"go.nanomsg.org/mangos/v3/protocol/req"
	"go.nanomsg.org/mangos/v3/protocol/sub"
	_ "go.nanomsg.org/mangos/v3/transport/inproc"
	_ "go.nanomsg.org/mangos/v3/transport/ipc"
	_ "go.nanomsg.org/mangos/v3/transport/tcp"
	_ "go.nanomsg.org/mangos/v3/transport/tlstcp"
	_ "go.nanomsg.org/mangos/v3/transport/ws"
	_ "go.nanomsg.org/mangos/v3/transport/wss"
)

var kinds = map[string]func() (mangos.Socket, error){
	"pair": pair.NewSocket, "pub": pub.NewSocket, "sub": sub.NewSocket, "push": push.NewSocket,
	"pull": pull.NewSocket, "req": req.NewSocket, "rep": rep.NewSocket,
}

func say(format string, args ...any) { fmt.Printf(format+"\n", args...) }

func check(what string, err error) {
	if err != nil {
		say("FAILED %s: %v", what, err)
		os.Exit(1)
	}
}

// What a socket and a context have in common.
type messenger interface {
	SendMsg(*mangos.Message) error
	RecvMsg() (*mangos.Message, error)
}

func send(to messenger, body []byte) {
	m := mangos.NewMessage(len(body))
	m.Body = append(m.Body, body...)
	check("send", to.SendMsg(m))
}

func (p *party) receive(from messenger) *mangos.Message {
	m, err := from.RecvMsg()
	check("receive", err)
	if len(m.Body) != p.number("size", 64) {
		check("received", fmt.Errorf("%d bytes", len(m.Body)))
	}
	return m
}

// What one goroutine has done.
type lane struct {
	count int64
	times []time.Duration
}

type party struct {
	role    string
	args    map[string]string
	listens bool
	url     string
	bodies  [][]byte
	sockets []mangos.Socket
	lanes   []*lane
}

func (p *party) number(key string, otherwise int) int {
	if text, there := p.args[key]; there {
		n, err := strconv.Atoi(text)
		check(key, err)
		return n
	}
	return otherwise
}

func (p *party) seconds(key string) time.Duration {
	s, err := strconv.ParseFloat(p.args[key], 64)
	check(key, err)
	return time.Duration(s * 1e9)
}

func topic(number int) []byte { return []byte(fmt.Sprintf("t/%06d/", number)) }

func parse(words []string) *party {
	p := &party{role: words[0], args: map[string]string{}}
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		p.args[key] = value
	}
	p.url, p.listens = p.args["listen"]
	if !p.listens {
		p.url = p.args["dial"]
	}
	p.bodies = [][]byte{make([]byte, p.number("size", 64))}
	if topics := p.number("topics", 0); topics > 0 && p.role == "send" {
		count := min(2*topics, 1024)
		p.bodies = make([][]byte, count)
		for i := range p.bodies {
			p.bodies[i] = make([]byte, p.number("size", 64))
			copy(p.bodies[i], topic(i*2*topics/count))
		}
	}
	return p
}

func (p *party) options() map[string]any {
	options := map[string]any{}
	if strings.HasPrefix(p.url, "tls") || strings.HasPrefix(p.url, "wss") {
		file := func(name string) string { return filepath.Join(p.args["keys"], name) }
		config := &tls.Config{}
		if p.listens {
			pair, err := tls.LoadX509KeyPair(file("cert.pem"), file("key.pem"))
			check("certificate", err)
			config.Certificates = []tls.Certificate{pair}
		} else {
			pem, err := os.ReadFile(file("cert.pem"))
			check("authority", err)
			config.RootCAs = x509.NewCertPool()
			config.RootCAs.AppendCertsFromPEM(pem)
			config.ServerName = "127.0.0.1"
		}
		options[mangos.OptionTLSConfig] = config
	}
	return options
}

func (p *party) open() mangos.Socket {
	kind := p.args["kind"]
	s, err := kinds[kind]()
	check("open", err)
	s.SetOption(mangos.OptionReadQLen, 1000) // some protocols have none
	s.SetOption(mangos.OptionWriteQLen, 1000)
	check("size", s.SetOption(mangos.OptionMaxRecvSize, 0))
	if kind == "sub" {
		topics := p.number("topics", 0)
		if topics == 0 {
			check("subscribe", s.SetOption(mangos.OptionSubscribe, ""))
		}
		for i := 0; i < topics; i++ {
			check("subscribe", s.SetOption(mangos.OptionSubscribe, topic(i)))
		}
	}
	if p.listens {
		l, err := s.NewListener(p.url, p.options())
		check("listen", err)
		check("listen", l.Listen())
		p.url = l.Address()
	} else {
		check("dial", s.DialOptions(p.url, p.options()))
	}
	return s
}

func (p *party) openAll() {
	if p.role != "connect" {
		count := 1
		if !p.listens && p.role != "ask" {
			count = p.number("n", 1)
		}
		for i := 0; i < count; i++ {
			p.sockets = append(p.sockets, p.open())
		}
	}
	say("READY %s", p.url)
}

func (p *party) newLane() *lane {
	l := &lane{}
	p.lanes = append(p.lanes, l)
	return l
}

func (p *party) start() {
	switch p.role {
	case "serve", "ask":
		for i := 0; i < p.number("n", 1); i++ {
			context, err := p.sockets[0].OpenContext()
			check("context", err)
			go p.play(p.newLane(), []messenger{context})
		}
	case "connect":
		for i := 0; i < p.number("threads", 1); i++ {
			go p.play(p.newLane(), nil)
		}
	default:
		active := min(p.number("active", 1000000), len(p.sockets))
		threads := min(p.number("threads", 1), active)
		for i := 0; i < threads; i++ {
			var own []messenger
			for _, s := range p.sockets[active*i/threads : active*(i+1)/threads] {
				own = append(own, s)
			}
			go p.play(p.newLane(), own)
		}
	}
}

func (p *party) play(l *lane, own []messenger) {
	for next := 0; ; next = (next + 1) % len(p.bodies) {
		if p.role == "connect" {
			began := time.Now()
			s := p.open()
			p.roundTrip(l, s, began)
			s.Close()
		}
		for _, m := range own {
			switch p.role {
			case "receive":
				p.receive(m).Free()
			case "send":
				send(m, p.bodies[next])
			case "echo", "serve":
				check("send", m.SendMsg(p.receive(m)))
			default:
				p.roundTrip(l, m, time.Now())
				continue
			}
			l.add()
		}
	}
}

func (p *party) roundTrip(l *lane, m messenger, began time.Time) {
	send(m, p.bodies[0])
	p.receive(m).Free()
	if measuring.Load() {
		l.times = append(l.times, time.Since(began))
	}
	l.add()
}

func rssKib() int {
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\n") {
		if strings.HasPrefix(line, "VmRSS:") {
			n, _ := strconv.Atoi(strings.Fields(line)[1])
			return n
		}
	}
	return -1
}

func reportMemory(lines *bufio.Scanner) {
	for lines.Scan() {
		var stats runtime.MemStats
		debug.FreeOSMemory()
		runtime.ReadMemStats(&stats)
		say("RESULT listen rss_kib=%d heap_kib=%d", rssKib(), stats.HeapAlloc/1024)
	}
}

func main() {
	if os.Args[1] == "version" {
		info, _ := debug.ReadBuildInfo()
		for _, dependency := range info.Deps {
			if strings.Contains(dependency.Path, "mangos") {
				say("VERSION mangos %s (%s)", dependency.Version, runtime.Version())
			}
		}
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	var parties []*party
	for _, words := range strings.Split(strings.Join(os.Args[1:], "\n"), "\n--\n") {
		parties = append(parties, parse(strings.Split(words, "\n")))
	}
	for _, p := range parties {
		p.openAll()
	}
	if parties[0].role == "idle" {
		reportMemory(lines)
		return
	}
	lines.Scan()
	for _, p := range parties {
		p.start()
	}
	go measure(parties)
	for lines.Scan() {
	}
}
