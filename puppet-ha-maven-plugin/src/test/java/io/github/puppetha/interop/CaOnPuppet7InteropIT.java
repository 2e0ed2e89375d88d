package io.github.puppetha.interop;

/** The CA on a Puppet Server 7.9, the agents' own server an 8.7. */
class CaOnPuppet7InteropIT extends TwoSitesStory {
  CaOnPuppet7InteropIT() {
    super(Release.PUPPET7, Release.PUPPET8);
  }
}
