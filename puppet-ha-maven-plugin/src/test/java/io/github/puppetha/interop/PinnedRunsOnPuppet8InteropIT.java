package io.github.puppetha.interop;

class PinnedRunsOnPuppet8InteropIT extends PinnedRunsStory {
  PinnedRunsOnPuppet8InteropIT() {
    super(Release.PUPPET8);
  }
}
