package io.sp4j.bench.result;

import io.sp4j.bench.plan.Transport;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of a finished run.
 *
 * @param at when it began, in UTC
 * @param command what repeats it
 * @param revision of the sources, if it is known
 * @param warmupSeconds of peers whose code is compiled while it runs; {@code warmupSecondsNative} of the others
 */
public record Run(
        String at,
        String command,
        String revision,
        Machine machine,
        int rounds,
        double warmupSeconds,
        double warmupSecondsNative,
        double measureSeconds,
        double tookSeconds,
        List<PeerInfo> peers,
        List<Cell> cells) {

    /** The names of the measured peers, in the order of the tables. */
    public List<String> measured() {
        return peers.stream().filter(PeerInfo::isMeasured).map(PeerInfo::name).toList();
    }

    /** The cells of a workload. */
    public List<Cell> of(String workload) {
        return cells.stream().filter(cell -> cell.workload().equals(workload)).toList();
    }

    public Optional<Cell> cell(String workload, Transport transport, int size, int count, String peer) {
        return cells.stream()
                .filter(cell -> cell.workload().equals(workload)
                        && cell.transport() == transport
                        && cell.size() == size
                        && cell.count() == count
                        && cell.peer().equals(peer))
                .findFirst();
    }
}
