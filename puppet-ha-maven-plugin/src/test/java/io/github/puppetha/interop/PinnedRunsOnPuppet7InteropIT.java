package io.github.puppetha.interop;

class PinnedRunsOnPuppet7InteropIT extends PinnedRunsStory {
  PinnedRunsOnPuppet7InteropIT() {
    super(Release.PUPPET7);
  }
}
