package io.github.puppetha.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.PuppetHaException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserPropertiesTest {
  @Test
  void aMisspeltPropertyIsRefusedWithTheOneThatWasMeant() {
    assertThatThrownBy(
            () ->
                UserProperties.check(
                    List.of("puppet-ha.config", "puppet-ha.enviroments"), "deploy", true))
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining(
            "no property puppet-ha.enviroments; did you mean 'puppet-ha.environments'?");
    assertThatThrownBy(() -> UserProperties.check(List.of("puppet-ha.dryrun"), "deploy", true))
        .hasMessageContaining("did you mean 'puppet-ha.dryRun'?");
  }

  @Test
  void aDryRunOfAGoalThatHasNoneIsRefused() {
    assertThatThrownBy(() -> UserProperties.check(List.of(PropertyNames.DRY_RUN), "lock", false))
        .hasMessageContaining("The goal lock has no dry run");
  }

  @Test
  void otherGoalsPropertiesAndOtherPluginsAreLeftAlone() {
    UserProperties.check(
        List.of("skipTests", "puppet-ha.to", "puppet-ha.dryRun", "puppet-habitat"), "deploy", true);
    assertThat(PropertyNames.all()).contains("puppet-ha.skip", "puppet-ha.raiseNumber");
  }
}
