package io.github.puppetha.interop;

/** The CA on a Puppet Server 8.7, the agents' own server a 7.9. */
class CaOnPuppet8InteropIT extends TwoSitesStory {
  CaOnPuppet8InteropIT() {
    super(Release.PUPPET8, Release.PUPPET7);
  }
}
