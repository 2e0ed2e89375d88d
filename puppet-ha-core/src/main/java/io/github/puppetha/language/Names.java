package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/** The words of a text, each made a string once. */
final class Names {
  private final char[] text;
  private @Nullable String[] table = new String[256];
  private int size;

  Names(char[] text) {
    this.text = text;
  }

  String of(int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text[i];
    }
    int mask = table.length - 1;
    int slot = (hash ^ hash >>> 16) & mask;
    while (true) {
      String found = table[slot];
      if (found == null) {
        return add(slot, new String(text, start, end - start));
      }
      if (is(found, start, end)) {
        return found;
      }
      slot = slot + 1 & mask;
    }
  }

  private boolean is(String found, int start, int end) {
    if (found.length() != end - start) {
      return false;
    }
    for (int i = 0; i < found.length(); i++) {
      if (found.charAt(i) != text[start + i]) {
        return false;
      }
    }
    return true;
  }

  private String add(int slot, String name) {
    table[slot] = name;
    if (++size * 2 > table.length) {
      String[] old = table;
      table = new String[old.length * 2];
      int mask = table.length - 1;
      for (String kept : old) {
        if (kept != null) {
          int hash = kept.hashCode();
          int free = (hash ^ hash >>> 16) & mask;
          while (table[free] != null) {
            free = free + 1 & mask;
          }
          table[free] = kept;
        }
      }
    }
    return name;
  }
}
