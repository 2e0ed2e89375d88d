package io.github.puppetha.testkit;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class FakeMasterContractTest extends PuppetServerContract {
  private static FakeMaster master;
  private static Identity node;
  private static Identity administrator;

  @BeforeAll
  static void start() {
    master =
        FakeMaster.builder()
            .name("puppet.example.test")
            .administrators("deploy.example.test")
            .start();
    administrator = master.issue("deploy.example.test");
    node = master.issue("node1.example.test");
  }

  @AfterAll
  static void stop() {
    master.close();
  }

  @Override
  HostPort server() {
    return master.address();
  }

  @Override
  NameResolver resolver() {
    return FakeMaster.loopback();
  }

  @Override
  Identity identity() {
    return node;
  }

  @Override
  Optional<Identity> administrator() {
    return Optional.of(administrator);
  }

  @Override
  TrustBundle trust() {
    return master.trust();
  }

  @Override
  Path environments() {
    return master.environments();
  }
}
