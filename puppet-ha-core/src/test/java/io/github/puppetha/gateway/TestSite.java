package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Identity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A gateway with everything around it; closes what it made, last first. */
final class TestSite implements AutoCloseable {
  /** Every name is this machine. */
  static final NameResolver LOCAL = host -> List.of(InetAddress.getByName("127.0.0.1"));

  static final String GATEWAY = "gateway.example.com";
  static final String OTHER_GATEWAY = "gateway.other.example.com";

  final TestCa ca;
  final List<ServedRequest> served = new CopyOnWriteArrayList<>();
  final List<HostPort> passedOver = new CopyOnWriteArrayList<>();
  final List<PinEvent> pinning = new CopyOnWriteArrayList<>();
  private final Deque<Runnable> open = new ArrayDeque<>();
  private @Nullable Gateway gateway;

  TestSite() {
    this(new TestCa());
  }

  TestSite(TestCa ca) {
    this.ca = ca;
  }

  Backend backend(String name) throws Exception {
    Backend backend = new Backend(ca, name);
    open.push(backend::close);
    return backend;
  }

  Gateway gateway(Routes routes) {
    return gateway(GATEWAY, routes, builder -> builder);
  }

  Gateway gateway(String name, Routes routes, UnaryOperator<Gateway.Builder> more) {
    Identity identity = ca.issue(name);
    HttpTransport transport = transport(identity);
    Gateway.Builder builder =
        Gateway.builder()
            .listen(new InetSocketAddress("127.0.0.1", 0))
            .identity(identity)
            .trust(ca::trust)
            .transport(transport)
            .routes(routes)
            .gateways(Set.of(GATEWAY, OTHER_GATEWAY))
            .stopTime(Duration.ofSeconds(2))
            .listener(
                new GatewayListener() {
                  @Override
                  public void served(ServedRequest request) {
                    served.add(request);
                  }

                  @Override
                  public void pinning(PinEvent event, String certname, String detail) {
                    pinning.add(event);
                  }

                  @Override
                  public void passedOver(HostPort server, String reason) {
                    passedOver.add(server);
                  }
                });
    Gateway started = more.apply(builder).build().start();
    open.push(started::close);
    gateway = started;
    return started;
  }

  HttpTransport transport(@Nullable Identity identity) {
    HttpTransport.Builder builder =
        HttpTransport.builder()
            .trust(ca::trust)
            .resolver(LOCAL)
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofSeconds(20));
    HttpTransport transport = (identity == null ? builder : builder.identity(identity)).build();
    open.push(transport::close);
    return transport;
  }

  HostPort address() {
    return new HostPort(GATEWAY, java.util.Objects.requireNonNull(gateway).port());
  }

  PuppetResponse ask(@Nullable Identity client, PuppetRequest request) {
    return transport(client).to(address()).send(request);
  }

  @Override
  public void close() {
    open.forEach(Runnable::run);
  }
}
