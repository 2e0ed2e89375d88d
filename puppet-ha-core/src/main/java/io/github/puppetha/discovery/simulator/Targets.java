package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.simulator.NameData.Srv;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;

/** DNS records as the simulator takes them. */
final class Targets {
  private Targets() {}

  static Stream<Srv> srv(Record r) {
    if (!(r instanceof SRVRecord srv)) {
      return Stream.empty();
    }
    String target = srv.getTarget().labels() == 1 ? "." : srv.getTarget().toString(true);
    return Stream.of(new Srv(srv.getPriority(), srv.getWeight(), target, srv.getPort()));
  }

  static Stream<String> address(Record r) {
    if (r instanceof ARecord a) {
      return Stream.of(a.getAddress().getHostAddress());
    }
    return r instanceof AAAARecord aaaa
        ? Stream.of(aaaa.getAddress().getHostAddress())
        : Stream.empty();
  }
}
