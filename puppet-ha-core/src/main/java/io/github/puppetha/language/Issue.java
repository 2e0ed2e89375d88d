package io.github.puppetha.language;

import io.github.puppetha.Severity;
import java.util.Locale;

/**
 * What Puppet's lexer, parser and static checks report, by Puppet's own issue codes; each with a
 * source that triggers it. The rule of a problem is {@code syntax/} and the code in lower case.
 */
public enum Issue {
  /** {@code $a = = 1}: a token where none of its kind may stand; also an early end. */
  SYNTAX_ERROR,
  /** What Puppet refuses without a code of its own: {@code class class \{ \}}. */
  ERROR,
  /** {@code $a = "text} with no closing quote. */
  UNCLOSED_QUOTE,
  /** {@code /* text} with no end. */
  UNCLOSED_MLCOMMENT,
  /** {@code $a = 1abc}. */
  ILLEGAL_NUMBER,
  /** {@code $a = 0xZ}. */
  INVALID_HEX_NUMBER,
  /** {@code $a = 09}. */
  INVALID_OCTAL_NUMBER,
  /** {@code $a = 1.2x}. */
  INVALID_DECIMAL_NUMBER,
  /** {@code Foo::bar}. */
  ILLEGAL_CLASS_REFERENCE,
  /** {@code ::Foo::9}. */
  ILLEGAL_FULLY_QUALIFIED_CLASS_REFERENCE,
  /** {@code a::}. */
  ILLEGAL_FULLY_QUALIFIED_NAME,
  /** A word that is neither a name nor a bare word. */
  ILLEGAL_NAME_OR_BARE_WORD,
  /** A byte order mark at the start of the file. */
  ILLEGAL_BOM,
  /** {@code "\q"}. */
  UNRECOGNIZED_ESCAPE(Severity.WARNING),
  /** {@code "\ u12"}, without the blank: too few digits. */
  ILLEGAL_UNICODE_ESCAPE(Severity.WARNING),
  /** {@code $a = @(END}, with no closing parenthesis. */
  HEREDOC_UNCLOSED_PARENTHESIS,
  /** {@code $a = @(END)}, with text below but no {@code END}. */
  HEREDOC_WITHOUT_END_TAGGED_LINE,
  /** {@code $a = @(END)} in the last line. */
  HEREDOC_WITHOUT_TEXT,
  /** {@code $a = @( )}. */
  HEREDOC_EMPTY_ENDTAG,
  /** {@code $a = @()}. */
  HEREDOC_INVALID_SYNTAX,
  /** {@code $a = @(END/x)}. */
  HEREDOC_INVALID_ESCAPE,
  /** {@code $a = @(END/tt)}. */
  HEREDOC_MULTIPLE_AT_ESCAPES,
  /** {@code @(END:json)} over text that is no JSON. */
  ILLEGAL_JSON,
  /** {@code @(END:pp)} over text that does not parse. */
  ILLEGAL_PP,
  /** {@code @(END:epp)} over text that does not parse. */
  ILLEGAL_EPP,
  /** {@code @(END:base64)} over text that is no Base64. */
  ILLEGAL_BASE64,
  /** A template that ends within a tag. */
  EPP_UNBALANCED_TAG,
  /** A template that ends in {@code <%}. */
  EPP_UNBALANCED_EXPRESSION,
  /** {@code <%# text}, not closed. */
  EPP_UNBALANCED_COMMENT,
  /** A template that Puppet's template scanner gives up on. */
  EPP_INTERNAL_ERROR,
  /** {@code text <%| $a |%>}: parameters that are not first. */
  ILLEGAL_EPP_PARAMETERS,
  /** {@code if true \{ class a \{ \} \}}. */
  NOT_TOP_LEVEL,
  /** {@code class a \{ function b() \{ \} $c = 1 \}}. */
  NOT_ABSOLUTE_TOP_LEVEL,
  /** {@code class a-b \{ \}}. */
  ILLEGAL_DEFINITION_NAME,
  /** A definition in a file where the autoloader does not look for it. */
  ILLEGAL_DEFINITION_LOCATION,
  /** A statement at the top of a file of a module. */
  ILLEGAL_TOP_CONSTRUCT_LOCATION,
  /** {@code class string \{ \}}. */
  RESERVED_TYPE_NAME,
  /** {@code $a = private}. */
  RESERVED_WORD,
  /** {@code class plan \{ \}}. */
  FUTURE_RESERVED_WORD(Severity.WARNING),
  /** {@code class a($name) \{ \}}. */
  RESERVED_PARAMETER,
  /** {@code class a($b, $b) \{ \}}. */
  DUPLICATE_PARAMETER,
  /** {@code class a($B) \{ \}}. */
  ILLEGAL_PARAM_NAME,
  /** {@code class a($1) \{ \}}. */
  ILLEGAL_NUMERIC_PARAMETER,
  /** {@code class a(*$b) \{ \}}. */
  CAPTURES_REST_NOT_SUPPORTED,
  /** {@code f() |*$a, $b| \{ \}}. */
  CAPTURES_REST_NOT_LAST,
  /** {@code class a(Integer[1+1] $b) \{ \}}, in Puppet 8. */
  ILLEGAL_NONLITERAL_PARAMETER_TYPE(Severity.WARNING),
  /** {@code class a($b = ($c = 1)) \{ \}}. */
  ILLEGAL_ASSIGNMENT_CONTEXT,
  /** {@code 1 = 2}. */
  ILLEGAL_ASSIGNMENT,
  /** {@code $a::b = 1}. */
  CROSS_SCOPE_ASSIGNMENT,
  /** {@code $1 = 1}. */
  ILLEGAL_NUMERIC_ASSIGNMENT,
  /** {@code $a[0] = 1}. */
  ILLEGAL_INDEXED_ASSIGNMENT,
  /** {@code $a += 1}. */
  APPENDS_DELETES_NO_LONGER_SUPPORTED,
  /** {@code file \{ 'a': mode +> 1 \}}. */
  ILLEGAL_ATTRIBUTE_APPEND,
  /** {@code file \{ 'a': * => $b, * => $c \}}. */
  MULTIPLE_ATTRIBUTES_UNFOLD,
  /** {@code $a = File <| |>}. */
  NOT_RVALUE,
  /** {@code 1 notice('a')}. */
  IDEM_EXPRESSION_NOT_LAST,
  /** {@code class a \{ 1 \}}. */
  IDEM_NOT_ALLOWED_LAST,
  /** {@code file \{ mode => 1 \}}. */
  RESOURCE_WITHOUT_TITLE,
  /** {@code 1(2)}. */
  ILLEGAL_EXPRESSION,
  /** {@code File <| a > 1 |>}. */
  ILLEGAL_QUERY_EXPRESSION,
  /** {@code \{ a => 1, a => 2 \}}: a warning in Puppet 7. */
  DUPLICATE_KEY,
  /** {@code $a ? \{ default => 1, default => 2 \}}. */
  DUPLICATE_DEFAULT,
  /** {@code $Foo}. */
  ILLEGAL_VAR_NAME,
  /** {@code $01}. */
  ILLEGAL_NUMERIC_VAR_NAME,
  /** A type name that cannot be. */
  ILLEGAL_CLASSREF,
  /** {@code 9223372036854775808}. */
  NUMERIC_OVERFLOW,
  /** {@code node 'a b' \{ \}}. */
  ILLEGAL_HOSTNAME_CHARS,
  /** {@code node "${a}" \{ \}}. */
  ILLEGAL_HOSTNAME_INTERPOLATION,
  /** {@code node a inherits b \{ \}}. */
  ILLEGAL_NODE_INHERITANCE,
  /** {@code @class \{ 'a': \}}. */
  CLASS_NOT_VIRTUALIZABLE,
  /** {@code @File \{ mode => 1 \}}. */
  NOT_VIRTUALIZEABLE,
  /** {@code type Runtime[ruby, 'a'] = [/a/, 'b']}. */
  ILLEGAL_TYPE_MAPPING,
  /** {@code type Foo \{ \}}. */
  UNSUPPORTED_EXPRESSION,
  /** {@code apply($a) \{ apply($b) \{ \} \}}, in a plan. */
  EXPRESSION_NOT_SUPPORTED_WHEN_COMPILING,
  /** {@code plan a() \{ file \{ 'b': \} \}}. */
  EXPRESSION_NOT_SUPPORTED_WHEN_SCRIPTING;

  private final Severity severity;
  private final String rule = "syntax/" + name().toLowerCase(Locale.ROOT);

  Issue() {
    this(Severity.ERROR);
  }

  Issue(Severity severity) {
    this.severity = severity;
  }

  /** {@code syntax/…}, as problems carry it. */
  public String rule() {
    return rule;
  }

  /**
   * How grave it is.
   *
   * @param puppetVersion 7, 8 or 9
   */
  public Severity severity(int puppetVersion) {
    return this == DUPLICATE_KEY && puppetVersion == 7 ? Severity.WARNING : severity;
  }

  /**
   * Does this version report it at all?
   *
   * @param puppetVersion 7, 8 or 9
   */
  boolean isReported(int puppetVersion) {
    return this != ILLEGAL_NONLITERAL_PARAMETER_TYPE || puppetVersion > 7;
  }
}
