package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateStoreTest {
  @TempDir Path root;
  private GitFixture control;

  @BeforeEach
  void make() throws IOException {
    control = GitFixture.create(root.toRealPath(), "control");
    control.file("x", "x").push("first");
  }

  /** As another deployer, with a cache of its own, opens it. */
  private StateStore open(String kind, String cache) {
    return kind.equals("git")
        ? StateStore.inGit(GitRepository.open(root.resolve(cache), control.url()))
        : StateStore.inDirectory(root.resolve("shared/state"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"git", "directory"})
  void whatWasSeenIsReplacedOrNothing(String kind) {
    StateStore one = open(kind, "one");
    StateStore other = open(kind, "other");
    assertThat(one.read("x")).isEmpty();
    String first = one.write("x", null, true, "1", "one").orElseThrow();
    assertThat(other.write("x", null, true, "lost", "lost")).isEmpty();
    StateStore.Entry seen = other.read("x").orElseThrow();
    assertThat(seen).isEqualTo(new StateStore.Entry("1", first));
    String second = other.write("x", seen.token(), true, "2", "two").orElseThrow();
    assertThat(one.write("x", first, true, "lost", "lost")).isEmpty();
    assertThat(one.history("x", 9)).extracting(StateStore.Entry::text).containsExactly("2", "1");
    assertThat(one.history("x", 1)).extracting(StateStore.Entry::token).containsExactly(second);
    one.write("x", second, false, "3", "three").orElseThrow();
    assertThat(other.history("x", 9)).extracting(StateStore.Entry::text).containsExactly("3");
    assertThat(other.read("y")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"git", "directory"})
  void ofManyAtOnceEachCountIsTakenByOne(String kind) throws InterruptedException {
    AtomicInteger written = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads =
        List.of("a", "b", "c").stream()
            .map(n -> new Thread(() -> race(kind, n, go, written)))
            .toList();
    threads.forEach(Thread::start);
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    StateStore store = open(kind, "judge");
    List<StateStore.Entry> history = store.history("n", 100);
    assertThat(history).hasSize(written.get());
    assertThat(written).hasValueGreaterThanOrEqualTo(5);
    for (int i = 0; i < history.size(); i++) {
      assertThat(history.get(i).text()).isEqualTo(Integer.toString(history.size() - i));
    }
  }

  private void race(String kind, String name, CountDownLatch go, AtomicInteger written) {
    StateStore store = open(kind, name);
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < 5; i++) {
      Optional<StateStore.Entry> last = store.read("n");
      int next = last.map(e -> Integer.parseInt(e.text())).orElse(0) + 1;
      String token = last.map(StateStore.Entry::token).orElse(null);
      if (store.write("n", token, true, Integer.toString(next), name).isPresent()) {
        written.incrementAndGet();
      }
    }
  }

  @Test
  void aRemoteThatTakesNothingIsToldWithTheSettingToAdd() throws IOException {
    try (ReadOnlyGit server = ReadOnlyGit.serve(control.bare())) {
      StateStore store = StateStore.inGit(GitRepository.open(root.resolve("one"), server.url()));
      assertThat(store.read("x")).isEmpty();
      assertThatThrownBy(() -> store.write("x", null, true, "1", "one"))
          .isInstanceOf(PuppetHaException.class)
          .hasMessageContaining("refs/puppet-ha/ of " + server.url())
          .hasMessageContaining("state: { directory: PATH }")
          .hasMessageContaining("state: { remote: URL }");
      assertThat(store.read("x")).isEmpty();
    }
  }

  @Test
  void aRemoteThatIsGoneIsTold() throws IOException {
    StateStore store = open("git", "one");
    Files.move(control.bare(), root.resolve("gone"));
    assertThatThrownBy(() -> store.write("x", null, true, "1", "one"))
        .hasMessageContaining(control.url())
        .hasMessageContaining("state: { directory: PATH }");
    assertThatThrownBy(() -> store.read("x")).hasMessageContaining("no git repository");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsTold() throws IOException {
    Files.writeString(root.resolve("shared"), "a file");
    assertThatThrownBy(() -> open("directory", "").write("x", null, true, "1", "one"))
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("shared/state")
        .hasMessageContaining("state: { directory: PATH }");
  }
}
