package io.github.puppetha.validate.internal;

import io.github.puppetha.SourceRange;
import java.util.List;

/**
 * What one file says that a look across files asks for. Immutable, small, and made of records,
 * strings and numbers only, so that it can be kept instead of parsing the file again.
 *
 * @param definitions what it defines; in a manifest or template the first is the file itself, at
 *     top level
 * @param uses names of things that may be defined elsewhere
 * @param declarations resources and classes with what is said of them
 * @param reads variables that are not set where they are read
 */
public record FileFacts(
    List<Defined> definitions, List<Use> uses, List<Declared> declarations, List<Read> reads) {
  /** Of a file that says nothing. */
  public static final FileFacts NONE = new FileFacts(List.of(), List.of(), List.of(), List.of());

  /** What can be defined. */
  public enum Kind {
    /** The top level of a manifest. */
    TOP("the top level"),
    /** The top level of an EPP template that says which parameters it has. */
    TEMPLATE("the template"),
    /** A node. */
    NODE("the node"),
    /** A class. */
    CLASS("class"),
    /** A defined type. */
    DEFINE("define"),
    /** A function, in Puppet's language. */
    FUNCTION("function"),
    /** A plan. */
    PLAN("plan"),
    /** A type alias. */
    ALIAS("type alias"),
    /** A function in Ruby. */
    RUBY_FUNCTION("function"),
    /** A function in Ruby, by the interface of Puppet 3. */
    RUBY_3X_FUNCTION("function"),
    /** A resource type in Ruby. */
    RUBY_TYPE("resource type"),
    /** A data type in Ruby. */
    RUBY_DATA_TYPE("data type"),
    /** A fact in Ruby. */
    FACT("fact");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As messages call it. */
    public String label() {
      return label;
    }
  }

  /**
   * A definition.
   *
   * @param name in lower case, without leading colons; empty for top levels and nodes
   * @param parent the class that a class inherits; empty without
   * @param parameters of classes, defines, functions; of resource types, their attributes
   * @param variables that are set in it, its parameters too
   * @param type what an alias stands for
   * @param open whether there may be parameters that could not be told; of a top level, whether it
   *     holds more than definitions, which then begins at {@code range}
   * @param range where it begins
   */
  public record Defined(
      Kind kind,
      String name,
      String parent,
      List<Parameter> parameters,
      List<String> variables,
      Value type,
      boolean open,
      SourceRange range) {}

  /** A parameter of a {@link Defined}. */
  public record Parameter(String name, Value type, boolean required) {}

  /** How something is named. */
  public enum UseKind {
    /** A class, by {@code include} and the like, or declared as a resource. */
    CLASS,
    /** A class, in a relationship. */
    CLASS_REFERENCE,
    /** A class, to inherit from. */
    PARENT,
    /** A type of resources, where one is declared. */
    RESOURCE,
    /** A type of whatever kind, with a capital letter. */
    TYPE,
    /** A function. */
    FUNCTION,
    /** An attribute that a built-in type does not have, as {@code type attribute}. */
    ATTRIBUTE,
    /** A template in ERB. */
    TEMPLATE,
    /** A template in EPP. */
    EPP,
    /** The content of files; several names, one a line, of which the first that is there counts. */
    FILE,
    /**
     * {@code puppet:///modules/…}; several, one a line, of which the first that is there counts.
     */
    URL,
    /** A fact, as {@code $facts['name']} or in Hiera. */
    FACT,
    /** A key that is looked up. */
    LOOKUP,
    /** The known beginning of a key that is looked up. */
    LOOKUP_PREFIX,
    /** A key of Hiera data. */
    HIERA_KEY
  }

  /**
   * A name of something.
   *
   * @param name of classes, types and functions in lower case, without leading colons
   * @param guarded whether the code asks first if there is such a thing
   */
  public record Use(UseKind kind, String name, SourceRange range, boolean guarded) {}

  /** In which way something is said of resources. */
  public enum Form {
    /** They are declared. */
    RESOURCE,
    /** Defaults or overrides. */
    ATTRIBUTES
  }

  /**
   * A resource or class with what is said of it.
   *
   * @param type of the resource in lower case; {@code class} for classes
   * @param name of the class; of other types empty
   * @param open whether there is more than {@code arguments} shows
   */
  public record Declared(
      Form form,
      String type,
      String name,
      List<Argument> arguments,
      boolean open,
      SourceRange range) {}

  /** {@code name => value}. */
  public record Argument(String name, Value value, SourceRange range, SourceRange valueRange) {}

  /**
   * A variable that is read where it is not set.
   *
   * @param name without dollar sign; {@code ::} before it is kept
   * @param definition in which it is read, as an index into {@link #definitions()}
   */
  public record Read(String name, SourceRange range, int definition, boolean guarded) {}
}
