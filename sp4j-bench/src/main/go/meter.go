package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync/atomic"
	"syscall"
	"time"
)

var measuring atomic.Bool

func (l *lane) add() { atomic.StoreInt64(&l.count, l.count+1) }

func (p *party) count() int64 {
	sum := int64(0)
	for _, l := range p.lanes {
		sum += atomic.LoadInt64(&l.count)
	}
	return sum
}

func cpu() time.Duration {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

func (p *party) awaitMessage(before int64) {
	for p.count() == before {
		time.Sleep(time.Millisecond)
	}
}

// Looks at the lanes after the warm-up, which begins with the first message, and again after the measured time.
func measure(parties []*party) {
	for _, p := range parties {
		p.awaitMessage(0)
	}
	time.Sleep(parties[0].seconds("warmup"))
	counts := make([]int64, len(parties))
	allocatedBefore, cpuBefore := allocated(), cpu()
	for i, p := range parties {
		counts[i] = p.count()
	}
	began := time.Now()
	measuring.Store(true)
	time.Sleep(parties[0].seconds("measure"))
	for i, p := range parties {
		p.awaitMessage(counts[i])
	}
	for i, p := range parties {
		counts[i] = p.count() - counts[i]
	}
	took := time.Since(began)
	used, allocatedNow := cpu()-cpuBefore, allocated()
	measuring.Store(false)
	time.Sleep(20 * time.Millisecond) // what ended within the measured time is written down by then
	for i, p := range parties {
		name := "dial"
		if p.listens {
			name = "listen"
		}
		say("RESULT %s msgs=%d seconds=%.6f cpu_us=%.1f alloc_bytes=%d%s", name, counts[i], took.Seconds(),
			float64(used.Nanoseconds())/1e3, allocatedNow-allocatedBefore, p.percentiles())
	}
}

func (p *party) percentiles() string {
	var all []time.Duration
	for _, l := range p.lanes {
		all = append(all, l.times...)
	}
	if len(all) == 0 {
		return ""
	}
	sort.Slice(all, func(i, j int) bool { return all[i] < all[j] })
	at := func(part float64) time.Duration { return all[min(len(all)-1, int(part*float64(len(all))))] }
	return fmt.Sprintf(" p50_ns=%d p99_ns=%d p999_ns=%d", at(0.5), at(0.99), at(0.999))
}
