package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.Sender;
import io.github.puppetha.pki.SslDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Clients that make one run after another, one in each environment, until they are told to end. */
final class PinnedClients {
  private static final int EACH = 1;

  private record Client(
      String certname, String environment, SslDirectory ssl, HttpTransport http) {}

  private final PinnedSite site;
  private final List<Client> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<PinnedMarks> runs = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicIntegerArray ended;
  private volatile boolean stop;

  PinnedClients(PinnedSite site) throws IOException {
    this.site = site;
    for (String environment : PinnedRepo.BRANCHES) {
      for (int i = 1; i <= EACH; i++) {
        String certname = environment + i + "." + RealLab.DOMAIN;
        SslDirectory ssl = site.certificate(certname);
        clients.add(new Client(certname, environment, ssl, site.transport(ssl)));
      }
    }
    ended = new AtomicIntegerArray(clients.size());
  }

  /** Begins, behind that gateway or, without one, past all. */
  void start(@Nullable HostPort gateway) {
    stop = false;
    runs.clear();
    failures.clear();
    for (int i = 0; i < clients.size(); i++) {
      int number = i;
      Client client = clients.get(i);
      Sender sender =
          gateway == null
              ? site.direct(client.http(), client.ssl().identity())
              : client.http().to(gateway);
      Thread thread = new Thread(() -> loop(number, client, sender), client.certname());
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void loop(int number, Client client, Sender sender) {
    while (!stop) {
      try {
        runs.add(new PinnedRun(client.certname(), client.environment(), sender).run());
      } catch (IOException | RuntimeException e) {
        failures.add(client.certname() + ": " + e.getMessage());
      }
      ended.incrementAndGet(number);
    }
  }

  /** A run of a client of its own, in the middle of which something happens. */
  PinnedMarks run(HostPort gateway, String environment, PinnedRun.Step between) throws IOException {
    String certname = environment + "9." + RealLab.DOMAIN;
    HttpTransport http = site.transport(site.certificate(certname));
    return new PinnedRun(certname, environment, http.to(gateway)).run(between);
  }

  /** Waits until each has begun a run since now, and ended it. */
  void eachRunsOnce() {
    int[] goal = new int[clients.size()];
    for (int i = 0; i < goal.length; i++) {
      goal[i] = ended.get(i) + 2;
    }
    for (int i = 0; i < goal.length; i++) {
      while (ended.get(i) < goal[i]) {
        LockSupport.parkNanos(5_000_000);
      }
    }
  }

  /** Ends after the runs that are under way. */
  void stop() throws IOException {
    stop = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    threads.clear();
  }

  List<PinnedMarks> runs() {
    return List.copyOf(runs);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }
}
